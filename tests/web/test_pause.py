"""«Pause» and «Fortsett»."""

from collections.abc import Callable
from typing import Any

from facilitator.domain import activities
from tests.conftest import Clock
from tests.support.remote import Remote


def remaining(remote: Remote, clock: Clock) -> int:
    state = activities.state_of(remote.activity)
    return state.remaining(activities.milliseconds(clock()))


def test_the_clock_stands_while_the_room_pauses(
    start: Callable[..., Any], remote: Remote, clock: Clock
) -> None:
    start().advance_to("intervju_1")
    clock.tick(minutes=4)
    remote.press("pause")
    before = remaining(remote, clock)
    clock.tick(minutes=20)
    assert remaining(remote, clock) == before
    assert 'data-screen="pause"' in remote.projector()


def test_it_goes_on_where_it_was(start: Callable[..., Any], remote: Remote, clock: Clock) -> None:
    start().advance_to("intervju_1")
    remote.press("pause")
    assert "Fortsett" in remote.page()
    clock.tick(minutes=20)
    remote.press("fortsett")
    assert remote.activity.status == "running"
    assert remaining(remote, clock) == 15 * 60_000
    assert 'data-screen="questions"' in remote.projector()


def test_pausing_twice_is_one_pause(start: Callable[..., Any], remote: Remote) -> None:
    start()
    seen = remote.step
    remote.press("pause", seen)
    assert remote.press("pause", seen).json["message"] == "Turid tok pause."
    assert remote.press("pause").json["message"].startswith("Det går ikke")
    assert remote.activity.status == "paused"


def test_the_board_stays_on_the_projector_in_a_pause(
    start: Callable[..., Any], remote: Remote
) -> None:
    start().advance_to("hosting")
    remote.press("pause")
    assert 'data-screen="wall"' in remote.projector()


def test_only_a_leader_pauses(start: Callable[..., Any], others: list[Remote]) -> None:
    start()
    for remote in others:
        assert remote.press("pause").status_code == 401
        assert remote.activity.status == "running"
