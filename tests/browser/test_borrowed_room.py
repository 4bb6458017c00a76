"""Pål borrows a room with his phone, runs a method with three colleagues, and throws it away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import all_sent, at, leads
from tests.support.browser_screens import PROJECTOR, Screens, Watch, live
from tests.support.browser_world import World
from tests.support.workshops import done, take_pen

QUESTION = "Når har vi det godt sammen på jobben?"
ALONE = "Når jeg får le litt. Kjennetegn-alene."
TOGETHER = "Når noen spør hvordan det går, og venter på svaret."


@pytest.fixture
def pal(make_world, screens: Screens) -> tuple[Page, World]:
    """Pål's phone, with the whole arbeidsmappe open."""
    world: World = make_world(("pal", "ane"))
    page = screens.stranger()
    page.goto(world.link("pal"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.goto(f"{world.server.url}/mappe")
    return page, world


def borrow(page: Page) -> str:
    """From the arbeidsmappe to the remote; gives the room's address."""
    page.get_by_role("link", name=re.compile("^Lån et rom")).click()
    page.get_by_role("link", name=re.compile("^1-2-4-alle")).click()
    expect(page.get_by_text("Alt slettes i natt")).to_be_visible()
    page.get_by_label("Spørsmål").fill(QUESTION)
    page.get_by_role("button", name="Lån rommet").click()
    page.wait_for_url("**/styring")
    live(page)
    expect(page.locator("#outside")).to_be_visible()
    return page.url.removesuffix("/styring")


def come(screens: Screens, address: str) -> Page:
    """A colleague presses one button, and is a word from nature."""
    page = screens.stranger()
    page.goto(f"{address}/hvem")
    assert page.locator("input:not([type=hidden]), textarea, select").count() == 0
    page.get_by_role("button", name="Bli med").click()
    live(page)
    expect(page.get_by_role("heading", name=re.compile("^Du er [A-ZÆØÅ].* i dag$"))).to_be_visible()
    return page


def onward(remote: Page, phase: str) -> None:
    remote.get_by_role("button", name=re.compile("^Gå videre")).click()
    leads(remote, phase)


def run(remote: Page, wall: Page, phones: list[Page]) -> None:
    remote.get_by_role("button", name="Sett i gang", exact=True).click()
    leads(remote, "Alene")
    expect(wall.get_by_role("heading", name=QUESTION)).to_be_visible()
    one, *others = phones
    at(one, "Alene")
    one.locator("[name='0-text']").fill(ALONE)
    one.get_by_role("button", name="Ta vare på").click()
    expect(one.locator("#surface .story")).to_have_count(1)
    all_sent(one)
    onward(remote, "To")
    at(one, "To")
    onward(remote, "Fire")
    at(one, "Fire")
    take_pen(one)
    one.locator("[name='0-text']").fill(TOGETHER)
    for other in others:
        expect(other.get_by_text(TOGETHER)).to_be_visible()
    done(one)
    onward(remote, "Alle")
    expect(wall.get_by_text(TOGETHER)).to_be_visible()
    remote.get_by_role("button", name=re.compile("^Avslutt")).last.click()
    remote.get_by_role("dialog").get_by_role("button", name="Avslutt").click()
    for phone in phones:
        expect(phone.get_by_role("heading", name=re.compile("^Takk, "))).to_be_visible()
        expect(phone.get_by_text("Alt som er skrevet her, slettes i natt")).to_be_visible()


def take_with(page: Page) -> None:
    page.get_by_role("link", name="Ta med deg dette").first.click()
    expect(page.get_by_label("Tekst")).to_have_value(re.compile("1-2-4-alle, 20 minutter. 3 var"))
    tick = page.get_by_label(f"«{TOGETHER}»")
    expect(tick).not_to_be_checked()
    assert "Kjennetegn-alene" not in page.content()
    tick.check()
    page.get_by_role("button", name="Lag kladden").click()
    expect(page.get_by_text("Kladden ligger i arbeidsmappa di.")).to_be_visible()


def throw_away(page: Page) -> None:
    page.get_by_role("link", name="Kast rommet").click()
    page.get_by_role("button", name="Kast rommet nå").click()
    page.wait_for_url("**/mappe")
    page.locator("summary", has_text="Praksisdokumentene dine").click()
    expect(page.locator(".doc-row").filter(has_text="Kladd")).to_have_count(1)
    page.locator(".doc-row").get_by_role("link", name="1-2-4-alle").click()
    expect(page.get_by_label("Hva gjorde du, og hva lærte du?")).to_have_value(re.compile(TOGETHER))


def test_a_borrowed_room_from_the_phone_to_the_draft(
    pal: tuple[Page, World], screens: Screens, watch: Watch
) -> None:
    watch.allow("status of 410")
    host, world = pal
    address = borrow(host)
    wall = screens.context(PROJECTOR).new_page()
    wall.goto(f"{address}/lerret")
    live(wall)
    phones = [come(screens, address) for _ in range(3)]
    expect(wall.locator("#here b")).to_have_text("3")
    host.goto(f"{address}/hvem")
    host.wait_for_url("**/styring")
    live(host)
    leader = screens.known(world, "turid", PROJECTOR)
    watch.allow("status of 403")
    leader.goto(f"{address}/styring")
    expect(leader.get_by_text("lånt av noen andre")).to_be_visible()
    run(host, wall, phones)
    take_with(host)
    throw_away(host)
    for page in (wall, *phones):
        expect(page.get_by_role("heading", name="Rommet er borte")).to_be_visible()
