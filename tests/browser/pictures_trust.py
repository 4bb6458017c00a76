"""What the house has locks for: what one says yes to, what is deleted, and who has opened what."""

from playwright.sync_api import Page

from tests.browser.pictures_day import DESK
from tests.browser.pictures_playing import Camera, Playing

READ = ("hodan", "helge", "kasper")


def folder(page: Page, camera: Camera) -> None:
    """On the phone that has its own mappe open."""
    root = page.url.removesuffix("/mappe")
    page.goto(f"{root}/mappe/samtykker")
    page.locator("#photo").get_by_role("button", name="Ja").click()
    page.goto(f"{root}/mappe/samtykker")
    camera.take(page, "samtykker")
    page.goto(f"{root}/mappe/slett")
    camera.take(page, "sletting")
    page.goto(f"{root}/mappe")


def log(play: Playing) -> None:
    page = play.screens.known(play.world, "turid", DESK)
    root = play.world.server.url
    for who in READ:
        page.goto(f"{root}/arbeidsmapper/{play.world.people[who]}")
    page.request.get(f"{root}/arbeidsmapper/{play.world.people[READ[0]]}.pdf")
    page.goto(f"{root}/kull/logg")
    play.camera.last(page, "logg")
