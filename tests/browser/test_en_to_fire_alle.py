"""A whole 1-2-4-alle in real browsers, with seven: a trio among the pairs, and all in one four."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_acts import all_sent, at, offline, saved
from tests.support.browser_screens import NO_NETWORK, Screens, Watch, live
from tests.support.browser_world import World
from tests.support.workshops import done, mates, take_pen

SEVEN = ("ane", "hodan", "helge", "kasper", "amina", "jonas", "bjornar")
QUESTION = "Når er samarbeidet med barna på sitt aller beste?"
MINE = "Når vi venter litt. Kjennetegn-ane."
TOGETHER = "Vi venter sammen."
SENTENCE = "Samarbeidet er best når barna får begynne."


def think_alone(page: Page) -> None:
    """Two thoughts, the second without network, and a reload in the middle of the first."""
    page.locator("[name='0-text']").fill(MINE)
    saved(page)
    page.reload()
    live(page)
    expect(page.locator("[name='0-text']")).to_have_value(MINE)
    page.get_by_role("button", name="Ett kort til").click()
    page.locator("[name='1-text']").fill("Når alle får ordet.")
    offline(page, True)
    page.get_by_role("button", name="Ta vare på").click()
    expect(page.locator("[data-form-status]")).to_be_visible()
    offline(page, False)
    expect(page.locator("#surface .saved").first).to_be_visible()
    all_sent(page)
    expect(page.locator("#surface .story")).to_have_count(2)


def test_from_one_to_all(make_world, screens: Screens, watch: Watch) -> None:
    watch.allow(*NO_NETWORK)
    world: World = make_world(SEVEN)
    world.begin(SEVEN, process="en_to_fire_alle")
    ane, wall, remote = (
        screens.phone(world, "ane"),
        screens.projector(world),
        screens.remote(world),
    )
    expect(wall.get_by_role("heading", name=QUESTION)).to_be_visible()
    think_alone(ane)
    expect(wall.locator("#counts")).to_contain_text("1 av 7")

    world.advance_to("to")
    at(ane, "To")
    near = mates(world, "ane", "par")
    expect(ane.get_by_text(re.compile("^Du er sammen med"))).to_be_visible()
    mate = screens.phone(world, near[0])
    assert "Kjennetegn-ane" not in mate.content(), "own thoughts are one's own"
    take_pen(ane)
    expect(mate.get_by_text("Ane har pennen")).to_be_visible()
    ane.locator("[name='0-text']").fill(TOGETHER)
    expect(mate.get_by_text(TOGETHER)).to_be_visible()
    done(ane)

    world.advance_to("fire")
    at(ane, "Fire")
    expect(wall.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(wall.locator(".growth-now")).to_have_text("fire")
    table = mates(world, "ane", "firere")
    assert set(near) <= set(table), "who sit together stay together when they merge"
    goes = ane.locator(".helper").filter(has_text="Gå sammen med")
    for name in set(table) - set(near):
        expect(goes).to_contain_text(world.names[name].split(" ")[0])
    expect(ane.get_by_text(TOGETHER)).to_be_visible()
    take_pen(ane)
    ane.locator("[name='0-text']").fill(SENTENCE)
    done(ane)

    world.advance_to("alle")
    expect(wall.get_by_text(SENTENCE)).to_be_visible()
    assert "Kjennetegn-ane" not in wall.content() + remote.content()
    at(mate, "Alle")
    expect(mate.get_by_text(SENTENCE)).to_be_visible()
    world.press("end")
    expect(ane.get_by_role("heading", name="Takk, Ane")).to_be_visible()
