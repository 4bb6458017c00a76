"""«Angre» for ten seconds after a press."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.domain import activities
from tests.conftest import Clock
from tests.support.remote import Remote

OFFER = "data-undo-until"


@pytest.mark.parametrize("word", ["videre", "tilbake", "ett-minutt", "pause"])
def test_the_state_is_as_if_nothing_had_been_pressed(
    start: Callable[..., Any], remote: Remote, clock: Clock, word: str
) -> None:
    start().advance_to("intervju_1")
    clock.tick(minutes=3)
    before = activities.state_of(remote.activity)
    remote.press(word)
    clock.tick(seconds=4)
    remote.press("angre")
    after = activities.state_of(remote.activity)
    at = activities.milliseconds(clock())
    assert (after.index, after.status) == (before.index, before.status)
    assert after.remaining(at) == before.remaining(at)


def test_it_is_offered_for_ten_seconds(
    start: Callable[..., Any], remote: Remote, clock: Clock
) -> None:
    start()
    clock.tick(minutes=1)
    assert OFFER not in remote.page()
    remote.press("videre")
    assert OFFER in remote.page()
    clock.tick(seconds=11)
    assert OFFER not in remote.page()


def test_an_ended_process_comes_back(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("hosting")
    remote.press("avslutt")
    remote.press("angre")
    assert (remote.activity.status, remote.phase) == ("running", "hosting")


def test_undo_meets_another_leaders_press(
    start: Callable[..., Any], remote: Remote, remote2: Remote
) -> None:
    start()
    remote.press("videre")
    seen = remote.step
    remote2.press("videre")
    assert remote.press("angre", seen).json["message"] == "Aslak gikk videre."
    assert remote.phase == "intervju_1"


def test_undoing_twice_undoes_once(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("tenk")
    remote.press("videre")
    remote.press("angre")
    assert remote.press("angre").status_code == 200
    assert remote.phase == "tenk"


def test_only_a_leader_undoes(start: Callable[..., Any], others: list[Remote]) -> None:
    start().advance_to("tenk")
    for remote in others:
        assert remote.press("angre").status_code == 401
        assert remote.phase == "tenk"
