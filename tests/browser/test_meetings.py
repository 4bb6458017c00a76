"""Who is kept apart, and the map of who has met whom, from the remote to the year's picture."""

from playwright.sync_api import expect

from tests.browser.test_accessibility import is_accessible, reflows
from tests.support.browser_screens import PHONE, Screens
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
DESK = {"width": 1440, "height": 900}


def test_two_are_kept_apart_and_the_year_shows_who_has_met(world: World, screens: Screens) -> None:
    remote = screens.remote(world)
    remote.get_by_role("tab", name="Grupper").click()
    remote.get_by_role("link", name="Er det noen som ikke skal sammen?").click()
    for other in ("hodan", "helge"):
        remote.get_by_label("Den ene").select_option(str(world.people["ane"]))
        remote.get_by_label("Den andre").select_option(str(world.people[other]))
        remote.get_by_role("button", name="Hold dem fra hverandre").click()
        expect(remote.get_by_text(f"Ane Havgløtt og {world.names[other]}")).to_be_visible()
    is_accessible(remote)
    reflows(remote)

    world.begin(FOUR)
    pairs = {frozenset(names) for _, *names in world.pairs()}
    assert pairs == {frozenset(("ane", "kasper")), frozenset(("hodan", "helge"))}

    desk = screens.known(world, "turid", DESK)
    desk.goto(f"{world.server.url}/deltakere?kull={world.key}")
    is_accessible(desk)
    desk.get_by_role("link", name="Møtekart", exact=True).click()
    chosen = desk.locator(".meet-who h2")
    expect(chosen).to_have_text("Ane Havgløtt")
    is_accessible(desk)
    desk.locator(".meet-map").get_by_text("Hodan", exact=True).click()
    expect(chosen).to_have_text(world.names["hodan"])
    desk.get_by_label("Velg en deltaker").focus()
    desk.keyboard.type("Kasper")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(chosen).to_have_text(world.names["kasper"])
    expect(desk.locator(".meet-list")).to_be_hidden()

    desk.get_by_role("link", name="Vis som liste").click()
    expect(desk.locator(".meet-map")).to_have_count(0)
    summary = desk.locator(f"#met-{world.people['ane']} summary")
    summary.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(f"#met-{world.people['ane']} dl")).to_contain_text(world.names["kasper"])
    is_accessible(desk)

    desk.go_back()
    desk.set_viewport_size(PHONE)
    expect(desk.locator(".meet-map")).to_be_hidden()
    expect(desk.locator(".meet-list")).to_be_visible()
    is_accessible(desk)
    reflows(desk)
