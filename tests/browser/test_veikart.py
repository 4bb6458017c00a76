"""The road from the first choice of company to the day one is asked where on it one is."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, saved
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World

KEEP = "Ta vare på stasjonen"


def keep(page: Page) -> None:
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible()


def take_pen(page: Page) -> None:
    page.get_by_role("button", name="Ta pennen").click()
    expect(page.get_by_text("Du har pennen")).to_be_visible()


def test_from_the_dream_to_where_one_is_on_the_road(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("422")  # a step without its date
    world.begin(["ane", "hodan", "helge"], process="veikart")
    ane, hodan, helge = (screens.phone(world, name) for name in ("ane", "hodan", "helge"))
    projector = screens.projector(world)

    # Two choose each other, one goes alone.
    hodan.get_by_role("button", name=re.compile(world.names["ane"])).click()
    expect(ane.get_by_text("Du er sammen med Hodan")).to_be_visible()
    expect(helge.get_by_text("Du er alene så langt")).to_be_visible()

    world.press("advance")
    at(helge, "Drømmen")
    names = projector.locator(".way-i h2")
    expect(names).to_have_text(
        [re.compile(word) for word in ("Der vi står", "I sekken", "Skrittene", "Hjelperne",
                                       "Broer og omveier", "Feiringen", "Drømmen")]
    )  # fmt: skip
    expect(projector.locator(".way-i--now h2")).to_have_text(re.compile("Drømmen"))

    # Paper is the first choice and as large as the pen.
    paper, pen = (helge.locator(".road-way").nth(n).bounding_box() for n in (0, 1))
    assert paper is not None
    assert pen is not None
    assert "Tegn på papir" in helge.locator(".road-way").nth(0).inner_text()
    assert (paper["width"], paper["height"]) == (pen["width"], pen["height"])

    helge.get_by_role("textbox", name="Drømmen").fill("En rolig morgen for alle.")
    keep(helge)
    expect(projector.locator(".way-i--now p")).to_have_text("1 av 2 har tegnet")
    expect(projector.locator("body")).not_to_contain_text("rolig morgen")

    # A team has one pen, and the others read along.
    take_pen(ane)
    ane.get_by_role("textbox", name="Drømmen").fill("Alle blir sett om morgenen.")
    expect(hodan.get_by_text("Ane har pennen")).to_be_visible()
    expect(hodan.get_by_text("Alle blir sett om morgenen.")).to_be_visible()
    keep(ane)

    # One station unlocks the next; those behind can be drawn again.
    helge.get_by_role("link", name="Videre til Der vi står").click()
    live(helge)
    helge.get_by_role("textbox", name="Der vi står").fill("Noen morgener er allerede rolige.")
    keep(helge)
    helge.get_by_role("link", name="Drømmen").click()
    live(helge)
    helge.get_by_role("button", name="Rett stasjonen").click()
    helge.get_by_role("textbox", name="Drømmen").fill("En rolig og god morgen for alle.")
    keep(helge)

    world.advance_to("skritt")
    helge.goto(world.address())
    live(helge)
    at(helge, "Skrittene")
    helge.get_by_label("Første skritt").fill("Dekke bordet kvelden før")
    helge.get_by_role("button", name=KEEP).click()
    expect(helge.locator('[id="0-steps-0-date-error"]')).to_have_text(re.compile("Sett en dato"))
    expect(helge.get_by_label("Første skritt")).to_have_value("Dekke bordet kvelden før")
    # What was not taken is a draft, and lies in the mappe.
    saved(helge)
    mappe = helge.context.new_page()
    mappe.goto(f"{world.server.url}/mappe")
    expect(mappe.get_by_text("Skrittene: Dekke bordet kvelden før")).to_be_visible()
    mappe.close()
    helge.get_by_label("Dato").last.fill("2027-09-20")
    keep(helge)
    expect(helge.get_by_text("Dekke bordet kvelden før").first).to_be_visible()

    # The road at hand while it is shown, and what one does tomorrow.
    world.advance_to("forste")
    at(helge, "Første skritt")
    expect(helge.get_by_text("Dekke bordet kvelden før").first).to_be_visible()
    world.press("end")

    # A living document: where are you on the road?
    helge.goto(world.link("helge"))
    if helge.get_by_role("button").count():
        helge.get_by_role("button").first.click()
    helge.goto(f"{world.server.url}/mappe")
    helge.get_by_role("link", name="Hvor er du på veien?").click()
    expect(helge.get_by_role("heading", level=1)).to_have_text("En rolig og god morgen for alle.")
    helge.get_by_label("Skrittene", exact=True).check()
    helge.get_by_label("Hva har skjedd siden sist?").fill("Bordet er dekket hver kveld.")
    helge.get_by_role("button", name="Sett merket på veien").click()
    stop = helge.locator(".road-stop--now")
    expect(stop).to_contain_text("Skrittene")
    expect(stop).to_contain_text("Bordet er dekket hver kveld.")
    hodan.goto(f"{world.server.url}/mappe")
    expect(hodan.get_by_text("Alle blir sett om morgenen.").first).to_be_visible()
    expect(hodan.locator("body")).not_to_contain_text("god morgen for alle")
