"""Moralsk resonnering in real browsers: a silent answer, dots before and after, and a role."""

import re
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import all_sent, at
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

SIX = ("ane", "hodan", "helge", "kasper", "anders", "ragnhild")
QUESTION = "Bør du be kollegaen om å fjerne bildet?"
REASON = "Barnet kan ikke si nei selv. Kjennetegn-ane."


@pytest.fixture
def world(make_world: Callable[[Iterable[str]], World]) -> World:
    world = make_world(SIX)
    world.begin(SIX, process="moralsk_resonnering", settings={"dilemma": "bildet_i_foreldregruppa"})
    return world


def others_answer(world: World, phase: str, *options: str) -> None:
    for who, option in zip(SIX[1:], options, strict=True):
        answer = world.caller(who).post(
            f"/rom/{world.public_id}/bidrag/{world.activity}/{phase}",
            {"0-option": option, "0-reason": "En grunn"},
        )
        assert answer.status == 200, answer


def choose(phone: Page, option: str) -> None:
    phone.locator(".answer-option").filter(has_text=re.compile(f"^{option}$")).click()


def kept_on_the_phone(phone: Page) -> str:
    return str(phone.evaluate("() => JSON.stringify(localStorage)"))


def test_from_the_dilemma_to_the_way_home(world: World, screens: Screens) -> None:
    projector, phone = screens.projector(world), screens.phone(world, "ane")
    expect(projector.locator(".mat h1")).to_have_text("Bildet i foreldregruppa")
    phone.get_by_text("Les «Bildet i foreldregruppa» her").click()
    expect(phone.get_by_text("En kollega har tatt et nydelig bilde")).to_be_visible()

    answers_in_silence(world, projector, phone)
    sees_how_the_room_thinks(world, projector, phone)
    draws_a_role(world, phone)
    answers_anew(world, projector, phone)


def answers_in_silence(world: World, projector: Page, phone: Page) -> None:
    world.advance_to("standpunkt")
    at(phone, "Stille standpunkt")
    expect(projector.get_by_role("heading", name=QUESTION)).to_be_visible()
    assert phone.locator("input[type=radio]:checked").count() == 0
    choose(phone, "Ja")
    phone.get_by_label("Én grunn").fill(REASON)
    phone.get_by_role("button", name="Send svaret").click()
    expect(phone.get_by_text("Svaret ditt er med.")).to_be_visible()
    all_sent(phone)
    assert "Kjennetegn-ane" not in kept_on_the_phone(phone)
    expect(projector.locator("#counts")).to_have_text("1 av 6 har svart")
    phone.get_by_text("Endre svaret").first.click()
    choose(phone, "Usikker")
    phone.get_by_role("button", name="Endre svaret").click()
    expect(phone.locator(".given b")).to_have_text("Usikker")
    expect(projector.locator("#counts")).to_have_text("1 av 6 har svart")


def sees_how_the_room_thinks(world: World, projector: Page, phone: Page) -> None:
    others_answer(world, "standpunkt", "Ja", "Ja", "Nei", "Ja", "Nei")
    world.advance_to("fordeling")
    expect(projector.locator(".dist .n")).to_have_text(["3", "2", "1"])
    expect(projector.locator(".dist circle")).to_have_count(6)
    expect(phone.locator(".fall .n")).to_have_text(["3", "2", "1"])
    assert "Kjennetegn-ane" not in projector.content()


def draws_a_role(world: World, phone: Page) -> None:
    world.advance_to("perspektiv")
    at(phone, "Bytt perspektiv")
    first = phone.locator(".role h1:visible").inner_text()
    phone.get_by_text("Trekk en annen rolle").click()
    expect(phone.locator(".role h1:visible")).to_have_count(1)
    expect(phone.locator(".role h1:visible")).not_to_have_text(first)
    expect(phone.get_by_text("Trekk en annen rolle")).to_be_hidden()
    expect(phone.get_by_role("button", name="Ta pennen")).to_be_visible()


def answers_anew(world: World, projector: Page, phone: Page) -> None:
    world.advance_to("nytt")
    at(phone, "Nytt standpunkt")
    choose(phone, "Ja")
    phone.get_by_role("button", name="Send svaret").click()
    expect(phone.get_by_text("Svaret ditt er med.")).to_be_visible()
    others_answer(world, "nytt", "Ja", "Ja", "Ja", "Ja", "Nei")
    world.advance_to("overfor")
    expect(projector.locator(".dist .wh")).to_have_text(["før", "nå"] * 3)
    expect(projector.locator(".dist .n")).to_have_text(["3", "5", "2", "1", "1", "0"])
    at(phone, "Hjem til barna")
    phone.get_by_text("Slik falt svarene").click()
    expect(phone.locator(".fall .n")).to_have_text(["3", "5", "2", "1", "1", "0"])


def test_whoever_writes_when_the_counts_are_shown_loses_nothing(
    world: World, screens: Screens, watch
) -> None:
    watch.allow("422")
    phone = screens.phone(world, "ane")
    world.advance_to("standpunkt")
    at(phone, "Stille standpunkt")
    choose(phone, "Nei")
    phone.get_by_label("Én grunn").fill(REASON)
    others_answer(world, "standpunkt", "Ja", "Ja", "Nei", "Ja", "Nei")
    world.advance_to("fordeling")
    expect(phone.locator("[data-moved-on]")).to_be_visible()
    phone.get_by_role("button", name="Send svaret").click()
    said = "Fordelingen er vist. Svaret ditt teller i neste runde."
    expect(phone.get_by_text(said)).to_be_visible()
    expect(phone.get_by_label("Én grunn")).to_have_value(REASON)
