"""What people do on their phones, and the screens they see."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

LEVELS = {
    "me": "Bare jeg",
    "pair": "Vi to",
    "group": "Gruppa mi",
    "room": "Tavla i dag",
    "cohort": "Tavla og arbeidsmappene",
}
SAVED = "Lagret i kladden din"
KEPT_BY_THE_SERVER = """() => {
    const me = document.body?.dataset.person;
    const [draft, way] = [`facilitator:draft:${me}:`, `facilitator:out:${me}:draft:`];
    return !Object.entries(localStorage).some(([key, value]) =>
        key.startsWith(way) || (key.startsWith(draft) && JSON.parse(value).url));
}"""
NOTHING_ON_ITS_WAY = """() => !document.querySelector("form [aria-busy=true]")
    && !Object.keys(localStorage).some((key) => /^facilitator:(out|draft):/.test(key))"""


def surface(page: Page) -> Locator:
    return page.locator("#surface")


def at(page: Page, phase: str, *, timeout: float | None = None) -> None:
    """Waits until the top of the phone names the phase."""
    expect(page.locator("#surface-head .where b")).to_have_text(phase, timeout=timeout)


def leads(remote: Page, phase: str) -> None:
    """Waits until the remote names the phase."""
    expect(remote.locator("#na .rem-now h2")).to_have_text(phase)


def saved(page: Page) -> None:
    """Waits until the server has all that is written; the words alone may be about what was."""
    expect(page.locator("[data-draft-status]").first).to_have_text(SAVED)
    page.wait_for_function(KEPT_BY_THE_SERVER)


def write(page: Page, title: str, text: str) -> None:
    page.locator("#title").fill(title)
    page.locator("#text").fill(text)


def deliver(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Gi til")).click()
    expect(page.get_by_role("heading", name=re.compile("^Gitt til"))).to_be_visible()


def choose(page: Page, level: str) -> None:
    """Picks a rung of the ladder, as a thumb does."""
    page.locator("label.rung").filter(
        has=page.locator("b", has_text=re.compile(f"^{LEVELS[level]}$"))
    ).click()


def approve(page: Page, level: str) -> None:
    choose(page, level)
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(surface(page).get_by_text(re.compile("^Godkjent"))).to_be_visible()


def offline(page: Page, off: bool) -> None:
    page.context.set_offline(off)


def all_sent(page: Page) -> None:
    """Waits until the server has all that was written: nothing lies on the phone any more.

    A press is seen on its button before what it sends is found on the phone.
    """
    page.wait_for_function(NOTHING_ON_ITS_WAY)


def until(condition: Callable[[], bool], otherwise: str, seconds: float = 30) -> None:
    """For what the server does unseen, where no screen has anything to wait for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


def answers(page: Page, part: str, act: Callable[[], None]) -> int:
    """The status of the answer to the POST that `act` leads to."""
    with page.expect_response(lambda r: part in r.url and r.request.method == "POST") as found:
        act()
    return found.value.status
