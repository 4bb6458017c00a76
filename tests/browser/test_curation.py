"""Arranging, lighting, narrowing and hiding cards: with buttons, keys and the pointer."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser_screens import REMOTE, Screens, live
from tests.support.browser_wall import fill
from tests.support.browser_world import World

LAPTOP = {"width": 1440, "height": 900}
FOUR = ("ane", "hodan", "helge", "kasper")


@pytest.fixture
def wall(world: World) -> World:
    world.begin(FOUR)
    world.advance_to("hosting")
    fill(world, 4)
    return world


def title(number: int) -> str:
    return f"Fortelling {number} om å holde ut sammen"


def lie(page: Page, *numbers: int) -> None:
    """Waits until the cards lie in this order."""
    expect(page.locator(".card-title")).to_have_text([title(number) for number in numbers])


def cards_of(world: World, screens: Screens, leader: str = "turid", **more: object) -> Page:
    """A remote with the cards on it."""
    page = screens.known(world, leader, more.pop("viewport", REMOTE), **more)
    page.goto(world.address("styring") + "#kort")
    return live(page)


def row(page: Page, number: int) -> Locator:
    return page.locator("[data-card]").filter(has=page.get_by_text(title(number), exact=True))


def test_buttons_move_a_card_and_keep_the_keyboard(wall: World, screens: Screens) -> None:
    projector, remote = screens.projector(wall), cards_of(wall, screens)
    row(remote, 3).locator("summary").press("Enter")
    up = remote.get_by_role("button", name=f"Opp: {title(3)}")
    up.press("Enter")
    lie(projector, 1, 3, 2, 4)
    # The button is drawn anew with its next neighbour: only then is it another press.
    expect(remote.locator("[data-card]").nth(1)).to_contain_text(title(3))
    expect(up).to_be_focused()
    up.press("Enter")
    lie(projector, 3, 1, 2, 4)
    projector.reload()
    lie(live(projector), 3, 1, 2, 4)


def test_cards_come_under_a_heading_that_gets_a_better_name(wall: World, screens: Screens) -> None:
    projector, remote = screens.projector(wall), cards_of(wall, screens)
    for number in (1, 2):
        row(remote, number).get_by_role("checkbox").check()
    remote.get_by_label("Legg de valgte kortene sammen under").fill("Å vente")
    remote.get_by_role("button", name="Samle", exact=True).last.click()
    expect(projector.locator(".cluster-title").first).to_have_text("Å vente")
    row(remote, 4).locator("summary").click()
    remote.get_by_role("button", name=f"Legg under «Å vente»: {title(4)}").click()
    lie(projector, 1, 2, 4, 3)
    remote.get_by_text("Endre overskriften").click()
    remote.get_by_label("Overskrift", exact=True).fill("Å tåle stillhet")
    remote.get_by_role("button", name="Lagre").click()
    expect(projector.locator(".cluster-title").first).to_have_text("Å tåle stillhet")


def test_what_is_chosen_stays_when_a_card_is_moved(wall: World, screens: Screens) -> None:
    projector, remote = screens.projector(wall), cards_of(wall, screens)
    row(remote, 1).get_by_role("checkbox").check()
    remote.get_by_label("Legg de valgte kortene sammen under").fill("Halvt skrevet")
    row(remote, 4).locator("summary").click()
    remote.get_by_role("button", name=f"Opp: {title(4)}").click()
    lie(projector, 1, 2, 4, 3)
    expect(row(remote, 1).get_by_role("checkbox")).to_be_checked()
    expect(remote.get_by_label("Legg de valgte kortene sammen under")).to_have_value(
        "Halvt skrevet"
    )


def test_a_card_is_dragged_on_the_laptop(wall: World, screens: Screens) -> None:
    projector = screens.projector(wall)
    laptop = cards_of(wall, screens, viewport=LAPTOP)
    row(laptop, 4).drag_to(row(laptop, 1), target_position={"x": 12, "y": 20})
    lie(projector, 4, 1, 2, 3)


def test_headings_are_dragged_and_cards_are_dropped_under_them(
    wall: World, screens: Screens
) -> None:
    projector = screens.projector(wall, "turid")
    for heading, numbers in (("Først", (1, 2)), ("Så", (3, 4))):
        remote = cards_of(wall, screens, viewport=LAPTOP)
        for number in numbers:
            row(remote, number).get_by_role("checkbox").check()
        remote.get_by_label("Legg de valgte kortene sammen under").fill(heading)
        remote.get_by_role("button", name="Samle", exact=True).last.click()
        expect(projector.locator(".cluster-title", has_text=heading)).to_be_visible()
    first = projector.locator(".cluster-title", has_text="Først")
    then = projector.locator(".cluster-title", has_text="Så")
    then.drag_to(first, target_position={"x": 20, "y": 2})
    lie(projector, 3, 4, 1, 2)
    projector.locator(".card", has_text=title(4)).drag_to(first)
    lie(projector, 3, 1, 2, 4)


def test_a_leader_drags_on_the_projector_and_others_cannot(wall: World, screens: Screens) -> None:
    leads, anyone = screens.projector(wall, "turid"), screens.projector(wall)
    cards = leads.locator(".board .card")
    cards.nth(0).drag_to(cards.nth(2), target_position={"x": 300, "y": 100})
    lie(anyone, 2, 3, 1, 4)
    expect(anyone.locator(".card[draggable=true]")).to_have_count(0)
    expect(leads.locator(".card[draggable=true]")).to_have_count(4)


def test_keys_light_one_card_after_the_other(wall: World, screens: Screens) -> None:
    leads = screens.projector(wall, "turid")
    leads.keyboard.press("n")
    lie(leads, 1)
    expect(leads.locator("#surface")).to_have_attribute("data-screen", "spot")
    remote = cards_of(wall, screens, "aslak")
    remote.locator("#lead-light-next button").click()
    lie(leads, 2)
    leads.keyboard.press("f")
    lie(leads, 1)
    leads.keyboard.press("t")
    lie(leads, 1, 2, 3, 4)


def test_only_one_strength_is_shown_until_all_are(wall: World, screens: Screens) -> None:
    leads, phone = screens.projector(wall, "turid"), screens.phone(wall, "ane")
    remote = cards_of(wall, screens)
    choice = remote.get_by_label("På lerretet og telefonene")
    name = choice.locator("optgroup[label=Styrke] option").first.inner_text()
    choice.select_option(label=name)
    remote.get_by_role("button", name="Vis", exact=True).click()
    for page in (leads, phone):
        expect(page.locator("#board-filter")).to_have_text(f"Viser {name} · 1 av 4 kort")
        expect(page.locator(".card:visible")).to_have_count(1)
    wall.approve("kasper", title="Kom mens utvalget sto")
    for page in (leads, phone):
        expect(page.locator("#board-filter")).to_contain_text("av 5 kort")
        expect(page.locator(".card:visible")).to_have_count(1)
    leads.keyboard.press("a")
    for page in (leads, phone):
        expect(page.locator(".card:visible")).to_have_count(5)
        expect(page.locator("#board-filter")).to_have_count(0)


def test_a_hidden_card_is_taken_back_with_one_press(wall: World, screens: Screens) -> None:
    projector, remote = screens.projector(wall), cards_of(wall, screens)
    remote.get_by_role("button", name=f"Skjul: {title(2)}").click()
    lie(projector, 1, 3, 4)
    remote.locator("#card-undo").get_by_role("button", name="Angre").click()
    lie(projector, 1, 2, 3, 4)
    expect(remote.locator("#card-undo")).to_have_count(0)


def test_the_list_is_searched_on_ones_own_phone(wall: World, screens: Screens) -> None:
    fill_more = 6
    with_more = [wall.approve(name, title=f"Om bål {name}") for name in FOUR[:2]]
    assert len(with_more) + 4 == fill_more
    phone, other = screens.phone(wall, "ane"), screens.phone(wall, "hodan")
    phone.get_by_label("Finn kort").fill("bål")
    expect(phone.locator(".card:visible")).to_have_count(2)
    expect(phone.locator("[data-card-count]")).to_have_text("2 av 6 kort passer")
    expect(other.locator(".card:visible")).to_have_count(6)
    wall.approve("helge", title="Enda et bål")
    expect(phone.locator(".card:visible")).to_have_count(3)
    phone.get_by_label("Finn kort").fill("")
    expect(phone.locator(".card:visible")).to_have_count(7)


def test_the_keys_are_listed_and_the_letters_can_be_turned_off(
    wall: World, screens: Screens
) -> None:
    leads = screens.projector(wall, "turid")
    leads.keyboard.press("?")
    keys = leads.get_by_role("dialog", name="Taster")
    expect(keys).to_contain_text("Neste kort i lyset")
    keys.get_by_label("Slå av bokstavtastene").check()
    keys.get_by_role("button", name="Lukk").click()
    expect(keys).to_be_hidden()
    leads.keyboard.press("n")
    leads.keyboard.press("PageUp")
    expect(leads.locator("#surface-head")).to_contain_text("Rotårsaker")
    expect(leads.locator("#surface")).not_to_have_attribute("data-screen", "spot")
