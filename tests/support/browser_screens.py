"""Phones, projectors and remotes: browser contexts of their own, watched for complaints."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.support.browser_patience import ACT_WITHIN
from tests.support.browser_world import World

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 740}
REMOTE = {"width": 390, "height": 844}
PROJECTOR = {"width": 1920, "height": 1080}
TOUCH: dict[str, Any] = {"has_touch": True, "is_mobile": True}


NO_NETWORK = (
    "ERR_INTERNET_DISCONNECTED",
    "WebSocket connection to",
    "ERR_FAILED",
    r"status of 400 .*/socket\.io/",
)
"""What browsers complain of while the network is gone. The last is when it is back: a page that
was just about to connect begins anew, and what it had asked on the old line finds it ended."""


@dataclass
class Watch:
    """What the browsers of a test have complained of."""

    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, *patterns: str) -> None:
        """This test provokes it: regular expressions."""
        self.allowed += patterns

    def on(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.found.append(f"page error: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def complaints(self) -> list[str]:
        return [f for f in self.found if not any(re.search(p, f) for p in self.allowed)]


class Screens:
    """Opens screens; each has its own cookies, like a device of its own."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._watch = watch
        self._contexts: list[BrowserContext] = []

    def context(self, viewport: dict[str, int], **more: Any) -> BrowserContext:
        context = self._browser.new_context(
            viewport=viewport,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(ACT_WITHIN)
        context.on("page", self._watch.on)
        self._contexts.append(context)
        return context

    def stranger(self, viewport: dict[str, int] = PHONE, **more: Any) -> Page:
        """A device that has never been here."""
        return self.context(viewport, **(TOUCH | more)).new_page()

    def phone(self, world: World, who: str, **more: Any) -> Page:
        """A participant's phone in the room, live."""
        page = self.known(world, who, PHONE, **(TOUCH | more))
        page.goto(world.address())
        return live(page)

    def projector(self, world: World, leader: str = "", **more: Any) -> Page:
        """The projector; stepped with keys when a leader is signed in on it."""
        viewport = more.pop("viewport", PROJECTOR)
        page = (
            self.known(world, leader, viewport, **more)
            if leader
            else self.context(viewport, **more).new_page()
        )
        page.goto(world.address("lerret"))
        return live(page)

    def remote(self, world: World, leader: str = "turid", **more: Any) -> Page:
        page = self.known(world, leader, REMOTE, **(TOUCH | more))
        page.goto(world.address("styring"))
        return live(page)

    def known(
        self, world: World, who: str, viewport: dict[str, int], url: str = "", **more: Any
    ) -> Page:
        """A device that is somebody already, with a blank page; `url` where it reaches us."""
        context = self.context(viewport, **more)
        context.add_cookies([world.cookie(who, url)])
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def live(page: Page) -> Page:
    """Waits until the stream is up, the page is current, and its letters have their size."""
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    return lettered(page)


def lettered(page: Page) -> Page:
    """Waits for the letters of what is shown: until they are there, nothing has its size."""
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page


def lift(page: Page, thing: Locator) -> None:
    """Takes hold of it with the mouse, when it has come to rest."""
    thing.hover()
    page.mouse.down()


def step(page: Page) -> str:
    return page.locator("#surface").get_attribute("data-step") or ""
