"""Two prosessledere share the remote: two presses at once are one step."""

import re

from playwright.sync_api import expect

from tests.support.browser_acts import at, leads
from tests.support.browser_screens import Screens, live
from tests.support.browser_world import World

ADVANCE = re.compile("Gå videre")


def test_two_who_press_at_once_move_one_step(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    remotes = [screens.remote(world, "turid"), screens.remote(world, "aslak")]
    phone = screens.phone(world, "ane")
    for remote in remotes:
        leads(remote, "Inngang")
    for remote in remotes:
        # Not awaited: both presses are on their way before either is answered.
        remote.evaluate("setTimeout(() => document.getElementById('lead-advance').requestSubmit())")
    for remote in remotes:
        leads(remote, "Tenk selv")
    at(phone, "Tenk selv")
    assert world.phase() == "tenk"


def test_a_press_from_a_screen_that_lags_is_answered_calmly(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    remote = screens.remote(world, "aslak")
    leads(remote, "Inngang")
    remote.evaluate(
        "document.querySelectorAll('#surface [name=seen]').forEach((f) => (f.value = '0:0'))"
    )
    seen = world.seen()
    world.press("advance")
    answer = world.caller("aslak").post(f"/rom/{world.public_id}/styring/videre", {"seen": seen})
    assert answer.status == 200
    assert answer.body["message"].startswith("Turid gikk videre")
    assert world.phase() == "tenk"
    leads(remote, "Tenk selv")


def test_undo_takes_the_last_press_back(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    remote, phone = screens.remote(world), screens.phone(world, "ane")
    remote.get_by_role("button", name=ADVANCE).click()
    at(phone, "Tenk selv")
    remote.get_by_role("button", name="Angre").click()
    at(phone, "Inngang")
    assert world.phase() == "inngang"


def test_another_device_takes_over_where_the_room_is(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("intervju_1")
    old = screens.remote(world, "turid")
    leads(old, "Første intervju")
    old.context.close()
    new = screens.stranger({"width": 390, "height": 844})
    new.goto(world.link("turid"))
    new.get_by_role("button", name="Ja, det er meg").click()
    new.goto(world.address("styring"))
    live(new)
    leads(new, "Første intervju")
    new.get_by_role("button", name=ADVANCE).click()
    leads(new, "Skriv ut")
    assert world.phase() == "skriv_1"


def test_the_other_ones_press_is_named(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    remote = screens.remote(world, "aslak")
    world.press("advance", by="turid")
    expect(remote.locator(".undo")).to_contain_text("Turid gikk videre")


def test_the_menu_asks_before_the_end_whichever_tab_is_open(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    remote, phone = screens.remote(world), screens.phone(world, "ane")
    for tab in ("Rommet", "Grupper", "Kort"):
        remote.get_by_role("tab", name=tab).click()
        remote.locator(".rem-menu > summary").click()
        remote.get_by_role("button", name="Avslutt AI-intervju i par").click()
        asked = remote.get_by_role("dialog", name="Avslutte AI-intervju i par?")
        expect(asked).to_be_visible()
        asked.get_by_role("button", name="Ikke ennå").click()
        remote.locator(".rem-menu > summary").click()
    assert world.phase() == "inngang"
    remote.locator(".rem-menu > summary").click()
    remote.get_by_role("button", name="Avslutt AI-intervju i par").click()
    remote.get_by_role("dialog").get_by_role("button", name="Avslutt").click()
    expect(phone.get_by_role("heading", name="Takk, Ane")).to_be_visible()
