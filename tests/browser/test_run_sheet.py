"""The kjøreplan on the desk: built, reordered with mouse, keys and buttons, shared by two."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.run_sheet_items import Written
from facilitator.models import Gathering
from facilitator.processes.loader import load_library
from tests.browser.test_accessibility import is_accessible, reflows
from tests.support.browser_screens import PHONE, Screens, lift
from tests.support.browser_world import World

DESK = {"width": 1440, "height": 900}


@pytest.fixture
def planned(world: World) -> World:
    """Innsjekk, Pause, AI-intervju and Utsjekk stand in today's plan."""
    with world.server.database.transaction() as db:
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, world.gathering))
        for key in ("innsjekk", "", "ai_intervju", "utsjekk"):
            kind, process = ("process", load_library()[key]) if key else ("break", None)
            written = Written() if key else Written("Pause", "15")
            run_sheet_items.add(db, sheet, kind, written, process=process, seen=sheet.version)
    return world


def opened(world: World, screens: Screens, who: str = "turid", query: str = "") -> Page:
    page = screens.known(world, who, DESK)
    page.goto(f"{world.server.url}/samling/{world.gathering}/kjoreplan{query}")
    return page


def rows(page: Page) -> Locator:
    return page.locator("#rows > li")


def stands(page: Page, *titles: str) -> None:
    """The list holds these, in this order."""
    expect(rows(page)).to_have_count(len(titles))
    for place, title in enumerate(titles):
        expect(rows(page).nth(place)).to_contain_text(title)


def choose(page: Page, title: str) -> None:
    rows(page).get_by_role("link", name=title).click()
    expect(page.locator("#panel-h")).to_contain_text(title)


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Flytt {title}"))


def test_a_day_is_built_from_nothing(world: World, screens: Screens) -> None:
    page = opened(world, screens)
    page.get_by_role("link", name="1-2-4-alle").click()
    page.get_by_label("Spørsmål").fill("Når er vi på vårt beste?")
    page.get_by_role("button", name="Legg i planen").click()
    stands(page, "1-2-4-alle")
    expect(rows(page).first).to_contain_text("Spørsmål: Når er vi på vårt beste?")
    page.get_by_role("link", name="Legg til").click()
    page.get_by_role("link", name="Lunsj").click()
    page.get_by_role("button", name="Ett minutt mer").first.click()
    page.get_by_role("button", name="Legg i planen").click()
    stands(page, "1-2-4-alle", "Lunsj")
    expect(rows(page).nth(1)).to_contain_text("46 min")
    expect(rows(page).nth(1)).to_contain_text("09.20")


def test_a_point_is_dragged_and_everybody_gets_the_new_order(
    planned: World, screens: Screens
) -> None:
    page = opened(planned, screens)
    lift(page, handle(page, "Utsjekk"))
    goal = rows(page).nth(1).bounding_box()
    assert goal
    page.mouse.move(goal["x"] + 20, goal["y"] + 4, steps=6)
    stands(page, "Innsjekk", "Utsjekk", "Pause", "AI-intervju")
    page.mouse.up()
    expect(page.locator("#announcer")).to_have_text("Utsjekk er nå punkt 2, klokka 09.15.")
    stands(opened(planned, screens, "aslak"), "Innsjekk", "Utsjekk", "Pause", "AI-intervju")


def test_escape_puts_a_lifted_point_back(planned: World, screens: Screens) -> None:
    page = opened(planned, screens)
    lift(page, handle(page, "Utsjekk"))
    goal = rows(page).nth(0).bounding_box()
    assert goal
    page.mouse.move(goal["x"] + 20, goal["y"] - 20, steps=6)
    stands(page, "Utsjekk", "Innsjekk", "Pause", "AI-intervju")
    page.keyboard.press("Escape")
    page.mouse.up()
    stands(page, "Innsjekk", "Pause", "AI-intervju", "Utsjekk")
    page.reload()
    stands(page, "Innsjekk", "Pause", "AI-intervju", "Utsjekk")


