"""The pictures of README and docs, taken of the demo: python -m tests.browser.pictures [folder]."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import select

from facilitator.demo import data
from facilitator.demo.load import ensure
from facilitator.models import Facilitator, Participant, Room
from tests.browser import pictures_day as day
from tests.browser import pictures_methods as methods
from tests.browser import pictures_processes as processes
from tests.browser import pictures_trust as trust
from tests.browser import pictures_year as year
from tests.browser.pictures_playing import Camera, Playing
from tests.support.browser_acts import choose
from tests.support.browser_patience import patience
from tests.support.browser_screens import FLAGS, PHONE, REMOTE, Screens, Watch, live
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World, now
from tests.support.cast import first_name_key

IMAGES = Path("docs/images")
RELEASED = 11
CAUSES = ("Vi så det gode først", "Vi lot alle bidra likt", "Vi gjorde det synlig")


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


def stories() -> list[data.StoryData]:
    return [story for story in data.load().stories if story.process == "ai_intervju"]


def take_all(world: World, screens: Screens, camera: Camera) -> None:
    """The samling from its kjøreplan to its last break, with everybody in the room."""
    play = Playing(world, screens, camera)
    day.desk(play)
    for shown in (
        methods.meetings,
        methods.method,
        methods.rehearsal,
        methods.lent_room,
        year.desk,
    ):
        shown(play)
    names(world, screens, camera)
    day.day_on_the_remote(play)
    processes.check_in(play)
    play.end()
    interviews(play)
    for played in processes.PLAYS[1:]:
        played(play)
    day.break_time(play)
    portfolio(world, screens, camera)
    trust.log(play)
    day.look_up(play)


def names(world: World, screens: Screens, camera: Camera) -> None:
    page = screens.stranger(PHONE, device_scale_factor=2)
    page.goto(world.address("hvem"))
    page.get_by_label("Søk etter navnet ditt").fill("an")
    page.get_by_role("heading", name="Hvem er du?").click()
    camera.last(page, "telefon-navn")


def interviews(play: Playing) -> None:
    world, screens, camera = play.world, play.screens, play.camera
    day.start(play, "AI-intervju", "Inngang")
    world.advance_to("intervju_1")
    teller, asker = world.first_pair()
    phone = screens.phone(world, asker, device_scale_factor=2)
    phone.locator("#note").fill("ventet · lua · «nå kan du låne min»")
    phone.get_by_role("button", name="Neste spørsmål").click()
    phone.get_by_role("button", name="Neste spørsmål").focus()
    camera.last(phone, "telefon-guide")
    remote = screens.known(world, "turid", REMOTE, device_scale_factor=2)
    remote.goto(world.address("styring"))
    camera.last(live(remote), "fjernkontroll")
    approving(world, screens, camera, teller, asker)
    board(play)


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
    camera.last(phone, "telefon-godkjenn")


def board(play: Playing) -> None:
    world = play.world
    tellers = [row[1] for row in world.pairs() if row[0] == 2 and row[1] != "ane"]
    for who, story in zip(["ane", *tellers], stories()[:RELEASED], strict=False):
        world.approve(who, title=story.title, text=story.text, strengths=story.strengths[0])
    world.advance_to("rotarsaker")
    causes(play, "ane")
    world.advance_to("hosting")
    play.projector("lerret-tavle")


def causes(play: Playing, who: str) -> None:
    """The table of somebody finds what goes again in its stories."""
    table = next(t for t in play.tables("bord") if who in t[1])
    play.post(table[1][0], f"gruppe/{table[0]}/rotarsaker/penn")
    play.post(
        table[1][0], f"gruppe/{table[0]}/rotarsaker/ferdig", keep="1",
        **{f"line_{number}": text for number, text in enumerate(CAUSES)},
    )  # fmt: skip


def portfolio(world: World, screens: Screens, camera: Camera) -> None:
    page = screens.stranger(PHONE, device_scale_factor=2)
    page.goto(world.link("ane"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.wait_for_url(lambda url: "/lenke/" not in url)
    page.goto(f"{world.server.url}/mappe")
    camera.take(page, "arbeidsmappe")
    trust.folder(page, camera)
    year.document(page, camera)


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
    with sync_playwright() as started, patience():
        main(started, Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
