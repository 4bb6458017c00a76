"""Somebody tapped a wrong name: it is taken back, and no word is lost or read by another."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_acts import saved
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).click()


def come_as(world: World, screens: Screens, who: str) -> Page:
    page = screens.stranger()
    page.goto(world.address("hvem"))
    tap(page, world.names[who])
    return live(page)


def test_the_leader_takes_a_name_back_and_the_right_one_gets_it(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("409")
    wrong = come_as(world, screens, "ane")
    remote = screens.remote(world)
    ane = screens.stranger()
    ane.goto(world.address("hvem"))
    tap(ane, world.names["ane"])
    expect(ane.get_by_role("heading", name=re.compile("er i bruk på en annen"))).to_be_visible()
    remote.get_by_role("tab", name="Rommet").click()
    remote.locator("#names-waiting summary").click()
    remote.get_by_role("button", name="Ta tilbake").click()
    expect(wrong.get_by_role("heading", name="Hvem er du?")).to_be_visible()
    ane.goto(world.address("hvem"))
    tap(ane, world.names["ane"])
    expect(live(ane).get_by_role("heading", name="Fint at du kom, Ane")).to_be_visible()
    tap(wrong, world.names["hodan"])
    expect(live(wrong).get_by_role("heading", name="Fint at du kom, Hodan")).to_be_visible()


def test_what_was_written_follows_the_phone_to_its_right_name(
    world: World, screens: Screens
) -> None:
    page = come_as(world, screens, "ane")
    world.begin(["helge"])
    world.advance_to("tenk")
    page.locator("#note").fill("Skrevet under feil navn")
    saved(page)
    page.goto(world.address("meg"))
    page.get_by_role("button", name="Bytt navn").click()
    tap(page, world.names["hodan"])
    live(page)
    expect(page.locator("#note")).to_have_value("Skrevet under feil navn")
    assert world.drafts("ane") == []
    ane = come_as(world, screens, "ane")
    assert "Skrevet under feil navn" not in ane.content()


def test_yes_it_is_ane_opens_the_arbeidsmappe(world: World, screens: Screens) -> None:
    page = come_as(world, screens, "ane")
    remote = screens.remote(world)
    page.goto(f"{world.server.url}/mappe")
    closed = page.get_by_text(re.compile("Resten av mappa åpnes når"))
    expect(closed).to_be_visible()
    remote.get_by_role("tab", name="Rommet").click()
    remote.locator("#names-waiting summary").click()
    remote.get_by_role("button", name="Ja, det er Ane").click()
    expect(remote.locator("[data-press-status]")).to_contain_text("åpen på telefonen")
    page.reload()
    expect(closed).to_have_count(0)
