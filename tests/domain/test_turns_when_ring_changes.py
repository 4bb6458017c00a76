"""Somebody comes or leaves while the round is on: the last person's turn is never cut."""

from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.phases import MINUTE, Extension
from facilitator.domain.turns import Change, Step, boundaries, step_ends, turn_at

sizes = st.integers(1, 9)
lengths = st.integers(5 * MINUTE, 60 * MINUTE)
moments = st.integers(0, 70 * MINUTE)
changes = st.lists(
    st.builds(Change, at=moments, more=st.sampled_from([-2, -1, 1, 2])), max_size=5
).map(tuple)
extra = st.lists(
    st.builds(Extension, phase=st.just(0), at=moments, length=st.integers(MINUTE, 5 * MINUTE)),
    max_size=3,
).map(tuple)
shares = st.lists(st.integers(1, 6), min_size=1, max_size=3).map(
    lambda found: tuple(Step(f"steg {n}", share) for n, share in enumerate(found))
)
FORTELL_RESPONS = (Step("fortell", 4), Step("respons", 2))


def spans(ends):
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def is_over(ends, at):
    return [end for end in ends if end <= at]


@given(lengths, sizes, extra, changes)
def test_all_the_time_is_shared_out_and_nobody_has_less_than_none(duration, size, added, changed):
    ends = boundaries(duration, size, added, changed)
    assert sum(spans(ends)) == duration + sum(e.length for e in added)
    assert min(spans(ends)) >= 0


@given(lengths, sizes, extra, changes, st.data())
def test_finished_turns_stand(duration, size, added, earlier, data):
    latest = max((e.at for e in (*added, *earlier)), default=0)
    at = data.draw(st.integers(latest, latest + 20 * MINUTE))
    more = data.draw(st.sampled_from([-2, -1, 1, 2]))
    before = boundaries(duration, size, added, earlier)
    after = boundaries(duration, size, added, (*earlier, Change(at, more)))
    finished = is_over(before, at)
    assert after[: len(finished)] == finished


def test_who_comes_in_the_instant_of_an_added_minute_leaves_it_to_the_last_turn():
    late = 25 * MINUTE
    added = (Extension(phase=0, at=late, length=MINUTE),)
    assert boundaries(5 * MINUTE, 1, added, (Change(late, 1),)) == [6 * MINUTE, 6 * MINUTE]


@given(lengths, sizes, st.data())
def test_the_present_turn_keeps_its_length_and_the_rest_is_shared_equally(duration, size, data):
    at = data.draw(st.integers(0, duration - 1))
    more = data.draw(st.integers(-3, 3))
    before = boundaries(duration, size)
    now = len(is_over(before, at))
    after = boundaries(duration, size, (), (Change(at, more),))
    left = max(0, size - now - 1 + more)
    assert len(after) == now + 1 + left
    if left == 0:
        assert after[-1] == duration
        return
    assert after[now] == before[now]
    last = spans(after)[-1]
    assert last >= (duration - after[now]) // left
    assert max(spans(after)[now + 1 :]) - min(spans(after)[now + 1 :]) <= 1


@given(lengths, st.integers(2, 9), st.integers(1, 3), st.data())
def test_who_comes_back_in_the_same_turn_has_changed_nothing(duration, size, many, data):
    before = boundaries(duration, size)
    at = data.draw(st.integers(0, duration - 1))
    now = len(is_over(before, at))
    back = data.draw(st.integers(at, before[now] - 1))
    after = boundaries(duration, size, (), (Change(at, -many), Change(back, many)))
    assert len(after) == size
    assert after[: now + 1] == before[: now + 1]
    assert max(abs(a - b) for a, b in zip(after, before, strict=True)) <= 1


@given(lengths, sizes, shares, extra, changes)
def test_steps_end_with_their_turns_and_follow_each_other(duration, size, steps, added, changed):
    found = step_ends(duration, size, steps, added, changed)
    assert [parts[-1] for parts in found] == boundaries(duration, size, added, changed)
    flat = [end for parts in found for end in parts]
    assert flat == sorted(flat)
    assert {len(parts) for parts in found} == {len(steps)}


@given(lengths, sizes, shares, changes, st.data())
def test_a_step_that_is_over_stays_over(duration, size, steps, earlier, data):
    latest = max((e.at for e in earlier), default=0)
    assume(latest < duration)
    at = data.draw(st.integers(latest, duration - 1))
    before = [n for parts in step_ends(duration, size, steps, (), earlier) for n in parts]
    changed = (*earlier, Change(at, data.draw(st.sampled_from([-1, 1]))))
    after = [n for parts in step_ends(duration, size, steps, (), changed) for n in parts]
    done = is_over(before, at)
    assert after[: len(done)] == done


def test_a_seventh_in_the_fifth_turn_shares_what_is_left_with_the_sixth():
    late = (Change(int(6.5 * MINUTE), 1),)
    turn = turn_at(9 * MINUTE, 6, int(6.5 * MINUTE), changes=late)
    assert (turn.number, turn.size, turn.left) == (5, 7, MINUTE)
    assert spans(boundaries(9 * MINUTE, 6, (), late))[-2:] == [45_000, 45_000]


def test_who_leaves_gives_their_time_to_those_who_are_left():
    gone = (Change(6 * MINUTE + 1, -1),)
    assert spans(boundaries(36 * MINUTE, 6, (), gone)) == [
        6 * MINUTE, 6 * MINUTE, 8 * MINUTE, 8 * MINUTE, 8 * MINUTE,
    ]  # fmt: skip


def test_the_last_turn_takes_what_nobody_is_left_to_use():
    gone = (Change(25 * MINUTE, -1),)
    assert boundaries(36 * MINUTE, 6, (), gone)[-2:] == [24 * MINUTE, 36 * MINUTE]
    turn = turn_at(36 * MINUTE, 6, 25 * MINUTE, (), FORTELL_RESPONS, gone)
    assert (turn.number, turn.size, turn.step) == (5, 5, "fortell")


def test_who_comes_in_the_last_turn_cuts_nobody_and_has_the_minute_that_is_given():
    late = (Change(34 * MINUTE, 1),)
    assert boundaries(36 * MINUTE, 6, (), late)[-2:] == [36 * MINUTE, 36 * MINUTE]
    given_more = (Extension(0, 37 * MINUTE, 2 * MINUTE),)
    assert spans(boundaries(36 * MINUTE, 6, given_more, late))[-2:] == [6 * MINUTE, 2 * MINUTE]
