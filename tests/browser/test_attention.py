"""«Se opp» on all phones, and the sounds of the end of time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, saved, write
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
HEARD = """
globalThis.heard = [];
globalThis.AudioContext = class {
    state = "suspended";
    currentTime = 0;
    destination = {};
    async resume() { this.state = "running"; }
    async close() { this.state = "closed"; }
    createOscillator() {
        return {
            frequency: {
                set value(pitch) { globalThis.heard.push(pitch); },
            },
            connect: (next) => next, start() {}, stop() {},
        };
    }
    createGain() {
        const gain = {
            setValueAtTime() {},
            linearRampToValueAtTime: (level) => { globalThis.level = level; },
            exponentialRampToValueAtTime() {},
        };
        return { gain, connect: (next) => next };
    }
};
"""
STEP = [523.25, 659.25]
TRIAL = 587.33


def heard(page: Page) -> list[float]:
    found: list[float] = page.evaluate("globalThis.heard.splice(0)")
    return found


def hears(page: Page, *pitches: float) -> None:
    """Waits until these have sounded, and nothing else."""
    page.wait_for_function("(count) => globalThis.heard.length >= count", arg=len(pitches))
    assert heard(page) == list(pitches)


def with_ears(world: World, screens: Screens) -> Page:
    page = screens.known(world, "turid", {"width": 1920, "height": 1080})
    page.add_init_script(HEARD)
    page.goto(world.address("lerret"))
    return live(page)


@pytest.fixture
def writing(world: World) -> tuple[World, str]:
    world.begin(FOUR)
    world.advance_to("skriv_1")
    return world, world.first_pair()[1]


def test_all_phones_say_it_and_the_projector_does_not(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    phones = [screens.phone(world, "ane"), screens.phone(world, "hodan")]
    projector, remote = screens.projector(world), screens.remote(world)
    remote.get_by_role("button", name="Se opp").click()
    for page in phones:
        expect(page.get_by_role("dialog", name="Se opp")).to_be_visible()
    expect(remote.locator("[data-press-status]")).to_contain_text("Se opp")
    expect(projector.locator("#look-up")).to_have_count(0)
    phones[0].touchscreen.tap(180, 100)
    expect(phones[0].get_by_role("dialog", name="Se opp")).to_be_hidden()
    expect(phones[1].get_by_role("dialog", name="Se opp")).to_be_visible()


def test_it_goes_away_by_itself_and_does_not_come_back(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    page = screens.known(world, "ane", {"width": 360, "height": 740})
    page.clock.install()
    page.goto(world.address())
    live(page)
    world.caller("turid").post(f"/rom/{world.public_id}/styring/se-opp", {})
    overlay = page.get_by_role("dialog", name="Se opp")
    expect(overlay).to_be_visible()
    page.clock.run_for(16_000)
    expect(overlay).to_be_hidden()
    world.press("extend")
    expect(page.locator("[data-clock]").first).to_have_text("5")
    expect(overlay).to_be_hidden()


def test_what_is_being_written_is_left_alone(writing: tuple[World, str], screens: Screens) -> None:
    world, writer = writing
    page = screens.phone(world, writer)
    write(page, "Vi våget å vente", "Jeg satte meg ned og")
    page.locator("#text").press("Home")
    world.caller("turid").post(f"/rom/{world.public_id}/styring/se-opp", {})
    expect(page.get_by_role("dialog", name="Se opp")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Stille: ")
    expect(page.locator("#text")).to_have_value("Stille: Jeg satte meg ned og")
    saved(page)


def test_a_step_meanwhile_takes_no_field_away(writing: tuple[World, str], screens: Screens) -> None:
    world, writer = writing
    page = screens.phone(world, writer)
    write(page, "Vi våget å vente", "Jeg satte meg ned og")
    saved(page)
    world.caller("turid").post(f"/rom/{world.public_id}/styring/se-opp", {})
    expect(page.get_by_role("dialog", name="Se opp")).to_be_visible()
    world.press("advance")
    expect(page.locator("[data-moved-on]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("Jeg satte meg ned og")


def test_the_sound_is_tried_turned_down_and_remembered(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    page = with_ears(world, screens)
    expect(page.locator("[data-sound]")).to_have_text("Slå på lyd")
    page.locator("[data-sound]").click()
    hears(page, TRIAL)
    page.locator(".pr-top").hover()
    loud = page.evaluate("globalThis.level")
    page.get_by_label("Lydstyrke").fill("20")
    page.get_by_role("button", name="Prøv lyden").click()
    page.wait_for_function("(loud) => globalThis.level < loud / 2", arg=loud)
    page.reload()
    live(page)
    expect(page.get_by_label("Lydstyrke")).to_have_value("20")
    # Browsers are mute until they are touched: the button says so, and any touch will do.
    expect(page.locator("[data-sound]")).to_have_text("Trykk for lyd")
    page.mouse.click(900, 900)
    expect(page.locator("[data-sound]")).to_have_text("Slå av lyd")
    heard(page)
    world.press("advance")
    at_projector(page, "Tenk selv")
    hears(page, *STEP)
    page.keyboard.press("l")
    expect(page.locator("[data-sound]")).to_have_text("Slå på lyd")
    world.press("advance")
    at_projector(page, "Første intervju")
    assert heard(page) == []


def at_projector(page: Page, phase: str) -> None:
    expect(page.locator("#surface-head .what b")).to_have_text(phase)


def test_one_minute_left_and_zero_are_heard_once_each(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("WebSocket")  # minutes that pass in a moment look like a dead connection
    world.begin(FOUR)
    world.advance_to("skriv_1")
    page = screens.known(world, "turid", {"width": 1920, "height": 1080})
    page.clock.install()
    page.add_init_script(HEARD)
    page.goto(world.address("lerret"))
    live(page)
    page.locator("[data-sound]").click()
    hears(page, TRIAL)
    clock = page.locator("[data-clock]").first
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))  # it goes by our minutes alone
    minutes, seconds = re.findall(r"(\d+):(\d\d)", clock.inner_text())[0]
    page.clock.run_for((int(minutes) * 60 + int(seconds) - 65) * 1000)
    expect(clock).to_contain_text(re.compile("1:0[4-6]"))
    assert heard(page) == []
    page.clock.run_for(20_000)
    assert heard(page) == [493.88]
    page.clock.run_for(60_000)
    assert heard(page) == [440, 349.23]
    page.clock.run_for(60_000)
    assert heard(page) == []


def test_a_phone_is_silent_until_it_is_asked(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    page = screens.known(world, "ane", {"width": 360, "height": 740})
    page.add_init_script(HEARD)
    page.goto(world.address())
    live(page)
    page.mouse.click(180, 300)
    world.press("advance")
    at(page, "Tenk selv")
    assert heard(page) == []
