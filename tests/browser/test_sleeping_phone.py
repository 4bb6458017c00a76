"""A phone that has slept, or whose line is dead without knowing it, shows all when it wakes."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, until
from tests.support.browser_kull import build, demo_people
from tests.support.browser_proxy import Proxy
from tests.support.browser_screens import PHONE, TOUCH, Screens, Watch, live
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World

TEN = tuple(demo_people())[:10]
QUICK = ("-m", "tests.support.browser_quick_ping")
FAR = "ERR_|WebSocket"


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that notices a dead line after two seconds instead of eighteen."""
    folder: Path = tmp_path_factory.mktemp("quick")
    with running(folder, program=QUICK) as server:
        yield server


@pytest.fixture
def world(quick: LiveServer) -> World:
    world = build(quick, TEN)
    world.begin(TEN)
    world.advance_to("godkjenn")
    return world


def ten_cards_and_a_new_phase(world: World) -> None:
    for teller in TEN:
        world.approve(teller)
    world.advance_to("hosting")


def shows_all(page: Page) -> None:
    at(page, "Høsting", timeout=25_000)
    expect(page.locator("#surface .card")).to_have_count(10)


def connected(world: World) -> bool:
    """Whether the remote says that any phone has a live line."""
    page = world.caller("turid").get(f"/rom/{world.public_id}/styring").body["text"]
    return page.count("ikke tilkoblet") < len(TEN)


@contextlib.contextmanager
def asleep(page: Page) -> Iterator[None]:
    """Nothing of the page runs, as on a phone in a pocket; its lines are left as they are.

    `Page.setWebLifecycleState` does nothing in the headless shell, so the script is paused.
    """
    session = page.context.new_cdp_session(page)
    session.send("Debugger.enable")
    session.send("Debugger.pause")
    yield
    session.send("Debugger.resume")
    session.detach()


def test_a_frozen_phone_wakes_to_ten_cards_and_the_right_phase(
    world: World, screens: Screens, quick: LiveServer
) -> None:
    page = screens.phone(world, "ane")
    at(page, "Godkjenn")
    assert connected(world)
    with asleep(page):
        ten_cards_and_a_new_phase(world)
        until(lambda: not connected(world), "the server took the phone for awake")
    shows_all(page)
    live(page)


def test_a_half_open_line_is_noticed_on_waking(
    world: World, screens: Screens, watch: Watch, quick: LiveServer
) -> None:
    watch.allow(FAR)
    with Proxy(quick.port) as proxy:
        page = screens.known(world, "ane", PHONE, proxy.url, **TOUCH)
        page.goto(f"{proxy.url}/rom/{world.public_id}")
        live(page)
        proxy.go_silent()
        ten_cards_and_a_new_phase(world)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        shows_all(page)
        live(page)


def test_ten_cards_reach_a_projector_whose_line_was_dead(
    world: World, screens: Screens, watch: Watch, quick: LiveServer
) -> None:
    """Nobody touches a projector: it has to find out by itself."""
    watch.allow(FAR)
    with Proxy(quick.port) as proxy:
        page = screens.context({"width": 1920, "height": 1080}).new_page()
        page.goto(f"{proxy.url}/rom/{world.public_id}/lerret")
        live(page)
        proxy.go_silent()
        ten_cards_and_a_new_phase(world)
        expect(page.locator("#surface .card")).to_have_count(10, timeout=30_000)
        live(page)
