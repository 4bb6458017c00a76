"""How a test reads and touches a page, however busy the machine is. In force for all of them.

A test that passes or fails by who comes first says nothing. Three such races are no test's own:

* What changes is also read aloud: the same words come into `#announcer` a moment after they have
  come where one sees them. A text is looked for where it is seen, so that it is found once.
* A press that leads to another page is over when that page has begun to come, and its fields are
  there before its scripts are. Nobody touches a page whose scripts have not started.
* A machine with two cores and many browsers is slow now and then; only what never comes is wrong.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Keyboard, Locator, Page, expect

PATIENCE = 15_000
ACT_WITHIN = 20_000
TOUCHES = (
    "check", "clear", "click", "drag_to", "fill", "focus", "hover", "press",
    "press_sequentially", "select_option", "set_input_files", "tap", "uncheck",
)  # fmt: skip
_text = Page.get_by_text
_keyboard: Any = Page.keyboard


def seen(page: Page, text: Any, **how: Any) -> Locator:
    return _text(page, text, **how).and_(page.locator(":not(#announcer)"))


def on_a_started_page(touch: Callable[..., Any]) -> Callable[..., Any]:
    """First the thing itself, so that it is the page it is on that we wait for."""

    @functools.wraps(touch)
    def touching(thing: Locator, *values: Any, **how: Any) -> Any:
        thing.wait_for(state="attached")
        thing.page.wait_for_load_state("domcontentloaded")
        return touch(thing, *values, **how)

    return touching


def keyboard(page: Page) -> Keyboard:
    page.wait_for_load_state("domcontentloaded")
    keys: Keyboard = _keyboard.fget(page)
    return keys


@contextmanager
def patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "get_by_text", seen)
        patch.setattr(Page, "keyboard", property(keyboard))
        for name in TOUCHES:
            patch.setattr(Locator, name, on_a_started_page(getattr(Locator, name)))
        yield
