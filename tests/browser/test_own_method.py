"""Pål makes a method of his own, Turid finds it, and a whole room is led through it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, leads
from tests.support.browser_screens import Screens, Watch
from tests.support.browser_world import World
from tests.support.workshops import done, mates, take_pen

DESK = {"width": 1440, "height": 900}
THINK = "Tenk på en kamp som ble fin. Hva skjedde?"
ASK = "Hva gjør en kamp fin? Skriv tre ting man kan si eller gjøre."
MOMENT = "Da keeperen fikk klem av begge lag. Kjennetegn-alene."
FINE = ("Heie på begge lag", "Si takk for kampen", "La alle få spille")
FOUR = ("ane", "hodan", "helge", "kasper")


@pytest.fixture
def world(make_world) -> World:
    return make_world(("pal", *FOUR))


def kept(page: Page) -> None:
    """Waits until everything that is typed has been saved."""
    expect(page.locator("[data-save]")).to_have_attribute("data-save", "saved")


def begin(page: Page, world: World) -> None:
    page.goto(world.link("pal"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.goto(f"{world.server.url}/metoder/ny-metode")
    page.get_by_label("Hva skal metoden hete?").fill("Finkampen")
    page.get_by_role("button", name="Lag metoden").click()
    expect(page.get_by_role("heading", name="Finkampen", level=1)).to_be_visible()
    page.get_by_label("Hva er den til?").fill("Finne ut hva som gjør en kamp fin.")


def add(page: Page, kind: str, name: str, prompt: str) -> None:
    page.get_by_text("Ny fase", exact=True).click()
    page.get_by_role("button", name=kind, exact=True).click()
    expect(page.get_by_label("Slag", exact=True).locator("option:checked")).to_have_text(kind)
    page.get_by_label("Hva heter fasen?").fill(name)
    page.get_by_label("Spørsmålet").fill(prompt)
    kept(page)
    expect(page.locator("#med-phases a[aria-current] b")).to_have_text(name)


def build(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Inngang")).click()
    expect(page.get_by_label("Slag", exact=True)).to_be_visible()
    page.get_by_label("Spørsmålet").fill("I dag leter vi etter det som gjør en kamp fin.")
    add(page, "Alene", "Tenk selv", THINK)
    page.get_by_label("Kort", exact=True).select_option(label="Innsikt")
    expect(page.get_by_label("Hvem ser det?").locator("option:checked")).to_have_text("Bare jeg")
    add(page, "Runde", "Runde", "Fortell om kampen din.")
    expect(page.get_by_text("Med fem i ringen blir det tre minutter og trettiseks")).to_be_visible()
    kept(page)  # what is saved moves the page a little, and a press must not fall beside its box
    page.get_by_text("Mer om fasen").click()
    page.get_by_label("Kortet fra fase 2 «Tenk selv»").check()
    add(page, "Gruppe", "En fin kamp er …", ASK)
    page.get_by_label("Kort", exact=True).select_option(label="Innsikt")
    expect(page.get_by_label("Hvem ser det?").locator("option:checked")).to_have_text("Tavla i dag")
    page.get_by_label("Hvor mange kort?").fill("3")
    kept(page)
    add(page, "Høsting", "Høsting", "Én ting fra hver ring.")


def mend(page: Page) -> None:
    """A fault is seen in the list, at its field and in the pictures; nothing typed is lost."""
    page.get_by_role("link", name=re.compile("En fin kamp er")).first.click()
    expect(page.get_by_label("Hva heter fasen?")).to_have_value("En fin kamp er …")
    minutes = page.get_by_label("Minutter")
    minutes.fill("tolv")
    expect(page.locator("#gruppe-minutes-error")).to_have_text("Skriv et helt tall.")
    expect(minutes).to_have_value("tolv")
    picture = page.frame_locator("[data-seen=lerret]")
    expect(picture.get_by_text("Skriv et helt tall.")).to_be_visible()
    page.get_by_role("button", name="Lagre utgave 1").click()
    expect(page.locator("[data-press-status]")).to_contain_text("noe som må rettes")
    page.get_by_role("link", name="Høsting").click()
    expect(page.get_by_label("Hva heter fasen?")).to_have_value("Høsting")
    page.get_by_role("link", name=re.compile("Skriv et helt tall")).click()
    expect(minutes).to_be_focused()
    minutes.fill("12")
    expect(page.get_by_text("to minutter og tjuefire sekunder til hver")).to_be_visible()
    expect(page.locator(".med-faults")).to_have_count(0)
    expect(picture.get_by_text("Her kommer det som blir skrevet.")).to_be_visible()
    phone = page.frame_locator("[data-seen=telefon]")
    expect(phone.get_by_role("heading", name=ASK)).to_be_visible()


def share(page: Page, world: World) -> None:
    page.get_by_role("button", name="Lagre utgave 1").click()
    expect(page.get_by_text("Utgave 1 er lagret.")).to_be_visible()
    page.get_by_role("link", name="Lukk").click()
    page.get_by_label(re.compile(f"^Kull {world.key.removeprefix('kull-')}")).check()
    page.get_by_role("button", name="Lagre valget").click()
    expect(page.get_by_text("Metoden er delt med kullet.")).to_be_visible()


def start(remote: Page, world: World) -> None:
    row = remote.locator("#library-finkampen, [id^=library-finkampen]").first
    row.locator("summary").click()
    expect(row.get_by_text(f"Laget av {world.names['pal']}")).to_be_visible()
    row.get_by_role("button", name="Sett i gang Finkampen").click()
    leads(remote, "Inngang")
    world.find_activity()


def onward(remote: Page, phase: str) -> None:
    remote.get_by_role("button", name=re.compile("^Gå videre")).click()
    leads(remote, phase)


def lead(world: World, remote: Page, wall: Page, ane: Page, screens: Screens) -> None:
    at(ane, "Inngang")
    onward(remote, "Tenk selv")
    expect(wall.get_by_role("heading", name=THINK)).to_be_visible()
    at(ane, "Tenk selv")
    ane.locator("[name='0-text']").fill(MOMENT)
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("Det er lagret i mappa di.")).to_be_visible()
    onward(remote, "Runde")
    ane.get_by_role("button", name="Denne telefonen er ringens klokke").click()
    expect(ane.locator("[data-turn-label]")).to_have_text("Tur 1 av 5")  # Pål is there too
    onward(remote, "En fin kamp er …")
    at(ane, "En fin kamp er …")
    take_pen(ane)
    mate = next(who for who in mates(world, "ane", "ringer") if who in FOUR)
    other = screens.phone(world, mate)
    for place, text in enumerate(FINE):
        if place and not ane.locator(f"[name='{place}-text']").count():
            ane.get_by_role("button", name=re.compile("kort til|Legg til")).first.click()
        ane.locator(f"[name='{place}-text']").fill(text)
    expect(other.get_by_text(FINE[-1])).to_be_visible()
    done(ane)
    onward(remote, "Høsting")
    for text in FINE:
        expect(wall.get_by_text(text)).to_be_visible()
    expect(other.get_by_text(FINE[0])).to_be_visible()
    assert MOMENT not in wall.content() + remote.content() + other.content()
    remote.get_by_role("button", name=re.compile("^Avslutt")).last.click()
    remote.get_by_role("dialog").get_by_role("button", name="Avslutt").click()
    expect(remote.get_by_text("Finkampen er ferdig")).to_be_visible()


def test_a_method_of_ones_own_is_made_shared_and_led(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("status of 422")
    pal = screens.context(DESK).new_page()
    begin(pal, world)
    build(pal)
    mend(pal)
    share(pal, world)
    phones = {who: screens.phone(world, who) for who in FOUR[:1]}
    for who in FOUR[1:]:
        world.caller(who).get(f"/rom/{world.public_id}")
    remote, wall = screens.remote(world), screens.projector(world)
    start(remote, world)
    lead(world, remote, wall, phones["ane"], screens)
