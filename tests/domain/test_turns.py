"""Everyone is heard, equally long, and rings of five and of six end together."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.phases import MINUTE, Extension
from facilitator.domain.turns import Step, boundaries, slot_clock, turn_at

rings = st.integers(1, 9)
lengths = st.integers(MINUTE, 60 * MINUTE)
extra = st.lists(
    st.builds(
        Extension,
        phase=st.just(0),
        at=st.integers(0, 70 * MINUTE),
        length=st.integers(MINUTE, 10 * MINUTE),
    ),
    max_size=5,
).map(tuple)

FORTELL_RESPONS = (Step("fortell", 4), Step("respons", 2))


@given(lengths, rings, rings, extra)
def test_rings_of_every_size_end_together(
    duration: int, one: int, other: int, extensions: tuple[Extension, ...]
) -> None:
    assert (
        boundaries(duration, one, extensions)[-1]
        == boundaries(duration, other, extensions)[-1]
        == duration + sum(e.length for e in extensions)
    )


@given(lengths, rings)
def test_everyone_has_equally_long(duration: int, size: int) -> None:
    ends = boundaries(duration, size)
    turns = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    assert max(turns) - min(turns) <= 1


@given(lengths, rings, extra)
def test_turns_follow_each_other(
    duration: int, size: int, extensions: tuple[Extension, ...]
) -> None:
    ends = boundaries(duration, size, extensions)
    assert len(ends) == size
    assert ends == sorted(ends)


@given(lengths, rings, extra, st.data())
def test_a_minute_more_touches_only_unfinished_turns(
    duration: int, size: int, earlier: tuple[Extension, ...], data: st.DataObject
) -> None:
    before = boundaries(duration, size, earlier)
    soonest = max((e.at for e in earlier), default=0)
    at = data.draw(st.integers(soonest, soonest + 20 * MINUTE))
    after = boundaries(duration, size, (*earlier, Extension(0, at, MINUTE)))
    for was, now in zip(before, after, strict=True):
        if was <= at and at < before[-1]:
            assert now == was
        else:
            assert now >= was


@given(lengths, st.integers(2, 9), st.data())
def test_a_minute_more_is_shared_equally_by_those_who_are_left(
    duration: int, size: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, duration - 1))
    before = boundaries(duration, size)
    after = boundaries(duration, size, (Extension(0, at, MINUTE),))
    gained = [now - was for was, now in zip(before, after, strict=True)]
    shares = [b - a for a, b in zip([0, *gained], gained, strict=False)]
    unfinished = [n for n in range(size) if before[n] > at]
    assert max(shares[n] for n in unfinished) - min(shares[n] for n in unfinished) <= 1


@given(lengths, rings, extra, st.integers(0, 90 * MINUTE))
def test_the_turn_that_is_on_is_the_one_whose_time_it_is(
    duration: int, size: int, extensions: tuple[Extension, ...], elapsed: int
) -> None:
    ends = boundaries(duration, size, extensions)
    turn = turn_at(duration, size, elapsed, extensions)
    assert 1 <= turn.number <= turn.size == size
    assert turn.over == (elapsed >= ends[-1])
    if not turn.over:
        assert elapsed + turn.left == ends[turn.number - 1]
        assert turn.number == 1 or elapsed >= ends[turn.number - 2]
    else:
        assert (turn.number, turn.left) == (size, 0)


def test_six_people_have_six_minutes_each_in_thirty_six() -> None:
    assert turn_at(36 * MINUTE, 6, 0).left == 6 * MINUTE
    assert turn_at(36 * MINUTE, 5, 0).left == 36 * MINUTE // 5


def test_a_turn_goes_from_telling_to_response_by_itself() -> None:
    telling = turn_at(36 * MINUTE, 6, 6 * MINUTE + 1000, steps=FORTELL_RESPONS)
    assert (telling.number, telling.step) == (2, "fortell")
    assert telling.step_left == 4 * MINUTE - 1000
    response = turn_at(36 * MINUTE, 6, 10 * MINUTE, steps=FORTELL_RESPONS)
    assert (response.number, response.step, response.step_left) == (2, "respons", 2 * MINUTE)


@given(lengths, rings, extra, st.integers(0, 90 * MINUTE))
def test_the_parts_of_a_turn_end_with_it(
    duration: int, size: int, extensions: tuple[Extension, ...], elapsed: int
) -> None:
    turn = turn_at(duration, size, elapsed, extensions, FORTELL_RESPONS)
    assert turn.step in ("fortell", "respons")
    assert 0 <= turn.step_left <= turn.left
    if turn.step == "respons" and not turn.over:
        assert abs(turn.step_left - turn.left) <= 1


def test_a_trios_slot_counts_running_time_from_its_own_beginning() -> None:
    clock = slot_clock(10 * MINUTE, since=7 * MINUTE, total_now=9 * MINUTE, given=[])
    assert (clock.elapsed, clock.remaining) == (2 * MINUTE, 8 * MINUTE)


def test_a_trios_slot_is_stretched_by_a_minute_given_while_it_is_on() -> None:
    before, during = (6 * MINUTE, MINUTE), (8 * MINUTE, MINUTE)
    clock = slot_clock(10 * MINUTE, since=7 * MINUTE, total_now=9 * MINUTE, given=[before, during])
    assert clock.remaining == 9 * MINUTE


def test_a_trios_slot_is_never_negative() -> None:
    assert slot_clock(MINUTE, since=0, total_now=9 * MINUTE, given=[]).remaining == 0
