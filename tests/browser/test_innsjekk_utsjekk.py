"""Innsjekk and utsjekk in real browsers: words on the wall, a next step, and what the day gave."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at
from tests.support.browser_kull import demo_people
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
WORDS = {"hodan": "Spent", "helge": "Kaffe og forventning", "kasper": "Litt sliten, men glad"}


@pytest.fixture
def world(make_world) -> World:
    return make_world(FOUR)


def say(world: World, who: str, word: str) -> None:
    answer = world.caller(who).post(
        f"/rom/{world.public_id}/bidrag/{world.activity}/ord", {"0-text": word}
    )
    assert answer.status == 200, answer


def shown(page: Page) -> list[str]:
    return page.locator("[data-words] .card-text").all_inner_texts()


def test_words_arrive_without_order_and_none_is_larger(world: World, screens: Screens) -> None:
    world.begin(FOUR, process="innsjekk")
    projector, ane = screens.projector(world), screens.phone(world, "ane")
    expect(projector.get_by_role("heading", name="Hva bærer du med deg")).to_be_visible()
    for who, word in WORDS.items():
        say(world, who, word)
    words = projector.locator("[data-words] .card")
    expect(words).to_have_count(3)
    ane.get_by_placeholder("Et ord, eller noen få").fill("Ro i magen")
    ane.get_by_role("button", name="Legg på tavla").click()
    expect(ane.get_by_role("heading", name="Ro i magen")).to_be_visible()
    expect(words).to_have_count(4)
    expect(ane.locator("[data-words] .card")).to_have_count(4)
    order = shown(projector)
    projector.reload()
    expect(words).to_have_count(4)
    assert sorted(shown(projector)) == sorted(order)
    sizes = projector.locator("[data-words] .card-text").evaluate_all(
        "found => [...new Set(found.map(word => getComputedStyle(word).fontSize))]"
    )
    assert len(sizes) == 1
    assert float(sizes[0].removesuffix("px")) >= 32
    for name in world.names.values():
        assert name not in projector.content()


@pytest.mark.parametrize("viewport", [(1920, 1080), (1024, 768)])
def test_a_whole_kull_of_words_has_room(
    make_world, screens: Screens, viewport: tuple[int, int]
) -> None:
    everybody = tuple(demo_people())[:36]
    world = make_world(everybody)
    world.begin(everybody, process="innsjekk")
    for number, who in enumerate(everybody):
        say(world, who, ("Ro", "Spent på dagen", "Kaffe og forventning")[number % 3])
    width, height = viewport
    projector = screens.projector(world, viewport={"width": width, "height": height})
    expect(projector.locator("[data-words] .card:visible")).to_have_count(36)
    projector.wait_for_function(
        """([width, height]) => {
            const words = [...document.querySelectorAll("[data-words] .card")];
            return words.map((word) => word.getBoundingClientRect()).every((box) =>
                box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height);
        }""",
        arg=[width, height],
    )


def test_the_day_ends_with_what_one_takes_along(world: World, screens: Screens) -> None:
    world.begin(FOUR, process="utsjekk")
    ane = screens.phone(world, "ane")
    say(world, "ane", "Å vente litt til")
    world.advance_to("skritt")
    at(ane, "Neste skritt")
    ane.get_by_label("Hva?").fill("La barna velge lesestund")
    ane.get_by_label("Når?").fill("på fredag")
    ane.get_by_label("Sammen med hvem?").fill("Hodan")
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("Det er lagret i mappa di.")).to_be_visible()
    world.advance_to("ring")
    world.press("end")
    expect(ane.get_by_role("heading", name="Dette tar du med deg, Ane")).to_be_visible()
    for mine in ("Å vente litt til", "La barna velge lesestund", "På fredag, sammen med Hodan"):
        expect(ane.get_by_text(mine)).to_be_visible()
    ane.get_by_role("link", name="Åpne arbeidsmappa").click()
    ane.get_by_role("link", name="Dette tar du med deg").click()
    expect(ane.get_by_text("La barna velge lesestund")).to_be_visible()
