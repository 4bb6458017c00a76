"""The plug is pulled while cards come in: every acknowledged one is there, none comes twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Event

import pytest
from playwright.sync_api import expect

from tests.support.browser_acts import choose, write
from tests.support.browser_kull import build, demo_people
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World

MANY = tuple(demo_people())[:24]
WATCHERS = MANY[:2]
GONE = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket connection to", "ERR_SOCKET")


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with running(tmp_path_factory.mktemp("killed")) as server:
        yield server


@pytest.fixture
def world(own_server: LiveServer) -> World:
    world = build(own_server, MANY)
    world.begin(MANY)
    world.advance_to("godkjenn")
    for who in MANY:
        world.caller(who)
    return world


class Burst:
    """People who say yes at once; `acknowledged` are those who were told it was taken."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.acknowledged: list[str] = []
        self.some = Event()

    def tell(self, who: str) -> None:
        try:
            self._world.approve(who)
        except (OSError, HTTPException):
            return
        self.acknowledged.append(who)
        if len(self.acknowledged) >= 5:
            self.some.set()


def test_killed_in_a_burst_of_cards(
    world: World, screens: Screens, watch: Watch, own_server: LiveServer
) -> None:
    watch.allow(*GONE)
    projector, remote = screens.projector(world), screens.remote(world)
    phones = [screens.phone(world, who) for who in WATCHERS]
    burst = Burst(world)
    with ThreadPoolExecutor(8) as pool:
        told = [pool.submit(burst.tell, who) for who in MANY[2:]]
        assert burst.some.wait(60)
        own_server.kill()
        for one in told:
            one.result()
    owners = [card["title"].split()[-1] for card in world.cards()]
    assert set(burst.acknowledged) <= set(owners), "an acknowledged card was lost"
    assert len(owners) == len(set(owners)), "a card was stored twice"
    closed = phones.pop()
    closed.context.close()
    own_server.start()
    for who in MANY[2:]:
        world.approve(who)
    for page in (projector, remote, *phones):
        live(page)
    owners = [card["title"].split()[-1] for card in world.cards()]
    assert sorted(owners) == sorted(MANY[2:])
    expect(projector.locator(".pr-foot, #counts").first).to_contain_text("22")
    remote.reload()
    expect(live(remote).locator("#rommet")).to_contain_text("24 er her. Én telefon er tilkoblet.")


def test_what_was_sent_while_the_server_was_down_comes_by_itself(
    world: World, screens: Screens, watch: Watch, own_server: LiveServer
) -> None:
    watch.allow(*GONE)
    page = screens.phone(world, "ane")
    write(page, "Sendt til ingen", "Tjeneren var borte da jeg trykket.")
    choose(page, "cohort")
    own_server.kill()
    page.locator("form.ph-form .main-btn").click()
    expect(page.locator("[data-form-status]")).to_be_visible()
    own_server.start()
    expect(page.get_by_text("Godkjent. ")).to_be_visible(timeout=30_000)
    assert [card["title"] for card in world.cards()] == ["Sendt til ingen"]
