"""A practice document on a phone: no network, a reload, another tab, a photo, and handed in."""

import re

from playwright.sync_api import LocatorAssertions, Page, expect

from facilitator.domain import rooms
from tests.support import pictures
from tests.support.browser_acts import offline
from tests.support.browser_screens import NO_NETWORK, PHONE, Screens, Watch
from tests.support.browser_world import World, now

ALT = "Ei gryte og mange hender"
WHEN = re.compile(r"^Lagret \d\d\.\d\d$")


def status(page: Page) -> LocatorAssertions:
    return expect(page.locator("[data-draft-status]"))


def test_it_survives_what_happens_to_a_phone(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow(*NO_NETWORK, "status of 409", "status of 422")
    page = screens.context(PHONE).new_page()
    page.goto(world.link("ane"))
    page.get_by_role("button").first.click()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.goto(world.server.url + "/mappe/dokument/ny")

    # written, and saved by itself; without network it is kept, and a reload brings it back
    page.locator("#title").fill("Suppedagen")
    status(page).to_contain_text("Lagret")

    offline(page, True)
    page.locator("#text").fill("Vi kuttet gulrot sammen.")
    status(page).to_contain_text("Lagret på telefonen")
    page.reload()
    expect(page.locator("#text")).to_have_value("Vi kuttet gulrot sammen.")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    page.locator("#doc-file").set_input_files(photo)
    expect(page.locator("[data-doc-sending]")).to_contain_text("Sendes når nettet er tilbake")
    offline(page, False)
    expect(page.get_by_label("Hva viser bildet?")).to_be_visible()
    status(page).to_have_text(WHEN)

    # another tab writes on; this one is told, and both texts are there to choose from
    other = page.context.new_page()
    other.goto(page.url)
    with other.expect_response("**/lagre"):  # its status already says when it was saved before
        other.locator("#text").fill("Den andre fanen skrev dette.")
    page.locator("#text").fill("Denne fanen skrev noe annet.")
    expect(page.locator("[data-conflict-theirs]")).to_contain_text("Den andre fanen skrev dette.")
    page.get_by_role("button", name="Behold begge").click()
    status(page).to_have_text(WHEN)

    # what is not there yet is asked for where it belongs, and then it is handed in
    page.get_by_role("button", name="Lever").click()
    expect(page.locator("[data-error-for=date]")).to_contain_text("Skriv datoen")
    page.get_by_label("Hva viser bildet?").fill(ALT)
    page.get_by_label("Ingen kan kjennes igjen").check()
    page.locator(".seg label", has_text="Bilde").click()
    page.get_by_label("Dato da det skjedde").fill(now().astimezone(rooms.OSLO).date().isoformat())
    page.get_by_label("Arbeidsform").select_option("veikart")
    page.get_by_role("button", name="Lever").click()
    expect(page.get_by_text("Levert. Takk for at du deler.")).to_be_visible()
    for text in ("Den andre fanen skrev dette.", "Denne fanen skrev noe annet."):
        expect(page.locator(".doc-paper")).to_contain_text(text)
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
