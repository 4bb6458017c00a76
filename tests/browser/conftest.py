"""Real browsers against the real server. A console error fails the test it comes in."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browser_kull import build
from tests.support.browser_patience import patience
from tests.support.browser_screens import FLAGS, Screens, Watch
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
PROGRAMS = ("chromium-headless-shell", "chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole stories first: one that began last would run alone while the other worker waits.

    They are known by having a file to themselves.
    """
    ours = [n for n, item in enumerate(items) if item.path.parent == Path(__file__).parent]
    in_file = Counter(items[n].path for n in ours)
    ordered = sorted((items[n] for n in ours), key=lambda item: in_file[item.path] > 1)
    for n, item in zip(ours, ordered, strict=True):
        items[n] = item


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium-headless-shell")
    return browser_type_launch_args | {"executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session", autouse=True)
def without_races() -> Iterator[None]:
    with patience():
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all tests that do not hurt it; each test has its own kull and room."""
    with running(tmp_path_factory.mktemp("server")) as live:
        yield live
        assert "Traceback" not in live.words(), live.words()


@pytest.fixture
def make_world(server: LiveServer) -> Callable[..., World]:
    def make(people: Iterable[str] = FOUR) -> World:
        return build(server, people)

    return make


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """Four people on the list and a room that is open; nobody has come."""
    return make_world()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collects what browsers complain of; `watch.allow("text")` where a test provokes it."""
    watching = Watch()
    yield watching
    assert watching.complaints() == []


@pytest.fixture
def screens(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[Screens]:
    opened = Screens(browser, watch)
    yield opened
    opened.close()
