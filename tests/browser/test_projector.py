"""The projector is read from the back row, whatever lies on the board, and steps by clicker."""

import re
import time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from facilitator.models import Gathering
from tests.support.browser_acts import at
from tests.support.browser_screens import Screens, lettered, live
from tests.support.browser_wall import fill
from tests.support.browser_world import World

LEAST = 32
SMALL_TEXT = """(least) => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const box = node.parentElement;
        const { width, height, bottom } = box.getBoundingClientRect();
        const shown = box.checkVisibility({ visibilityProperty: true });
        if (!shown || !node.textContent.trim()) continue;
        if (width <= 1 || height <= 1 || bottom <= 0) continue;
        const size = parseFloat(getComputedStyle(box).fontSize);
        if (size < least) found.push(`${size} px: ${node.textContent.trim().slice(0, 40)}`);
    }
    return found;
}"""
CUT_OFF = """() => {
    const outside = (card) => {
        const { left, top, right, bottom } = card.getBoundingClientRect();
        return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    };
    return [...document.querySelectorAll(".card")]
        .filter((card) => !card.hidden && card.checkVisibility() && outside(card))
        .map((card) => card.textContent.trim().slice(0, 30));
}"""


def is_readable(page: Page) -> None:
    lettered(page)
    assert page.evaluate(SMALL_TEXT, LEAST) == []
    assert page.evaluate(CUT_OFF) == []
    scrolls = "document.documentElement.scrollHeight > innerHeight + 1"
    assert page.evaluate(scrolls) is False, "the projector's page is taller than the screen"


def shown(page: Page) -> int:
    return page.locator(".card:visible").count()


@pytest.fixture
def wall(world: World) -> World:
    world.begin(["ane", "hodan", "helge", "kasper"])
    world.advance_to("hosting")
    return world


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)], ids=["full-hd", "xga"])
@pytest.mark.parametrize("count", [1, 24, 60])
def test_the_board_is_readable_from_the_back_row(
    wall: World, screens: Screens, count: int, size: tuple[int, int]
) -> None:
    fill(wall, count, longest=1500)
    viewport = {"width": size[0], "height": size[1]}
    page = screens.projector(wall, viewport=viewport)
    expect(page.locator(".card")).to_have_count(count)
    is_readable(page)
    on_first = shown(page)
    assert on_first > 0
    more = page.locator("[data-page-more]")
    if on_first == count:
        expect(more).to_be_hidden()
        return
    expect(more).to_contain_text(str(count - on_first))
    seen = on_first
    while page.locator('[data-page="next"]').is_enabled():
        page.get_by_role("button", name="Neste side").click()
        is_readable(page)
        seen += shown(page)
    assert seen == count, "a card is on no page"


@pytest.mark.parametrize(
    "phase", ["inngang", "tenk", "intervju_1", "skriv_1", "godkjenn", "gjenfortell", "rotarsaker"]
)
def test_every_phase_is_readable(world: World, screens: Screens, phase: str) -> None:
    world.begin(["ane", "hodan", "helge", "kasper"])
    world.advance_to(phase)
    is_readable(screens.projector(world))


def test_the_lobby_is_readable_and_names_nobody(world: World, screens: Screens) -> None:
    page = screens.projector(world)
    world.caller("ane")
    page.reload()
    is_readable(live(page))
    assert world.names["ane"].split()[0] not in page.inner_text("body")


@pytest.mark.parametrize(
    "size", [(1024, 768), (1280, 720), (1920, 1080)], ids=["xga", "hd", "full-hd"]
)
def test_a_long_theme_leaves_the_ring_its_place_above_the_foot(
    world: World, screens: Screens, size: tuple[int, int]
) -> None:
    with world.server.database.transaction() as db:
        theme = "Sosial innovasjon – idéverksted og festivalverksted"
        db.execute(update(Gathering).where(Gathering.id == world.gathering).values(theme=theme))
    page = screens.projector(world, viewport={"width": size[0], "height": size[1]})
    is_readable(page)
    boxes = [page.locator(part).bounding_box() for part in (".theme", "#here svg", ".pr-foot")]
    theme_box, ring, foot = [box for box in boxes if box]
    assert theme_box["y"] + theme_box["height"] <= ring["y"]
    assert ring["y"] + ring["height"] <= foot["y"]
    assert ring["height"] > size[1] / 3


def test_a_long_story_can_be_read_in_the_light(wall: World, screens: Screens) -> None:
    fill(wall, 3, longest=1500)
    page, remote = screens.projector(wall), screens.remote(wall)
    remote.get_by_role("tab", name="Kort").click()
    remote.get_by_role("button", name=re.compile("^Sett i lyset: Fortelling 1")).click()
    expect(page.locator("#surface")).to_have_attribute("data-screen", "spot")
    is_readable(page)
    remote.get_by_role("button", name=re.compile("^Ta bort lyset")).first.click()
    expect(page.locator(".card:visible")).to_have_count(3)


def world_goes_on(world: World, remote: Page) -> None:
    """Something happens in the room, and the remote has shown it."""
    world.press("extend")
    expect(remote.locator(f"#surface[data-step='{world.seen()}']")).to_be_attached()


def test_hidden_and_gathered_cards_keep_card_and_author(wall: World, screens: Screens) -> None:
    fill(wall, 3)
    page, remote = screens.projector(wall), screens.remote(wall)
    remote.get_by_role("tab", name="Kort").click()
    remote.get_by_role("button", name=re.compile("^Skjul: Fortelling 2")).click()
    expect(page.locator(".card")).to_have_count(2)
    remote.get_by_role("button", name="Vis igjen").click()
    expect(page.locator(".card")).to_have_count(3)
    for number in (1, 3):
        remote.get_by_label(re.compile(f"^Fortelling {number}")).check()
    remote.get_by_label("Legg de valgte kortene sammen under").fill("Å vente sammen")
    world_goes_on(wall, remote)
    remote.get_by_role("button", name="Samle").last.click()
    expect(page.locator(".cluster-title")).to_contain_text(["Å vente sammen"])
    expect(page.locator(".card")).to_have_count(3)
    is_readable(page)


def test_a_clicker_steps_only_for_a_signed_in_leader(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    anyone, leads = screens.projector(world), screens.projector(world, "turid")
    phone = screens.phone(world, "ane")
    anyone.keyboard.press("PageDown")
    assert anyone.locator("#lead-advance").count() == 0
    leads.keyboard.press("PageDown")
    at(phone, "Tenk selv")
    assert world.phase() == "tenk"
    expect(leads.locator("#surface-head")).to_contain_text("Tenk selv")
    # Two presses within 600 ms are one: a clicker bounces.
    leads.wait_for_function("(then) => Date.now() > then", arg=time.time() * 1000 + 700)
    leads.keyboard.press("PageUp")
    at(phone, "Inngang")


def test_f5_and_another_laptop_show_the_same(wall: World, screens: Screens) -> None:
    fill(wall, 24)
    page = screens.projector(wall)
    titles = page.locator(".card-title").all_inner_texts()
    page.reload()
    assert live(page).locator(".card-title").all_inner_texts() == titles
    other = screens.projector(wall)
    assert other.locator(".card-title").all_inner_texts() == titles


def test_the_dark_board_is_remembered(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    page = screens.projector(world)
    page.locator(".pr-top").hover()
    page.get_by_role("button", name="Mørk bakgrunn").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
