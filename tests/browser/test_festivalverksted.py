"""A whole festivalverksted in real browsers: from what one will share to the festival plan."""

from playwright.sync_api import expect

from tests.support.browser_acts import all_sent, at, offline, saved, surface
from tests.support.browser_screens import NO_NETWORK, Screens, Watch, live
from tests.support.browser_world import World

SIX = ("ane", "hodan", "helge", "kasper", "amina", "jonas")
ABOUT = "Vi har laget en vennebenk sammen med elevrådet."


def test_from_a_wish_to_share_to_the_plan(make_world, screens: Screens, watch: Watch) -> None:
    watch.allow(*NO_NETWORK, "422")
    world: World = make_world(SIX)
    world.begin(SIX, process="festivalverksted")
    ane, wall = screens.phone(world, "ane"), screens.projector(world)
    hodan = screens.phone(world, "hodan")
    world.advance_to("dele")
    at(ane, "Det jeg vil dele")
    ane.locator("[name='0-about']").fill(ABOUT)
    offline(ane, True)
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.locator("[data-form-status]")).to_be_visible()
    offline(ane, False)
    expect(surface(ane).locator(".saved").first).to_be_visible()
    all_sent(ane)

    world.advance_to("form")
    at(ane, "Form")
    expect(wall.locator(".option-grid > li")).to_have_count(5)
    expect(wall.get_by_text("6. oktober")).to_be_visible()
    ane.locator("label.choice").filter(has_text="Verksted").click()
    saved(ane)
    ane.reload()
    live(ane)
    expect(ane.locator("input[value=verksted]")).to_be_checked()
    ane.get_by_role("button", name="Ta vare på").click()
    expect(surface(ane).locator(".saved").first).to_be_visible()

    world.advance_to("par")
    at(ane, "Spør hverandre")
    expect(ane.get_by_text(ABOUT)).to_be_visible()
    world.advance_to("plan")
    at(ane, "Lag kjøreplan")
    expect(ane.locator("[name='0-about']")).to_have_value(ABOUT)
    expect(ane.locator("input[value=verksted]")).to_be_checked()
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.locator("[data-error-for='0-title']")).to_contain_text("Fyll inn")
    ane.locator("[name='0-title']").fill("Vennebenken")
    ane.locator("[name='0-opening']").fill("Alle setter seg.")
    ane.get_by_role("button", name="Ferdig").click()
    expect(surface(ane).locator(".saved").first).to_be_visible()

    world.advance_to("pamelding")
    at(ane, "Meld inn")
    expect(ane.locator("[name='0-title']")).to_have_value("Vennebenken")
    ane.get_by_role("button", name="Meld inn").click()
    expect(wall.get_by_role("heading", name="Verksted")).to_be_visible()
    expect(wall.get_by_text("Vennebenken")).to_be_visible()
    assert ABOUT not in hodan.content(), "the others' forms are their own"

    desk = screens.known(world, "turid", {"width": 1440, "height": 900})
    desk.goto(f"{world.server.url}/festival?kull={world.key}")
    expect(desk.get_by_text("Vennebenken").first).to_be_visible()
