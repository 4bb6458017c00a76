"""«Ett minutt til.»"""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.domain import activities
from tests.conftest import Clock
from tests.support.remote import Remote

MINUTE = 60_000


def remaining(remote: Remote, clock: Clock) -> int:
    state = activities.state_of(remote.activity)
    return state.remaining(activities.milliseconds(clock()))


def test_the_phase_gets_a_minute(start: Callable[..., Any], remote: Remote, clock: Clock) -> None:
    start()
    clock.tick(minutes=1)
    assert remote.press("ett-minutt").json["ok"]
    assert remaining(remote, clock) == 4 * MINUTE


@pytest.mark.parametrize("late", [5, 30])
def test_when_time_is_out_the_whole_minute_lies_ahead(
    start: Callable[..., Any], remote: Remote, clock: Clock, late: int
) -> None:
    start()
    clock.tick(minutes=late)
    remote.press("ett-minutt")
    assert remaining(remote, clock) == MINUTE


def test_a_repeated_press_adds_one_minute(
    start: Callable[..., Any], remote: Remote, clock: Clock
) -> None:
    start()
    seen = remote.step
    remote.press("ett-minutt", seen)
    again = remote.press("ett-minutt", seen)
    assert again.json["message"] == "Turid la til ett minutt."
    assert remaining(remote, clock) == 5 * MINUTE


def test_only_a_leader_adds_time(
    start: Callable[..., Any], others: list[Remote], clock: Clock
) -> None:
    start()
    for remote in others:
        assert remote.press("ett-minutt").status_code == 401
        assert remaining(remote, clock) == 4 * MINUTE
