"""A prosessleder reads text at `room` or wider, and of all the rest counts and status."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.domain import cards, drafts
from facilitator.models import Activity
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote


@pytest.fixture
def seen(remote: Remote) -> Callable[[], str]:
    """All that travels to the leader: the page and its snapshot."""

    def read() -> str:
        return remote.page() + remote.client.get(remote.url(), headers=SNAPSHOT).text

    return read


@pytest.mark.parametrize("level", ["me", "pair", "group"])
def test_narrower_stories_are_counted_and_never_shown(
    start: Callable[..., Any], seen: Callable[[], str], cast: Cast, level: str
) -> None:
    led = start()
    led.advance_to("godkjenn")
    led.approve(cast.ane, level, title="Kanari tittel", text="Kanari tekst her.", thanks="Kanari")
    page = seen()
    assert "Kanari" not in page
    assert "1 fortelling er godkjent" in page
    assert "1 av 2 levert, 1 godkjent" in page


@pytest.mark.parametrize("level", ["room", "cohort"])
def test_what_is_released_to_the_room_may_be_read(
    start: Callable[..., Any], seen: Callable[[], str], cast: Cast, level: str
) -> None:
    led = start()
    led.advance_to("godkjenn")
    led.approve(cast.ane, level, title="Kanari tittel", thanks="Hemmelig takk")
    page = seen()
    assert "Kanari tittel" in page
    assert "Hemmelig takk" not in page


def test_a_hidden_card_is_still_the_leaders_to_see(
    start: Callable[..., Any], remote: Remote, seen: Callable[[], str], cast: Cast
) -> None:
    led = start()
    led.advance_to("godkjenn")
    card = led.approve(cast.ane, "room", title="Kanari tittel")
    remote.send(f"/kort/{card}/skjul")
    assert "Kanari tittel" in seen()


def test_narrowed_while_hidden_it_is_gone_for_the_leader_too(
    start: Callable[..., Any], remote: Remote, seen: Callable[[], str], cast: Cast
) -> None:
    led = start()
    led.advance_to("godkjenn")
    card = led.approve(cast.ane, "room", title="Kanari tittel")
    remote.send(f"/kort/{card}/skjul")
    led.change(card, cards.set_visibility, "group", led.clock())
    assert "Kanari" not in seen()


def test_a_withdrawn_card_is_gone(
    start: Callable[..., Any], seen: Callable[[], str], cast: Cast
) -> None:
    led = start()
    led.advance_to("godkjenn")
    card = led.approve(cast.ane, "cohort", title="Kanari tittel")
    led.change(card, cards.withdraw, led.clock())
    assert "Kanari" not in seen()


def test_drafts_are_status_and_never_text(
    start: Callable[..., Any], seen: Callable[[], str], cast: Cast, database: Database
) -> None:
    led = start()
    led.advance_to("skriv_1")
    led.write_story(led.interviews()[0][1], "Kanari tittel", "Kanari tekst her.")
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        drafts.save_own(
            db,
            activity,
            cast.ane,
            "note:tenk",
            {"text": "Kanari notat"},
            version=0,
            editor="test",
            now=led.clock(),
        )
    assert "Kanari" not in seen()
    led.advance_to("godkjenn")
    page = seen()
    assert "Kanari" not in page
    assert "1 av 2 levert, 0 godkjent" in page
