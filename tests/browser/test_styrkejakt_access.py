"""Styrkejakt by axe, at 320 pixels and by keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import is_accessible, reflows
from tests.browser.test_styrkejakt import SIX, give, let_run, trio_of
from tests.support.browser_acts import at
from tests.support.browser_screens import Screens


def checked(*pages: Page) -> None:
    for page in pages:
        is_accessible(page)


def test_every_screen(make_world, screens: Screens) -> None:
    world = make_world(SIX)
    world.begin(SIX, process="styrkeidentifisering")
    projector = screens.projector(world)
    ane = screens.phone(world, "ane")
    world.press("advance")
    at(ane, "Min gjetning")
    checked(ane, projector)
    world.press("advance")
    at(ane, "Fortell, gi og motta")
    checked(ane, projector)
    group, (first, second) = trio_of(world, "ane")
    let_run(world, 4.2)
    ane.reload()
    expect(ane.locator(".ring-steps .on")).to_have_text("Gi")
    checked(ane)
    reflows(ane)
    for giver, receiver, strength in (
        (first, "ane", "humor"), (second, "ane", "hap"), ("ane", first, "klokskap"),
        (second, first, "humor"),
    ):  # fmt: skip
        give(world, giver, receiver, group, strength, "satte ord på det alle tenkte")
    let_run(world, 3)
    ane.reload()
    expect(ane.get_by_role("button", name="Takk")).to_be_visible()
    checked(ane)
    reflows(ane)
    world.press("advance")
    at(ane, "Styrkene mine")
    ane.get_by_text("Les det de skrev").click()
    checked(ane)
    reflows(ane)
    world.press("advance")
    at(ane, "Rommets styrkekart")
    expect(projector.locator(".map-waits")).to_be_visible()
    keys = {number: key for key, number in world.people.items()}
    outside = next(k for k in keys.values() if k not in ("ane", first, second))
    other, mates = trio_of(world, outside)
    give(world, outside, mates[0], other, "samarbeid", "løftet de andre")
    give(world, mates[0], outside, other, "samarbeid", "løftet de andre")
    expect(projector.locator(".smap")).to_be_visible()
    expect(ane.locator(".map-list").first).to_be_visible()
    checked(ane, projector)
    reflows(ane)


def test_the_keyboard_alone_gives_a_card(make_world, screens: Screens) -> None:
    """Arrows walk through the strengths, and the picker stays open around them."""
    world = make_world(SIX)
    world.begin(SIX, process="styrkeidentifisering")
    for _ in range(2):
        world.press("advance")
    let_run(world, 4.2)
    ane = screens.phone(world, "ane")
    expect(ane.locator(".ring-steps .on")).to_have_text("Gi")
    ane.locator("[name=receiver]").first.focus()
    ane.keyboard.press("Space")
    ane.keyboard.press("Tab")
    ane.keyboard.press("Tab")
    ane.keyboard.press("Space")
    ane.keyboard.press("ArrowDown")
    expect(ane.locator(".pick-item:not([hidden])")).to_have_count(24)
    expect(ane.get_by_label("Jeg så")).to_have_value("nysgjerrighet")
    ane.keyboard.press("Tab")
    ane.keyboard.press("Tab")
    ane.keyboard.type("spurte videre")
    ane.keyboard.press("Tab")
    ane.keyboard.press("Enter")
    expect(ane.get_by_text("Du har gitt Nysgjerrighet")).to_be_visible()
