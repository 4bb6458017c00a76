"""The arbeidsmappe on a phone: what one is led to is open, and it is sorted by a press."""

import re

from playwright.sync_api import expect

from tests.support.browser_screens import Screens
from tests.support.browser_world import World


def test_what_one_is_led_to_lies_open_and_it_is_sorted_by_a_press(
    world: World, screens: Screens
) -> None:
    world.begin(["ane", "hodan"])
    page = screens.stranger()
    page.goto(world.link("ane"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.goto(f"{world.server.url}/mappe")
    empty = page.get_by_text("Det du prøver ut mellom samlingene, får plass her")
    expect(empty).to_be_hidden()
    page.get_by_role("link", name="Praksisdokumenter").click()
    expect(empty).to_be_visible()
    expect(empty).to_be_in_viewport()
    page.get_by_role("link", name="Oppmøte").click()
    expect(page.get_by_text("Samling 8", exact=True)).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{world.server.url}/mappe?etter=styrke")
    expect(page.get_by_text("Her samler styrkene seg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.get_by_role("link", name=re.compile("^Skriv et praksisdokument")).click()
    expect(page).to_have_url(re.compile("/mappe/dokument/ny-"))
