"""The pictures in README, taken of the demo: python -m tests.browser.pictures [folder]."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright
from sqlalchemy import select

from facilitator.demo import data
from facilitator.demo.load import ensure
from facilitator.models import Facilitator, Participant, Room
from tests.support.browser_acts import choose
from tests.support.browser_screens import FLAGS, PHONE, REMOTE, Screens, Watch, live
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World, now
from tests.support.cast import first_name_key

IMAGES = Path("docs/images")
LARGEST = 150_000
PROJECTOR = {"width": 1600, "height": 900}
THEME = "Når samarbeidet med barna er på sitt aller beste"
RELEASED = 11


def demo_world(server: LiveServer) -> World:
    """The demo kull as a test's world: everybody has come, and the AI-intervju is on."""
    demo = ensure(server.database, now())
    world = World(server, public_id=demo.public_id, code=demo.join_code)
    with server.database.reading() as db:
        room = db.scalars(select(Room).where(Room.public_id == demo.public_id)).one()
        world.room = room.id
        for person in db.scalars(select(Participant).order_by(Participant.id.desc())):
            world.people[first_name_key(person.name)] = person.id
        for leader in db.scalars(select(Facilitator)):
            world.leaders[first_name_key(leader.name)] = leader.id
    return world


class Camera:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        """One picture, small enough to be read on a phone's subscription."""
        file = self._folder / f"{name}.png"
        page.screenshot(path=file, animations="disabled")
        size = file.stat().st_size
        assert size < LARGEST, f"{name} takes {size} bytes"
        print(f"{file} ({size // 1000} kB)")


def stories() -> list[data.StoryData]:
    return [story for story in data.load().stories if story.process == "ai_intervju"]


def take_all(world: World, screens: Screens, camera: Camera) -> None:
    names = screens.stranger(PHONE, device_scale_factor=2)
    names.goto(world.address("hvem"))
    names.get_by_label("Søk etter navnet ditt").fill("an")
    names.get_by_role("heading", name="Hvem er du?").click()
    camera.take(names, "telefon-navn")
    world.begin(list(world.people)[:36], theme=THEME)
    world.advance_to("intervju_1")
    teller, asker = world.first_pair()
    phone = screens.phone(world, asker, device_scale_factor=2)
    phone.locator("#note").fill("ventet · lua · «nå kan du låne min»")
    phone.get_by_role("button", name="Neste spørsmål").click()
    phone.get_by_role("button", name="Neste spørsmål").focus()
    camera.take(phone, "telefon-guide")
    remote = screens.known(world, "turid", REMOTE, device_scale_factor=2)
    remote.goto(world.address("styring"))
    camera.take(live(remote), "fjernkontroll")
    approving(world, screens, camera, teller, asker)
    board(world, screens, camera)
    portfolio(world, screens, camera)


def approving(world: World, screens: Screens, camera: Camera, teller: str, asker: str) -> None:
    interview, _, _ = world.interview(teller=teller)
    story = stories()[0]
    world.advance_to("skriv_1")
    world.caller(asker).post(
        f"/rom/{world.public_id}/kladd/fortelling/{interview}",
        {"title": story.title, "text": story.text, "version": "0", "client_id": "picture"},
    )
    world.advance_to("godkjenn")
    phone = screens.phone(world, teller, device_scale_factor=2)
    choose(phone, "room")
    phone.evaluate("document.querySelector('.ladder').scrollIntoView({ block: 'center' })")
    camera.take(phone, "telefon-godkjenn")


def board(world: World, screens: Screens, camera: Camera) -> None:
    tellers = [row[1] for row in world.pairs() if row[0] == 2]
    for who, story in zip(tellers, stories()[:RELEASED], strict=False):
        world.approve(who, title=story.title, text=story.text, strengths=story.strengths[0])
    world.advance_to("hosting")
    camera.take(screens.projector(world, viewport=PROJECTOR), "lerret-tavle")


def portfolio(world: World, screens: Screens, camera: Camera) -> None:
    page = screens.stranger(PHONE, device_scale_factor=2)
    page.goto(world.link("ane"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.wait_for_url(lambda url: "/lenke/" not in url)
    page.goto(f"{world.server.url}/mappe")
    camera.take(page, "arbeidsmappe")


def main(playwright: Playwright, folder: Path) -> None:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    options: dict[str, Any] = {"executable_path": program, "args": FLAGS}
    browser = playwright.chromium.launch(**options)
    with tempfile.TemporaryDirectory() as place, running(Path(place)) as server:
        screens = Screens(browser, Watch())
        take_all(demo_world(server), screens, Camera(folder))
        screens.close()
    browser.close()


if __name__ == "__main__":
    with sync_playwright() as started:
        main(started, Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
