"""The year around the samlinger: who needs what, oppmøte, what is read, the festival, the bevis."""

from playwright.sync_api import Page

from tests.browser.pictures_day import DESK
from tests.browser.pictures_playing import Camera, Playing

PAGES = {"oversikt": "/deltakere", "vurdering": "/arbeidsmapper", "notat": "/notat/1"}


def desk(play: Playing) -> None:
    page = play.screens.known(play.world, "turid", DESK)
    for name, path in PAGES.items():
        page.goto(play.world.server.url + path)
        play.camera.take(page, name)
    note = page.request.get(f"{play.world.server.url}{PAGES['notat']}.pdf")
    play.camera.paper(note.body(), "notat-pdf")


def document(page: Page, camera: Camera) -> None:
    """On the phone that has its own mappe open."""
    page.goto(page.url.removesuffix("/mappe") + "/mappe/dokument/ny")
    page.get_by_label("Tittel").fill("Styrkekassa som reiser")
    camera.last(page, "praksisdokument")
