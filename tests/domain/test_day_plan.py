"""The arithmetic of the day: times, how late it runs, and what may be shortened."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.day_plan import (
    Cut,
    DayItem,
    DayPhase,
    begins_after,
    behind,
    planned_times,
    shortening,
)

NINE = 9 * 60
TALK = DayItem(20, shrink_to=10)
LUNCH = DayItem(45, never_cut=True)
SHARING = DayItem(
    44,
    phases=(
        DayPhase("runde", 36, shrink_to=20, turns=True),
        DayPhase("igjen", 8, shrink_to=4),
    ),
)


def test_each_begins_where_the_one_before_ends():
    assert planned_times(NINE, [DayItem(15), DayItem(65)]) == [(540, 555), (555, 620)]
    assert planned_times(NINE, []) == []


def test_late_is_how_long_after_its_planned_end_what_is_on_will_end():
    day = [DayItem(15), TALK]
    assert behind(NINE, day, NINE + 10, on=0, left=12) == 7
    assert behind(NINE, day, NINE + 10, on=0, left=5) == 0
    assert behind(NINE, day, NINE + 2, on=0, left=5.5) == 0


def test_between_items_it_is_late_since_the_next_should_have_begun():
    day = [DayItem(15, done=True), TALK]
    assert behind(NINE, day, NINE + 22.9) == 7
    assert behind(NINE, day, NINE + 3) == 0
    assert behind(NINE, [DayItem(15, done=True)], NINE + 300) == 0


def test_what_comes_first_is_shortened_first_and_no_more_than_needed():
    assert shortening(7, [TALK, SHARING]) == [Cut(0, "", 20, 13)]
    assert shortening(12, [TALK, SHARING]) == [Cut(0, "", 20, 10), Cut(1, "igjen", 8, 6)]
    assert shortening(0, [TALK]) == []


def test_turns_and_what_is_never_cut_stay_although_the_lag_is_not_covered():
    fixed = DayItem(12, phases=(DayPhase("godkjenn", 5, shrink_to=2, never_cut=True),))
    held = DayItem(12, never_cut=True, phases=(DayPhase("ord", 4, shrink_to=2),))
    assert shortening(60, [LUNCH, fixed, held, SHARING]) == [Cut(3, "igjen", 8, 4)]


def test_what_is_done_or_says_nothing_of_shrinking_is_left_alone():
    assert shortening(30, [DayItem(20, shrink_to=10, done=True), DayItem(15)]) == []


def test_of_a_process_its_phases_are_shortened_and_not_the_whole():
    assert shortening(30, [DayItem(8, shrink_to=1, phases=(DayPhase("a", 8),))]) == []


def test_nothing_is_shortened_to_nothing():
    assert shortening(60, [DayItem(8, shrink_to=0)]) == [Cut(0, "", 8, 1)]
    assert shortening(60, [DayItem(1, shrink_to=1)]) == []


def test_what_follows_a_cut_keeps_its_planned_time_and_no_lag_is_cut_twice():
    day = [DayItem(15), TALK, LUNCH]
    assert behind(NINE, day, NINE + 10, on=0, left=12) == 7
    cuts = shortening(7, day[1:])
    shorter = [day[0], DayItem(cuts[0].to, shrink_to=10), LUNCH]
    begins = begins_after(NINE, cuts)
    assert planned_times(begins, shorter)[2] == planned_times(NINE, day)[2]
    assert behind(begins, shorter, NINE + 10, on=0, left=12) == 0


minutes = st.integers(1, 120)
phases = st.builds(
    DayPhase,
    key=st.text("abc", min_size=1, max_size=3),
    minutes=minutes,
    shrink_to=st.none() | st.integers(0, 130),
    never_cut=st.booleans(),
    turns=st.booleans(),
)
items = st.builds(
    DayItem,
    minutes=minutes,
    shrink_to=st.none() | st.integers(0, 130),
    never_cut=st.booleans(),
    done=st.booleans(),
    phases=st.lists(phases, max_size=4, unique_by=lambda phase: phase.key).map(tuple),
)


@given(st.integers(0, 300), st.lists(items, max_size=8))
def test_whatever_the_day_is_no_more_is_won_back_than_was_lost(lag: int, day: list[DayItem]):
    cuts = shortening(lag, day)
    assert sum(cut.saved for cut in cuts) <= lag
    assert all(cut.saved > 0 and cut.to >= 1 for cut in cuts)
    assert [cut.item for cut in cuts] == sorted(cut.item for cut in cuts)
    for cut in cuts:
        item = day[cut.item]
        assert (item.done, item.never_cut) == (False, False)
        part = next((p for p in item.phases if p.key == cut.phase), None) if cut.phase else item
        assert part is not None
        assert part.shrink_to is not None
        assert part.minutes == cut.minutes
        assert part.shrink_to <= cut.to
        assert not (isinstance(part, DayPhase) and (part.turns or part.never_cut))
