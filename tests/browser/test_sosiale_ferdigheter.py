"""A social skill in real browsers: named, cut into steps, shown, watched for and taken home."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, choose
from tests.support.browser_screens import Screens, Watch
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
NAME = "Å be om å få være med"
STEPS = ("Jeg ser på dem", "Jeg sier hei", "Jeg spør om jeg får være med")


def onward(world: World, phase: str, *phones: Page) -> None:
    world.press("advance")
    for phone in phones:
        at(phone, phase)


def test_a_whole_practice(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")  # «Ferdig» before the group has said who reads it
    world.begin(FOUR, process="sosiale_ferdigheter")
    ane, hodan = screens.phone(world, "ane"), screens.phone(world, "hodan")
    wall = screens.projector(world)
    onward(world, "Velg", ane, hodan)
    ane.get_by_role("button", name="Ta pennen").click()
    ane.get_by_label("Ferdighet").fill(NAME)
    ane.get_by_role("button", name="Ferdig").click()
    expect(hodan.get_by_text(NAME)).to_be_visible()

    onward(world, "Del i trinn", ane, hodan)
    ane.get_by_role("button", name="Ta pennen").click()
    expect(ane.get_by_label("Ferdighet")).to_have_value(NAME)
    for n, step in enumerate(STEPS):
        ane.locator(f'[name="0-steps-{n}"]').fill(step)
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.locator("main").get_by_text("Velg hvem som får lese det.")).to_be_visible()
    choose(ane, "room")
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.get_by_text("Kortene deres ligger på tavla")).to_be_visible()

    onward(world, "Vis", ane, hodan)
    for step in STEPS:
        expect(hodan.locator(".watch-steps").get_by_text(step)).to_be_visible()
        expect(wall.get_by_text(step)).to_be_visible()
    hodan.get_by_role("button", name=f"Så trinnet: {STEPS[0]}").click()
    expect(pressed(hodan)).to_have_count(1)
    expect(pressed(ane)).to_have_count(0)
    ane.get_by_text("Jeg viser", exact=True).click()
    expect(ane.get_by_text("Legg telefonen fra deg")).to_be_visible()
    expect(ane.locator(".watch-steps")).to_be_hidden()
    hodan.get_by_role("button", name=re.compile("^Bytt")).click()
    expect(pressed(hodan)).to_have_count(0)

    onward(world, "Øv", ane, hodan)
    expect(pressed(hodan)).to_have_count(0)
    onward(world, "Respons", ane, hodan)
    onward(world, "Hjem til barna", ane, hodan)
    ane.get_by_label("Hvor øver vi, og hva gjør vi?").fill("I garderoben, før utetid")
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("Det er lagret i mappa di")).to_be_visible()
    world.press("end")
    expect(ane.get_by_role("heading", name=re.compile("^Takk, Ane"))).to_be_visible()
    ane.goto(world.server.url + "/mappe")
    expect(ane.get_by_text(NAME)).to_be_visible()
    expect(ane.get_by_text("I garderoben, før utetid")).to_be_visible()


def pressed(page: Page):
    return page.locator('.mark-btn[aria-pressed="true"]')
