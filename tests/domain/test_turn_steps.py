"""Fortell and Respons within a turn: a minute more moves nothing that is over."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.phases import MINUTE, Extension
from facilitator.domain.turns import Step, boundaries, step_ends, turn_at

sizes = st.integers(1, 9)
lengths = st.integers(5 * MINUTE, 60 * MINUTE)
shares = st.lists(st.integers(1, 6), min_size=1, max_size=4).map(
    lambda found: tuple(Step(f"steg {n}", share) for n, share in enumerate(found))
)
given_minutes = st.lists(
    st.builds(
        Extension,
        phase=st.just(0),
        at=st.integers(0, 70 * MINUTE),
        length=st.integers(MINUTE, 5 * MINUTE),
    ),
    max_size=4,
).map(tuple)

FORTELL_RESPONS = (Step("fortell", 4), Step("respons", 2))


@given(lengths, sizes, shares, given_minutes)
def test_the_last_step_ends_with_its_turn(duration, size, steps, extensions):
    ends = [parts[-1] for parts in step_ends(duration, size, steps, extensions)]
    assert ends == boundaries(duration, size, extensions)


@given(lengths, sizes, shares, given_minutes)
def test_steps_follow_each_other(duration, size, steps, extensions):
    flat = [end for parts in step_ends(duration, size, steps, extensions) for end in parts]
    assert flat == sorted(flat)
    assert len(flat) == size * len(steps)


@given(lengths, sizes, shares, given_minutes, st.data())
def test_a_minute_more_touches_only_unfinished_steps(duration, size, steps, earlier, data):
    soonest = max((e.at for e in earlier), default=0)
    at = data.draw(st.integers(soonest, soonest + 20 * MINUTE))
    before = step_ends(duration, size, steps, earlier)
    after = step_ends(duration, size, steps, (*earlier, Extension(0, at, MINUTE)))
    for was, now in zip(before, after, strict=True):
        for old, new in zip(was, now, strict=True):
            last = old == before[-1][-1] and at >= old
            assert new == old if old <= at and not last else new >= old


def test_steps_are_scaled_to_the_rings_own_turn():
    five = step_ends(36 * MINUTE, 5, FORTELL_RESPONS)
    six = step_ends(36 * MINUTE, 6, FORTELL_RESPONS)
    assert six[0] == [4 * MINUTE, 6 * MINUTE]
    assert five[0] == [round(4.8 * MINUTE), round(7.2 * MINUTE)]
    assert five[-1][-1] == six[-1][-1] == 36 * MINUTE


def test_a_minute_in_the_respons_lengthens_the_respons_and_not_what_was_told():
    added = (Extension(0, 5 * MINUTE, 6 * MINUTE),)
    assert step_ends(36 * MINUTE, 6, FORTELL_RESPONS, added)[0] == [4 * MINUTE, 7 * MINUTE]
    turn = turn_at(36 * MINUTE, 6, 6 * MINUTE + 1, added, FORTELL_RESPONS)
    assert (turn.number, turn.step, turn.step_left) == (1, "respons", MINUTE - 1)


def test_after_the_last_turn_nothing_is_left():
    turn = turn_at(36 * MINUTE, 6, 40 * MINUTE, (), FORTELL_RESPONS)
    assert (turn.number, turn.step, turn.left, turn.over) == (6, "respons", 0, True)
