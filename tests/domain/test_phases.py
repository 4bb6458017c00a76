"""The room's state is a pure function: replay actions, no database, no clock."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.phases import (
    MINUTE,
    Action,
    Meaningless,
    Moved,
    PhaseState,
    Stale,
    apply,
)

VERBS = ("start", "advance", "back", "extend", "pause", "resume", "end", "undo")
PLANNED = PhaseState(durations=(4 * MINUTE, 15 * MINUTE, 5 * MINUTE))

presses = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 20 * MINUTE)), min_size=1, max_size=25
)


def press(state: PhaseState, verb: str, now: int) -> PhaseState:
    return apply(state, Action(verb, state.step), now).state


def started(now: int = 0) -> PhaseState:
    return press(PLANNED, "start", now)


def replay(actions: list[tuple[str, int]]) -> tuple[PhaseState, int]:
    state, now = PLANNED, 0
    for verb, wait in actions:
        now += wait
        state = press(state, verb, now)
    return state, now


def without_steps(state: PhaseState) -> PhaseState:
    return replace(state, step=0, before=None)


def test_start_sets_the_clock_going() -> None:
    state = started(now=1000)
    assert state.status == "running"
    assert state.ends_at(1000) == 1000 + 4 * MINUTE


def test_no_phase_ends_by_itself() -> None:
    state = started()
    assert state.index == 0
    assert state.remaining(60 * MINUTE) == 0
    assert state.status == "running"


def test_time_is_never_negative() -> None:
    assert started().remaining(10 * MINUTE) == 0
    assert started().elapsed(-5) == 0


def test_advance_begins_the_next_phase_with_its_whole_time() -> None:
    state = press(started(), "advance", 9 * MINUTE)
    assert (state.index, state.remaining(9 * MINUTE)) == (1, 15 * MINUTE)


def test_advance_in_a_pause_sets_the_room_going_again() -> None:
    state = press(press(started(), "pause", MINUTE), "advance", 2 * MINUTE)
    assert (state.status, state.index) == ("running", 1)


def test_advance_past_the_last_phase_ends_the_process() -> None:
    state = started()
    for _ in range(3):
        state = press(state, "advance", MINUTE)
    assert (state.status, state.index) == ("ended", 2)


def test_back_destroys_nothing() -> None:
    state = press(started(), "advance", 3 * MINUTE)
    state = press(state, "back", 5 * MINUTE)
    assert (state.index, state.elapsed(5 * MINUTE)) == (0, 3 * MINUTE)
    assert state.spent[1] == 2 * MINUTE


def test_there_is_nothing_before_the_first_phase() -> None:
    state = started()
    assert apply(state, Action("back", state.step), 0) == Meaningless(state)


def test_a_minute_more_is_a_minute_more() -> None:
    before = started()
    after = press(before, "extend", MINUTE)
    assert after.remaining(MINUTE) == before.remaining(MINUTE) + MINUTE
    assert after.index == before.index


def test_a_minute_more_when_time_is_out_lies_ahead() -> None:
    late = 7 * MINUTE
    state = press(started(), "extend", late)
    assert state.remaining(late) == MINUTE
    assert state.ends_at(late) == late + MINUTE


def test_a_pause_costs_nobody_a_second() -> None:
    state = press(started(), "pause", MINUTE)
    assert state.remaining(MINUTE) == state.remaining(99 * MINUTE) == 3 * MINUTE
    assert state.ends_at(50 * MINUTE) is None
    state = press(state, "resume", 99 * MINUTE)
    assert state.ends_at(99 * MINUTE) == 102 * MINUTE


def test_pause_twice_and_resume_twice_mean_nothing() -> None:
    paused = press(started(), "pause", MINUTE)
    assert isinstance(apply(paused, Action("pause", paused.step), MINUTE), Meaningless)
    running = press(paused, "resume", MINUTE)
    assert isinstance(apply(running, Action("resume", running.step), MINUTE), Meaningless)


def test_nothing_but_start_moves_what_is_planned() -> None:
    for verb in set(VERBS) - {"start"}:
        assert isinstance(apply(PLANNED, Action(verb, 0), 0), Meaningless)


def test_only_undo_moves_what_has_ended() -> None:
    ended = press(started(), "end", MINUTE)
    for verb in set(VERBS) - {"undo"}:
        assert isinstance(apply(ended, Action(verb, ended.step), MINUTE), Meaningless)
    assert press(ended, "undo", 2 * MINUTE).status == "running"


def test_undo_reaches_one_press_back() -> None:
    undone = press(press(started(), "advance", MINUTE), "undo", MINUTE)
    assert isinstance(apply(undone, Action("undo", undone.step), MINUTE), Meaningless)


@pytest.mark.parametrize("verb", ["advance", "back", "extend", "pause", "end"])
@given(presses)
def test_two_leaders_at_once_move_it_one_step(verb: str, actions: list[tuple[str, int]]) -> None:
    state, now = replay(actions)
    seen = Action(verb, state.step)
    first = apply(state, seen, now)
    second = apply(first.state, seen, now)
    if isinstance(first, Moved):
        assert second == Stale(first.state)
        assert first.state.step == state.step + 1
    else:
        assert second == first == Meaningless(state)


@given(presses, st.sampled_from(VERBS[:-1]), st.integers(0, 20 * MINUTE), st.integers(0, MINUTE))
def test_undo_is_as_if_nothing_had_been_pressed(
    actions: list[tuple[str, int]], verb: str, wait: int, regret: int
) -> None:
    state, now = replay(actions)
    now += wait
    outcome = apply(state, Action(verb, state.step), now)
    if not isinstance(outcome, Moved):
        return
    undone = press(outcome.state, "undo", now + regret)
    later = now + regret
    assert without_steps(undone) == without_steps(state)
    assert undone.elapsed(later) == state.elapsed(later)
    assert undone.ends_at(later) == state.ends_at(later)
    assert undone.step == state.step + 2


@given(presses)
def test_the_state_always_holds_together(actions: list[tuple[str, int]]) -> None:
    state, now = replay(actions)
    assert 0 <= state.index < len(state.durations)
    assert len(state.spent) == len(state.durations)
    assert all(length >= 0 for length in state.spent)
    assert (state.running_since is not None) == (state.status == "running")
    assert 0 <= state.remaining(now) <= state.duration()


@given(presses, st.integers(0, 30 * MINUTE))
def test_running_time_stands_still_in_a_pause(actions: list[tuple[str, int]], length: int) -> None:
    state, now = replay([("start", 0), *actions])
    if state.status != "running":
        return
    paused = press(state, "pause", now)
    resumed = press(paused, "resume", now + length)
    later = now + length
    assert resumed.total_elapsed(later) == state.total_elapsed(now)
    assert resumed.remaining(later) == state.remaining(now)


@given(presses)
def test_running_time_is_the_sum_of_its_phases(actions: list[tuple[str, int]]) -> None:
    state, now = replay(actions)
    parts = [state.elapsed_in(range(n, n + 1), now) for n in range(len(state.durations))]
    assert sum(parts) == state.total_elapsed(now)
