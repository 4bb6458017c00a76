"""Stories meet stories in real browsers: tied on one phone, seen on the wall, and gone again."""

import pytest
from playwright.sync_api import expect

from tests.support.browser_screens import Screens, live
from tests.support.browser_world import World

TITLES = {"ane": "Lappene på døra", "hodan": "Steinene på kanten"}


@pytest.fixture
def world(make_world) -> World:
    world = make_world(("ane", "hodan", "helge", "kasper"))
    world.begin(("ane", "hodan", "helge", "kasper"))
    world.advance_to("godkjenn")
    for who, title in TITLES.items():
        world.approve(who, "cohort", title=title)
    world.advance_to("hosting")
    return world


def test_tied_on_a_phone_seen_on_the_wall_and_taken_away(world: World, screens: Screens) -> None:
    projector = screens.projector(world)
    ane = screens.phone(world, "ane")
    ane.goto(world.address("tavle"))
    live(ane)
    own = ane.locator(".card", has_text=TITLES["ane"])
    expect(own.get_by_role("link", name="Minner meg om …")).to_be_hidden()
    ane.locator(".card", has_text=TITLES["hodan"]).get_by_role(
        "link", name="Minner meg om …"
    ).click()
    ane.get_by_role("radio", name=TITLES["ane"]).check()
    ane.get_by_role("button", name="Knytt dem sammen").click()
    expect(ane.get_by_text("minnet deg om denne")).to_be_visible()
    for title, other in (TITLES.values(), reversed(TITLES.values())):
        card = projector.locator(".card").filter(
            has=projector.locator(".card-title", has_text=title)
        )
        expect(card.locator(".card-tied")).to_contain_text(f"Minner om: {other}")
    expect(projector.locator(".thread-lines path")).to_have_count(1)
    ane.get_by_role("button", name="Ta bort tråden").click()
    expect(projector.locator(".card-tied")).to_have_count(0)
    expect(projector.locator(".thread-lines")).to_have_count(0)


def test_narrowed_by_either_it_is_gone_from_the_wall_at_once(
    world: World, screens: Screens
) -> None:
    projector = screens.projector(world)
    ids = {card["title"]: card["id"] for card in world.cards()}
    tied = world.caller("ane").post(
        f"/minner/{ids[TITLES['hodan']]}", {"own": str(ids[TITLES["ane"]])}
    )
    assert tied.status == 200, tied
    expect(projector.locator(".card-tied")).to_have_count(2)
    narrowed = world.caller("hodan").post(
        f"/rom/{world.public_id}/kort/{ids[TITLES['hodan']]}/synlighet", {"visibility": "me"}
    )
    assert narrowed.status == 200, narrowed
    expect(projector.locator(".card")).to_have_count(1)
    expect(projector.locator(".card-tied")).to_have_count(0)
    assert TITLES["hodan"] not in projector.content()
