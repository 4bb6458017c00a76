"""All screens show the same time left within a second, whatever their own clocks say.

The round is where every screen shows minutes and seconds: the projector and the remote the
phase's, the phones the turn's. From each follows how far into the round its page thinks we are.
"""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, until
from tests.support.browser_screens import PHONE, TOUCH, Screens, live
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
TURN = 5 * 60
ROUND = 20 * 60
HOUR = 3600 * 1000
WRONG_CLOCK = """
const RealDate = Date;
globalThis.Date = class extends RealDate {
    constructor(...args) {
        if (args.length) super(...args);
        else super(RealDate.now() + %(off)d);
    }
    static now() { return RealDate.now() + %(off)d; }
};
"""


def wrong_phone(world: World, screens: Screens, who: str, off: int) -> Page:
    """A phone whose own clock is `off` milliseconds wrong."""
    page = screens.known(world, who, PHONE, **TOUCH)
    page.add_init_script(WRONG_CLOCK % {"off": off})
    page.goto(world.address())
    return live(page)


def seconds(text: str) -> int:
    found = re.search(r"(\d+):(\d\d)", text)
    assert found, f"no minutes and seconds in «{text}»"
    return int(found[1]) * 60 + int(found[2])


def shown(page: Page, place: str) -> tuple[str, float]:
    """What stands there, and the machine's own time at that moment, in seconds."""
    text, moment = page.locator(place).first.evaluate(
        "(e) => [e.innerText, (performance.timeOrigin + performance.now()) / 1000]"
    )
    return text, moment


def elapsed_on_phone(page: Page, size: int = 4) -> tuple[int, float]:
    text, moment = shown(page, "[data-turns]")
    number = re.search(r"Tur (\d+) av", text)
    assert number, text
    return ROUND * int(number[1]) // size - seconds(text), moment


def elapsed_on_screen(page: Page, length: int = ROUND) -> tuple[int, float]:
    text, moment = shown(page, "[data-clock]")
    return length - seconds(text), moment


def apart(phones: list[Page], screens: list[Page], length: int = ROUND) -> float:
    """By how much they differ on when it all began; they are looked at one after the other."""
    found = [elapsed_on_phone(page) for page in phones]
    found += [elapsed_on_screen(page, length) for page in screens]
    began = [moment - elapsed for elapsed, moment in found]
    return max(began) - min(began)


def agree(phones: list[Page], screens: list[Page], length: int = ROUND) -> None:
    """A page that has had no turn for a while shows what was, until its next."""
    until(lambda: apart(phones, screens, length) <= 1.3, "the clocks differ")


@pytest.fixture
def round_on(world: World) -> World:
    world.begin(FOUR)
    world.advance_to("gjenfortell")
    return world


def test_clocks_agree_also_on_phones_that_are_hours_off(round_on: World, screens: Screens) -> None:
    phones = [
        screens.phone(round_on, "ane"),
        wrong_phone(round_on, screens, "hodan", 2 * HOUR),
        wrong_phone(round_on, screens, "helge", -2 * HOUR),
    ]
    shared = [screens.projector(round_on), screens.remote(round_on)]
    agree(phones, shared)
    for page in phones:
        page.reload()
        live(page)
    agree(phones, shared)


def test_a_pause_stands_everywhere_and_goes_on_together(round_on: World, screens: Screens) -> None:
    phones = [screens.phone(round_on, "ane"), wrong_phone(round_on, screens, "hodan", 2 * HOUR)]
    shared = [screens.projector(round_on), screens.remote(round_on)]
    round_on.press("pause")
    for page in phones:
        expect(page.get_by_text("Pause. Klokka står, og teksten din er trygg.")).to_be_visible()
    for page in shared:
        expect(page.locator("[data-clock]").first).to_contain_text("Pause")
    stood = [elapsed_on_phone(page)[0] for page in phones]
    assert max(stood) - min(stood) <= 1
    going = time.monotonic()
    round_on.press("resume")
    for page in phones:
        expect(page.get_by_text("Pause. Klokka står")).to_be_hidden()
    for page in shared:
        expect(page.locator("[data-clock]").first).not_to_contain_text("Pause")
    agree(phones, shared)
    gone = elapsed_on_phone(phones[0])[0] - stood[0]
    assert 0 <= gone <= time.monotonic() - going + 2, "the pause was counted"


def test_one_more_minute_comes_to_all_screens(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    world.advance_to("skriv_1")
    teller, writer = world.first_pair()
    shared = [screens.projector(world), screens.remote(world)]
    phones = [screens.phone(world, writer), wrong_phone(world, screens, teller, 2 * HOUR)]
    for page in phones:
        expect(page.locator("[data-clock]").first).to_have_text("4")
    world.press("extend")
    for page in phones:
        expect(page.locator("[data-clock]").first).to_have_text("5")
    for page in shared:
        expect(page.locator("[data-clock]").first).to_contain_text(re.compile("4:[0-5]"))
    agree([], shared, 5 * 60)


def test_who_comes_late_has_the_same_time(round_on: World, screens: Screens) -> None:
    early = screens.phone(round_on, "ane")
    late = wrong_phone(round_on, screens, "kasper", -2 * HOUR)
    at(late, "Gjenfortell")
    agree([early, late], [screens.projector(round_on)])
