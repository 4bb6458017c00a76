"""What is done outside the day: the year's meetings, a method of one's own, a rehearsal, a lent
room."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pictures_day import DESK, gathering
from tests.browser.pictures_playing import SHARP, Playing
from tests.support.browser_screens import PHONE, REMOTE

WIDE = {"width": 1440, "height": 940}
AUTHOR = "pal"
QUESTION = "Hva gjør en kamp fin? Skriv tre ting man kan si eller gjøre."
MANY = "11"


def meetings(play: Playing) -> None:
    page = play.screens.known(play.world, "turid", WIDE)
    page.goto(f"{play.world.server.url}/deltakere/moter")
    play.camera.last(page, "motekart")


def author(play: Playing) -> Page:
    # His own phone, which also speaks for him in the room later.
    page = play.screens.known(play.world, AUTHOR, WIDE)
    page.goto(play.world.link(AUTHOR))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.wait_for_url(lambda url: "/lenke/" not in url)
    return page


def method(play: Playing) -> None:
    """Pål copies the ring and makes it his own."""
    page = author(play)
    page.goto(f"{play.world.server.url}/metoder/ny-metode?like=erfaringsdeling")
    page.get_by_label("Hva skal metoden hete?").fill("Finkampen")
    page.get_by_role("button", name="Lag metoden").click()
    page.get_by_role("link", name=re.compile("Hva går igjen")).click()
    name = page.get_by_label("Hva heter fasen?")
    expect(name).to_have_value("Hva går igjen?")
    name.fill("En fin kamp er …")
    page.get_by_label("Spørsmålet").fill(QUESTION)
    page.get_by_label("Minutter").fill("12")
    expect(page.locator("[data-save]")).to_have_attribute("data-save", "saved")
    seen = page.frame_locator("[data-seen=telefon]")
    expect(seen.get_by_text("Hva gjør en kamp fin").first).to_be_visible()
    page.reload()
    expect(seen.get_by_text("Hva gjør en kamp fin").first).to_be_visible()
    play.camera.last(page, "metode")


def rehearsal(play: Playing) -> None:
    page = play.screens.known(play.world, "turid", DESK, **SHARP)
    page.goto(f"{play.world.server.url}/samling/{gathering(play)}/oving")
    page.get_by_label("Hvor mange er med?").fill(MANY)
    page.get_by_label("Ti ganger så fort").check()
    page.get_by_role("button", name="Begynn å øve").click()
    page.set_viewport_size(REMOTE)
    expect(page.locator("#oving")).to_contain_text(f"{MANY} øver", timeout=60_000)
    page.locator("#lead-next").get_by_role("button", name=re.compile("^Start ")).click()
    expect(page.locator("#na .rem-now h2")).to_be_visible()
    play.camera.take(page, "oving")
    throw_away(page, "oving/kast", "Kast øvingen")


def lent_room(play: Playing) -> None:
    page = author(play)
    page.set_viewport_size(PHONE)
    page.goto(f"{play.world.server.url}/rom/laan?metode=erfaringsdeling")
    page.get_by_role("button", name=re.compile("Lån rommet")).click()
    page.wait_for_url("**/styring")
    room = page.url.removesuffix("/styring")
    guest = play.screens.stranger(PHONE, **SHARP)
    guest.goto(f"{room}/hvem")
    play.camera.last(guest, "laant-rom")
    throw_away(page, "kast", "Kast rommet")


def throw_away(page: Page, there: str, word: str) -> None:
    page.goto(f"{page.url.split('/styring')[0]}/{there}")
    page.get_by_role("button", name=re.compile(word)).click()
    page.wait_for_load_state()
    page.context.close()