def test_arrow_keys_move_and_the_focus_stays_on_the_handle(
    planned: World, screens: Screens
) -> None:
    page = opened(planned, screens)
    handle(page, "Pause").focus()
    page.keyboard.press("ArrowDown")
    stands(page, "Innsjekk", "AI-intervju", "Pause", "Utsjekk")
    expect(handle(page, "Pause")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Pause er nå punkt 3, klokka 10.45.")
    page.keyboard.press("ArrowUp")
    stands(page, "Innsjekk", "Pause", "AI-intervju", "Utsjekk")


def test_buttons_move_too_and_stay_where_they_can_be_pressed_again(
    planned: World, screens: Screens
) -> None:
    page = opened(planned, screens)
    choose(page, "Utsjekk")
    page.get_by_role("button", name="Flytt opp").click()
    stands(page, "Innsjekk", "Pause", "Utsjekk", "AI-intervju")
    expect(page.get_by_role("button", name="Flytt opp")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    stands(page, "Utsjekk", "Innsjekk", "Pause", "AI-intervju")
    expect(page.get_by_role("button", name="Flytt ned")).to_be_focused()


def test_a_prompt_and_a_minute_are_changed_and_a_fault_is_said_at_the_field(
    planned: World, screens: Screens, watch
) -> None:
    watch.allow("422")
    page = opened(planned, screens)
    choose(page, "AI-intervju")
    page.get_by_role("link", name="Rotårsaker til suksess").click()
    page.get_by_label("Minutter", exact=True).fill("null")
    page.get_by_label("Spørsmål 2").fill("Hva overrasket dere?")
    page.get_by_role("button", name="Lagre").click()
    fault = page.locator("[data-error-for=minutes]")
    expect(fault).to_contain_text("Skriv minuttene som et helt tall")
    expect(page.get_by_label("Minutter", exact=True)).to_be_focused()
    expect(page.get_by_label("Spørsmål 2")).to_have_value("Hva overrasket dere?")
    page.get_by_label("Minutter", exact=True).fill("15")
    page.get_by_role("button", name="Lagre").click()
    expect(rows(page).nth(2)).to_contain_text("93 min")
    expect(page.locator("[data-press-status]")).to_have_text("Lagret.")
    expect(page.get_by_label("Spørsmål 3")).to_have_value("")


def test_taken_out_and_put_back(planned: World, screens: Screens) -> None:
    page = opened(planned, screens)
    choose(page, "Pause")
    page.get_by_role("button", name="Ta ut av planen").click()
    stands(page, "Innsjekk", "AI-intervju", "Utsjekk")
    page.get_by_role("button", name="Angre").click()
    stands(page, "Innsjekk", "Pause", "AI-intervju", "Utsjekk")


def test_two_leaders_write_at_once_and_no_text_is_lost(
    planned: World, screens: Screens, watch
) -> None:
    watch.allow("409")
    turid, aslak = opened(planned, screens), opened(planned, screens, "aslak")
    for page in (turid, aslak):
        choose(page, "AI-intervju")
    aslak.get_by_label("Notatet ditt").fill("Snakk langsomt.")
    turid.get_by_label("Tema").fill("Da det snudde")
    turid.get_by_role("button", name="Lagre").click()
    expect(rows(turid).nth(2)).to_contain_text("Da det snudde")
    aslak.get_by_role("button", name="Lagre").click()
    expect(aslak.get_by_text("endret av en annen i mellomtiden").first).to_be_visible()
    expect(aslak.get_by_label("Notatet ditt")).to_have_value("Snakk langsomt.")
    expect(rows(aslak).nth(2)).to_contain_text("Da det snudde")
    expect(aslak.get_by_label("Tema")).to_have_value("Da det snudde")
    aslak.get_by_role("button", name="Lagre").click()
    expect(aslak.get_by_text("endret av en annen i mellomtiden")).to_have_count(0)
    expect(aslak.get_by_label("Notatet ditt")).to_have_value("Snakk langsomt.")
    expect(rows(aslak).nth(2)).to_contain_text("Da det snudde")


def test_where_both_have_written_both_are_shown(planned: World, screens: Screens, watch) -> None:
    watch.allow("409")
    turid, aslak = opened(planned, screens), opened(planned, screens, "aslak")
    for page, theme in ((aslak, "Da vi lo"), (turid, "Da det snudde")):
        choose(page, "AI-intervju")
        page.get_by_label("Tema").fill(theme)
    turid.get_by_role("button", name="Lagre").click()
    expect(rows(turid).nth(2)).to_contain_text("Da det snudde")
    aslak.get_by_role("button", name="Lagre").click()
    expect(aslak.get_by_text("Her står det nå: «Da det snudde».")).to_be_visible()
    expect(aslak.get_by_label("Tema")).to_have_value("Da vi lo")
    aslak.get_by_role("button", name="Lagre").click()
    expect(rows(aslak).nth(2)).to_contain_text("Da vi lo")
    expect(aslak.get_by_text("Her står det nå")).to_have_count(0)


def test_unsaved_text_is_not_left_by_a_click(planned: World, screens: Screens) -> None:
    page = opened(planned, screens)
    choose(page, "AI-intervju")
    page.get_by_label("Tema").fill("Da det snudde")
    page.once("dialog", lambda dialog: dialog.dismiss())
    rows(page).get_by_role("link", name="Innsjekk").click(no_wait_after=True)
    expect(page.get_by_label("Tema")).to_have_value("Da det snudde")


def test_without_script_it_is_links_and_forms(planned: World, screens: Screens) -> None:
    page = screens.known(planned, "turid", DESK, java_script_enabled=False)
    page.goto(f"{planned.server.url}/samling/{planned.gathering}/kjoreplan")
    choose(page, "Pause")
    page.get_by_label("Minutter", exact=True).fill("20")
    page.get_by_role("button", name="Lagre").click()
    expect(rows(page).nth(1)).to_contain_text("20 min")
    expect(page.get_by_text("Lagret.")).to_be_visible()
    page.get_by_role("button", name="Flytt ned").click()
    stands(page, "Innsjekk", "AI-intervju", "Pause", "Utsjekk")
    page.get_by_role("button", name="Ta ut av planen").click()
    page.get_by_role("button", name="Angre").click()
    stands(page, "Innsjekk", "AI-intervju", "Pause", "Utsjekk")


@pytest.mark.parametrize("query", ["", "?vis=legg-til", "?vis=kopier", "?nytt=faglig"])
def test_everybody_can_use_it(planned: World, screens: Screens, query: str) -> None:
    page = opened(planned, screens, query=query)
    is_accessible(page)
    reflows(page)


def test_an_item_and_a_phase_can_be_used_by_everybody(planned: World, screens: Screens) -> None:
    page = opened(planned, screens)
    choose(page, "AI-intervju")
    is_accessible(page)
    page.get_by_role("link", name="Første intervju").click()
    expect(page.locator("#panel-h")).to_have_text("Første intervju")
    is_accessible(page)
    page.set_viewport_size(PHONE)
    reflows(page)
