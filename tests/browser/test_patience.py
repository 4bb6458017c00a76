"""The help that all the other tests here lean on does what it says."""

import contextlib

from playwright.sync_api import Route, expect

from tests.support.browser_screens import Screens
from tests.support.browser_world import World


def test_a_text_is_found_where_it_is_seen_and_not_where_it_is_read_aloud(
    world: World, screens: Screens
) -> None:
    page = screens.stranger()
    page.goto(world.server.url)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p>Lagret.</p><p id=announcer>Lagret.</p>')"
    )
    expect(page.get_by_text("Lagret.")).to_have_count(1)
    expect(page.locator("body").filter(has=page.get_by_text("Lagret."))).to_have_count(1)


def test_no_field_is_touched_before_its_page_has_started(world: World, screens: Screens) -> None:
    page = screens.stranger()
    code = page.get_by_label("Romkode")
    early: list[str] = []
    held: list[str] = []

    def come_late(script: Route) -> None:
        with contextlib.suppress(AssertionError):
            expect(code).to_have_value("ABC", timeout=500)
            early.append("ABC")
        held.append(script.request.url)
        script.continue_()

    page.route("**/page-*.js", come_late)
    page.goto(world.server.url, wait_until="commit")
    code.fill("ABC")
    assert held
    assert early == []
