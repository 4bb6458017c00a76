"""Erfaringsdeling in real browsers: rings with a clock in the middle, and stories that stream."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, choose, saved
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")


@pytest.fixture
def world(make_world) -> World:
    world = make_world(SIX)
    world.begin(SIX, process="erfaringsdeling")
    return world


def prepare(page: Page, who: str) -> None:
    page.get_by_label("Tittel").fill(f"Det {who} prøvde")
    page.get_by_label(re.compile("Stikkord 1")).fill(f"Stikkord fra {who}")
    saved(page)
    page.get_by_role("button", name="Ta vare på").click()
    expect(page.get_by_text("Det er lagret i mappa di.")).to_be_visible()


def lay_in_the_middle(page: Page) -> None:
    page.get_by_role("button", name="Denne telefonen er ringens klokke").click()
    expect(page.locator("[data-middle]")).to_be_visible()


def check_ring(world: World, ane: Page, hodan: Page, projector: Page) -> None:
    expect(projector.get_by_text("Den som har reist lengst, begynner")).to_be_visible()
    expect(projector.get_by_text("Ringen med seks")).to_be_visible()
    lay_in_the_middle(ane)
    expect(ane.locator("[data-turn-label]")).to_have_text("Tur 1 av 6")
    expect(ane.locator(".middle-steps .on")).to_have_text("Fortell")
    expect(hodan.get_by_text("Telefonen til Ane ligger midt i ringen")).to_be_visible()
    expect(hodan.locator("html")).to_have_attribute("data-color-scheme", "dark")
    hodan.get_by_text("Notatlinje, bare for deg").click()
    hodan.locator("#note").fill("Noe jeg vil huske")
    saved(hodan)
    hodan.get_by_text("Det du skrev").first.click()
    expect(hodan.get_by_text("Stikkord fra hodan")).to_be_visible()
    assert "Stikkord fra hodan" not in ane.content()


def check_who_leaves(world: World, ane: Page, hodan: Page, projector: Page) -> None:
    """The clock in the middle and the projector follow; who writes is left in peace."""
    folk = f"/rom/{world.public_id}/styring/folk"
    kasper = world.people["kasper"]
    hodan.locator("#note").fill("Noe jeg vil huske, og mer")
    assert world.caller("turid").post(f"{folk}/{kasper}/gikk", {}).status == 200
    expect(ane.locator("[data-turn-label]")).to_have_text("Tur 1 av 5")
    expect(projector.get_by_text("Ringen med fem")).to_be_visible()
    assert world.caller("turid").post(f"{folk}/kom", {"participant": str(kasper)}).status == 200
    expect(ane.locator("[data-turn-label]")).to_have_text("Tur 1 av 6")
    expect(projector.get_by_text("Ringen med seks")).to_be_visible()
    expect(hodan.locator("#note")).to_have_value("Noe jeg vil huske, og mer")
    expect(hodan.get_by_text("Skriv ferdig, teksten er trygg")).to_be_hidden()


def check_done_and_not_done(page: Page, projector: Page) -> None:
    """In the first turn it is a quiet button, and it can be taken back."""
    done = page.get_by_role("button", name="Ringen er ferdig")
    expect(done).to_have_attribute("data-variant", "secondary")
    done.click()
    expect(page.get_by_text("Ringen er ferdig. Bli gjerne sittende")).to_be_visible()
    expect(projector.locator("#counts")).to_contain_text("Ringen er ferdig")
    page.get_by_role("button", name="Vi er ikke ferdige likevel").click()
    expect(done).to_be_visible()
    expect(projector.locator("#counts")).to_contain_text("Ringen er i gang")
    done.click()
    expect(projector.locator("#counts")).to_contain_text("Ringen er ferdig")


def check_reload_and_takeover(ane: Page, hodan: Page) -> None:
    ane.reload()
    expect(ane.locator("[data-middle]")).to_be_visible()
    hodan.get_by_role("button", name="La denne telefonen være klokka i stedet").click()
    expect(hodan.locator("[data-middle]")).to_be_visible()
    expect(ane.locator("[data-middle]")).to_have_count(0)


def write_card(page: Page, who: str, level: str) -> None:
    at(page, "Fortellingen på et kort")
    expect(page.get_by_role("textbox", name="Tittel")).to_have_value(f"Det {who} prøvde")
    expect(page.get_by_text(f"Stikkord fra {who}")).to_be_visible()
    page.get_by_role("textbox", name="Fortellingen").fill(f"Jeg ventet. Kjennetegn-{who}.")
    choose(page, level)
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.get_by_text("Det er lagret.")).to_be_visible()


def test_from_keywords_to_the_board(world: World, screens: Screens) -> None:
    world.advance_to("forbered")
    ane, hodan = (screens.phone(world, who) for who in ("ane", "hodan"))
    projector = screens.projector(world)
    for page, who in ((ane, "ane"), (hodan, "hodan")):
        prepare(page, who)
    world.advance_to("runde")
    check_ring(world, ane, hodan, projector)
    check_who_leaves(world, ane, hodan, projector)
    check_reload_and_takeover(ane, hodan)
    check_done_and_not_done(hodan, projector)
    world.advance_to("kort")
    write_card(ane, "ane", "cohort")
    expect(projector.locator(".card-title")).to_have_text(["Det ane prøvde"])
    write_card(hodan, "hodan", "group")
    world.advance_to("monster")
    at(ane, "Hva går igjen?")
    assert "Kjennetegn-hodan" not in projector.content()
    assert "Stikkord fra" not in projector.content()
