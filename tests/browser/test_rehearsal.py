"""A samling is rehearsed with people who are a process of their own, and is thrown away."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.run_sheet_items import Written
from facilitator.models import Gathering
from facilitator.processes.loader import load_library
from tests.browser.test_accessibility import is_accessible, reflows
from tests.support.browser_acts import until
from tests.support.browser_screens import REMOTE, Screens, Watch
from tests.support.browser_world import World
from tests.support.tables import everything_in

SMALL = {"width": 1024, "height": 768}
SOON = 40_000
CLIPPED = """() => [...document.querySelectorAll(".outside, .pr-top, .pr-main, .pr-foot")]
  .filter((e) => e.getBoundingClientRect().bottom > innerHeight)
  .map((e) => e.className)"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".outside *")]
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture
def planned(world: World) -> World:
    """Innsjekk and 1-2-4-alle, with short phases: those who play keep within what is left."""
    with world.server.database.transaction() as db:
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, world.gathering))
        for key in ("innsjekk", "en_to_fire_alle"):
            run_sheet_items.add(
                db, sheet, "process", Written(), process=load_library()[key], seen=sheet.version
            )
        for item in sheet.items:
            kept = item.process or {}
            short = [{**phase, "minutes": 1} for phase in kept["phases"]]
            item.process = {**kept, "phases": short}
            item.settings = {"question": "Når er det godt å være her?"}
    return world


def test_a_day_is_rehearsed_alone_and_leaves_nothing(
    planned: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("status of 410")  # what is thrown away is gone
    world = planned
    remote = screens.known(world, "turid", REMOTE)
    before = everything_in(world.server.database)
    remote.goto(f"{world.server.url}/samling/{world.gathering}/kjoreplan")
    remote.get_by_role("link", name="Øv på samlingen").click()
    is_accessible(remote)
    remote.get_by_label("Hvor mange er med?").fill("7")
    remote.get_by_label("Ti ganger så fort").check()
    remote.get_by_role("button", name="Begynn å øve").click()
    expect(remote.locator("#oving")).to_contain_text("7 øver ti ganger så fort", timeout=SOON)
    room = remote.url.rsplit("/", 1)[0]
    projector = screens.stranger(SMALL)
    projector.goto(f"{room}/lerret")
    expect(projector.locator("#surface")).to_contain_text("7er her")
    fits(projector)
    names = screens.stranger()
    names.goto(f"{room}/hvem")
    expect(names.locator("#outside")).to_be_visible()
    expect(names.locator("#names")).to_contain_text("Asta Øvedal")
    is_accessible(names)
    reflows(names)

    press(remote, "Start Innsjekk")
    words = projector.locator("[data-words] li:not(.row-break)")
    expect(words.nth(2)).to_be_visible(timeout=SOON)
    fits(projector)
    is_accessible(projector)
    is_accessible(remote)
    for _ in range(2):
        press(remote, "Gå videre")
    press(remote, "Start 1-2-4-alle")
    expect(projector.locator(".pr-foot")).to_contain_text(re.compile(r"[3-7] av 7"), timeout=SOON)
    gone(world, remote, projector, names, before)


def press(remote: Page, name: str) -> None:
    """One of the remote's buttons, when the page has come to what it does."""
    was = remote.locator("#surface").get_attribute("data-step") or ""
    remote.get_by_role("button", name=name).first.click()
    expect(remote.locator("#surface")).not_to_have_attribute("data-step", was)


def fits(projector: Page) -> None:
    """The line on top is readable from the back row, and nothing is pushed out for it."""
    expect(projector).to_have_title(re.compile(r"^Øving · "))
    expect(projector.locator("#outside")).to_contain_text("Deltakerne er oppdiktet")
    assert projector.evaluate(SMALLEST) >= 32
    assert projector.evaluate(CLIPPED) == []


def gone(
    world: World, remote: Page, projector: Page, phone: Page, before: dict[str, list[str]]
) -> None:
    playing = players_of(world)
    assert len(playing) == 1
    remote.locator("#oving summary").click()
    remote.locator("#oving").get_by_role("link", name="Kast øvingen").click()
    is_accessible(remote)
    remote.get_by_role("button", name="Kast øvingen").click()
    expect(remote.get_by_text("Øvingen er kastet. Ingenting av den er igjen.")).to_be_visible()
    expect(projector.get_by_role("heading", name="Øvingen er over")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Øvingen er over")).to_be_visible()
    until(lambda: players_of(world) == [], "those who played are still there")
    assert everything_in(world.server.database) == before


def players_of(world: World) -> list[int]:
    """The processes that the server has started and that still run."""
    children = Path(f"/proc/{world.server.pid}/task/{world.server.pid}/children")
    return [int(n) for n in children.read_text().split() if is_player(int(n))]


def is_player(number: int) -> bool:
    try:
        return "facilitator.rehearsal" in Path(f"/proc/{number}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False  # it ended while we looked
