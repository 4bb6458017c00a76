"""The road and the photo for those who read with a screen reader, large letters or keys alone."""

import re

from playwright.sync_api import expect

from tests.browser.test_accessibility import is_accessible, press_until, reflows
from tests.support import pictures
from tests.support.browser_acts import at
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World

KEEP = "Ta vare på stasjonen"


def test_axe_and_400_percent(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")
    world.begin(["ane", "hodan", "helge"], process="veikart")
    page, projector = screens.phone(world, "ane"), screens.projector(world)
    is_accessible(page)
    world.press("advance")
    at(page, "Drømmen")
    is_accessible(projector)
    choose = page.locator("[data-photo-file]")
    choose.set_input_files({"name": "a.png", "mimeType": "image/png",
                            "buffer": pictures.as_bytes(pictures.picture(), "PNG")})  # fmt: skip
    page.get_by_label("Ingen gjenkjennelige personer").uncheck()
    page.get_by_role("button", name="Legg ved bildet").click()
    expect(page.locator("[data-photo-error=alt]")).to_be_visible()
    is_accessible(page)
    page.get_by_label("Hva viser bildet?").fill("En vei")
    page.get_by_label("Det er bare voksne").check()
    page.get_by_role("button", name="Legg ved bildet").click()
    expect(page.locator("[data-photo-img]")).to_be_visible()
    is_accessible(page)
    page.get_by_role("textbox", name="Drømmen").fill("En rolig morgen")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible()
    is_accessible(page)
    world.advance_to("skritt")
    at(page, "Skrittene")
    is_accessible(page)
    reflows(page)
    page.goto(f"{world.server.url}/mappe")
    is_accessible(page)
    page.get_by_role("link", name="Hvor er du på veien?").click()
    page.get_by_text("Rett veikartet").click()
    is_accessible(page)
    reflows(page)


def test_keys_alone_choose_company_and_draw_a_station(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"], process="veikart")
    page = screens.phone(world, "ane")
    other = page.get_by_role("button", name=re.compile(world.names["hodan"]))
    press_until(page, lambda: other.evaluate("button => button === document.activeElement"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Du er sammen med Hodan")).to_be_visible()
    alone = page.get_by_role("button", name="Gå ut og lag ditt eget")
    press_until(page, lambda: alone.evaluate("button => button === document.activeElement"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Du er alene så langt")).to_be_visible()
    world.press("advance")
    at(page, "Drømmen")
    live(page)
    paper = page.locator("[data-photo-file]")
    press_until(page, lambda: paper.evaluate("input => input === document.activeElement"))
    dream = page.get_by_role("textbox", name="Drømmen")
    press_until(page, lambda: dream.evaluate("field => field === document.activeElement"))
    page.keyboard.type("En rolig morgen")
    keep = page.get_by_role("button", name=KEEP)
    press_until(page, lambda: keep.evaluate("button => button === document.activeElement"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible()
    assert world.cards("roadmap")[0]["dream"] == "En rolig morgen"
