"""A day from the remote: a process, a break, a talk, and the remote in another hand."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import is_accessible, reflows
from tests.support.browser_acts import at, leads, surface
from tests.support.browser_screens import Screens, live
from tests.support.browser_world import World
from tests.support.run_sheet import lay, process_item, still_item

TALK = "Fra problem til mulighet"


@pytest.fixture
def day(world: World) -> World:
    """A day of four items, before anything is started."""
    with world.server.database.transaction() as db:
        lay(
            db,
            world.gathering,
            process_item("innsjekk"),
            still_item("break", "Pause", 15, text="Kaffe i foajeen"),
            still_item("talk", TALK, 20, text="Fire steg"),
            process_item("en_to_fire_alle"),
        )
    return world


def begin_next(remote: Page, title: str) -> None:
    """The day's one button."""
    remote.locator("#lead-next").get_by_role("button", name=re.compile(f"^Start {title}")).click()


def start_from_the_list(remote: Page, title: str) -> None:
    """Any item of the day, also before its turn."""
    if remote.locator("#day-plan:not([open])").count():
        remote.locator("#day-plan summary").click()
    row = remote.locator(".rem-plan-list li").filter(has_text=title)
    row.get_by_role("button", name="Start").click()
    asked = remote.locator("#item-dialog[open] [data-yes]")
    if asked.count():
        asked.click()


def lend(remote: Page, day: World, who: str) -> None:
    remote.get_by_text("Overlat fjernkontrollen").click()
    remote.get_by_label(re.compile("^Hvem vil lede")).select_option(label=day.names[who])
    remote.get_by_role("button", name="Overlat", exact=True).click()


def test_from_a_process_to_a_break_and_on(day: World, screens: Screens) -> None:
    remote, projector = screens.remote(day), screens.projector(day)
    phone = screens.phone(day, "ane")

    begin_next(remote, "Innsjekk")
    leads(remote, "Ditt ord")
    at(phone, "Ditt ord")

    remote.get_by_role("button", name="Start Pause, 15 minutter").click()
    expect(remote.get_by_text("Innsjekk har to faser igjen. Avslutte?")).to_be_visible()
    remote.get_by_role("button", name="Avslutt og start").click()
    leads(remote, "Pause")
    expect(projector.get_by_role("heading", name=re.compile("Vi begynner igjen"))).to_be_visible()
    expect(projector.get_by_text("Kaffe i foajeen")).to_be_visible()
    expect(projector.get_by_text(f"Neste: {TALK}")).to_be_visible()
    expect(surface(phone).get_by_text(re.compile("Vi begynner igjen"))).to_be_visible()

    before = projector.locator(".still-clock strong").inner_text()
    remote.get_by_role("button", name="+5 min").click()
    expect(projector.locator(".still-clock strong")).not_to_have_text(before)

    begin_next(remote, TALK)
    expect(projector.get_by_role("heading", name=TALK)).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-color-scheme", "dark")
    expect(surface(phone).get_by_role("heading", name=TALK)).to_be_visible()

    begin_next(remote, "1-2-4-alle")
    leads(remote, "Alene")
    at(phone, "Alene")
    remote.get_by_role("button", name="Angre").click()
    leads(remote, TALK)
    expect(projector.get_by_role("heading", name=TALK)).to_be_visible()


def test_a_participant_leads_until_it_is_taken_back(day: World, screens: Screens) -> None:
    remote, phone = screens.remote(day), screens.phone(day, "hodan")
    begin_next(remote, "Innsjekk")
    leads(remote, "Ditt ord")
    lend(remote, day, "hodan")

    phone.get_by_role("link", name="Åpne fjernkontrollen").click()
    live(phone)
    expect(phone.get_by_text("Du leder nå, Hodan")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Gå videre")).click()
    leads(phone, "Ring")
    leads(remote, "Ring")

    remote.get_by_role("button", name="Ta tilbake").click()
    phone.wait_for_url(day.address())
    expect(phone.get_by_role("link", name="Åpne fjernkontrollen")).to_have_count(0)


def test_the_days_screens_for_those_who_see_or_use_them_otherwise(
    day: World, screens: Screens
) -> None:
    remote, phone = screens.remote(day), screens.phone(day, "hodan")
    projector = screens.projector(day)
    is_accessible(remote)
    reflows(remote)
    for title in ("Innsjekk", "Pause", TALK):
        start_from_the_list(remote, title)
        leads(remote, "Ditt ord" if title == "Innsjekk" else title)
        if title == "Innsjekk":
            lend(remote, day, "hodan")
            phone.get_by_role("link", name="Åpne fjernkontrollen").click()
            expect(phone.get_by_text("Du leder nå, Hodan")).to_be_visible()
        else:
            expect(surface(projector).get_by_role("heading", level=1)).to_be_visible()
            phone.wait_for_url(day.address())
        for page in (remote, phone, projector):
            is_accessible(page)
        for page in (remote, phone):
            reflows(page)
    remote.goto(day.address("styring/deltaker"))
    is_accessible(live(remote))
