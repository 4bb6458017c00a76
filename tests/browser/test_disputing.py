"""Disputing in real browsers: A–E for oneself, the ladder, and a copy only its phone can take."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import all_sent, at, saved
from tests.support.browser_screens import Screens, live
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
THOUGHT = "Ingen vil høre på meg."
TURNED = "Jeg kan be to kolleger lese forslaget."
TAKE = "Ta bort fra tavla"


@pytest.fixture
def world(make_world: Callable[[Iterable[str]], World]) -> World:
    world = make_world(FOUR)
    world.begin(FOUR, process="disputing")
    return world


def others_share(world: World, *names: str) -> None:
    for who in names:
        answer = world.caller(who).post(
            f"/rom/{world.public_id}/bidrag/{world.activity}/tavle",
            {
                "0-belief": f"Tanken {who} fikk",
                "0-new_belief": "Jeg kan spørre",
                "agreed": "1",
                "board_secret": f"hemmelig-{who}",
            },
        )
        assert answer.status == 200, answer


def writes_a_to_c(world: World, projector: Page, phone: Page) -> None:
    world.advance_to("situasjon")
    at(phone, "Min situasjon")
    expect(projector.locator(".lad-rung--now b")).to_have_text(["A", "B", "C"])
    phone.get_by_label("Hva skjedde?").fill("Jeg sa et forslag i møtet.")
    phone.get_by_label("Hva sa du til deg selv?").fill(THOUGHT)
    saved(phone)


def asks_in_the_pair(world: World, projector: Page, phone: Page) -> None:
    """Nothing was sent, and still the thought is at hand."""
    world.advance_to("disputer")
    phone.locator("[data-moved-on]").get_by_role("button").click()
    at(phone, "Spør ut tanken")
    expect(projector.locator(".lad-rung--now b")).to_have_text("D")
    expect(projector.get_by_role("heading", name="D: Hva taler for tanken")).to_be_visible()
    thought, asker = phone.locator("#thought"), phone.locator("#asker")
    for box in (thought, asker):
        if box.get_attribute("open") is None:
            box.locator("summary").click()
    expect(thought.get_by_text(THOUGHT)).to_be_visible()
    expect(asker.locator("li")).to_have_count(5)


def turns_it(world: World, phone: Page) -> None:
    world.advance_to("snu")
    at(phone, "Snu setningen")
    phone.get_by_label("Jeg kan …").fill(TURNED)
    phone.get_by_role("button", name="Ta vare på").click()
    expect(phone.get_by_text("Det ligger i mappa di. Bare du leser det.")).to_be_visible()
    expect(phone.get_by_text(THOUGHT).first).to_be_visible()


def test_from_the_thought_to_the_board(world: World, screens: Screens) -> None:
    projector, phone = screens.projector(world), screens.phone(world, "ane")
    expect(projector.locator(".lad-rung")).to_have_count(5)
    writes_a_to_c(world, projector, phone)
    asks_in_the_pair(world, projector, phone)
    turns_it(world, phone)
    world.advance_to("tavle")
    at(phone, "Til tavla")
    expect(phone.get_by_label("Før")).to_have_value(THOUGHT)
    expect(phone.get_by_role("button", name=TAKE)).to_be_hidden()
    phone.get_by_role("button", name="Legg det på tavla uten navn").click()
    expect(phone.get_by_text("Kortet ditt er gitt til tavla, uten navn.")).to_be_visible()
    expect(projector.get_by_role("heading", name="Vil du la snukortet ditt")).to_be_visible()
    others_share(world, "hodan", "helge")
    expect(projector.locator(".turned > li")).to_have_count(3)
    expect(phone.locator(".pair-card")).to_have_count(3)
    expect(projector.get_by_text(THOUGHT)).to_be_visible()
    phone.reload()
    live(phone)
    phone.get_by_role("button", name=TAKE).click()
    expect(projector.locator(".turned > li")).to_have_count(2)
    expect(projector.get_by_text(THOUGHT)).to_have_count(0)
    expect(phone.get_by_role("button", name="Legg det på tavla uten navn")).to_be_visible()
    all_sent(phone)


def test_another_phone_of_the_same_person_cannot_take_it_back(
    world: World, screens: Screens
) -> None:
    phone = screens.phone(world, "ane")
    world.advance_to("tavle")
    at(phone, "Til tavla")
    phone.get_by_label("Før").fill(THOUGHT)
    phone.get_by_label("Nå").fill(TURNED)
    phone.get_by_role("button", name="Legg det på tavla uten navn").click()
    expect(phone.get_by_role("button", name=TAKE)).to_be_visible()
    other = screens.phone(world, "ane")
    expect(other.get_by_label("Før")).to_be_visible()
    expect(other.get_by_role("button", name=TAKE)).to_be_hidden()


def test_many_pairs_are_turned_page_by_page_and_none_is_cut(world: World, screens: Screens) -> None:
    projector = screens.projector(world, viewport={"width": 1024, "height": 768})
    world.advance_to("tavle")
    for number in range(9):
        answer = world.caller("hodan").post(
            f"/rom/{world.public_id}/bidrag/{world.activity}/tavle",
            {
                "0-belief": f"Foreldre ringer bare når noe er galt, for {number}. gang.",
                "0-new_belief": "Jeg kan ringe hjem når noe går bra, og be om ett råd.",
                "agreed": "1",
                "board_secret": f"nr-{number}",
            },
        )
        assert answer.status == 200, answer
    pairs = projector.locator(".turned > li")
    expect(pairs).to_have_count(9)
    label = projector.locator("[data-turned-label]")
    expect(label).to_have_text("Side 1 av 3")
    expect(pairs.locator("visible=true")).to_have_count(3)
    projector.get_by_role("button", name="Neste side").click()
    expect(label).to_have_text("Side 2 av 3")
    cut = projector.evaluate(
        "() => { const list = document.querySelector('[data-turned]');"
        " return list.scrollHeight > list.clientHeight + 1; }"
    )
    assert cut is False
