"""Whatever the year was like: the counts fit together, and coming never makes it worse."""

import dataclasses
import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.standing import Day, Known, Rules, Standing, compute, mark

HALVES = ("forenoon", "afternoon")
START = dt.date(2026, 11, 11)
ORDER = ("needs_agreement", "needs_rest", "on_track", "met")

rules = st.builds(
    Rules,
    unit=st.sampled_from(["half_day", "day"]),
    threshold=st.integers(1, 100),
    includes_festival=st.booleans(),
    late_entry=st.sampled_from(["whole_year", "from_entry"]),
)


@st.composite
def days(draw: st.DrawFn) -> list[Day]:
    held = st.sampled_from([HALVES, HALVES[:1], HALVES[1:]])
    return [
        Day(
            id=number,
            number=number,
            date=START + dt.timedelta(days=number),
            halves=draw(held),
            is_festival=draw(st.booleans()),
            cancelled=draw(st.integers(0, 4)) == 0,
            listed=frozenset(draw(st.sets(st.sampled_from(HALVES)))),
        )
        for number in range(1, draw(st.integers(1, 10)) + 1)
    ]


@dataclasses.dataclass(frozen=True)
class Year:
    rules: Rules
    days: list[Day]
    known: Known
    entry: int | None
    today: dt.date

    def standing(self, known: Known | None = None, days: list[Day] | None = None) -> Standing:
        said = self.known if known is None else known
        return compute(self.rules, days or self.days, said, None, self.entry, self.today)

    def open_cells(self) -> list[tuple[int, str]]:
        """Halves of which it is not settled whether somebody was there."""
        first = next((day for day in self.days if day.id == self.entry), None)
        return [
            (day.id, half)
            for day in self.days
            for half in day.halves
            if mark(day, half, self.known, first, self.today) in ("unsaid", "coming")
        ]


@st.composite
def years(draw: st.DrawFn) -> Year:
    """A year with any settings, at any day of it, and whatever was written of the past."""
    planned = draw(days())
    today = START + dt.timedelta(days=draw(st.integers(0, 11)))
    known = {
        (day.id, half): draw(st.sampled_from([True, False, None]))
        for day in planned
        for half in day.halves
        if day.date <= today and draw(st.booleans())
    }
    entry = draw(st.sampled_from([None, *(day.id for day in planned)]))
    return Year(draw(rules), planned, known, entry, today)


def rank(standing: Standing) -> int:
    return ORDER.index(standing.status)


@given(years())
def test_the_counts_fit_together(year: Year):
    stands = year.standing()
    assert 0 <= stands.attended <= stands.so_far <= stands.total
    assert stands.unconfirmed <= stands.so_far - stands.attended
    percent = stands.attended * 100
    assert stands.met == (stands.total > 0 and percent >= year.rules.threshold * stands.total)


@given(years(), st.data())
def test_having_been_there_never_makes_it_worse_nor_away_better(year: Year, choose: st.DataObject):
    cells = [(day.id, half) for day in year.days for half in day.halves if day.date <= year.today]
    assume(cells)
    cell = choose.draw(st.sampled_from(cells))
    before = year.standing()
    assert rank(year.standing({**year.known, cell: True})) >= rank(before)
    assert rank(year.standing({**year.known, cell: False})) <= rank(before)
    assert year.standing({**year.known, cell: True}).attended >= before.attended


@given(years())
def test_an_agreement_is_needed_just_when_coming_to_all_that_is_open_is_not_enough(year: Year):
    stands = year.standing()
    assume(stands.total)
    best = year.standing({**year.known, **dict.fromkeys(year.open_cells(), True)})
    assert (stands.status == "needs_agreement") == (not best.met)


@given(years(), st.data())
def test_what_is_cancelled_counts_as_if_it_had_never_been_planned(
    year: Year, choose: st.DataObject
):
    day = choose.draw(st.sampled_from(year.days))
    assume(day.id != year.entry and len(year.days) > 1)
    others = [other for other in year.days if other is not day]
    cancelled = [*others, dataclasses.replace(day, cancelled=True)]
    assert year.standing(days=cancelled) == year.standing(days=others)
    away = {**year.known, **{(day.id, half): False for half in day.halves}}
    assert rank(year.standing(away, days=cancelled)) >= rank(year.standing(away)) or not (
        year.standing(away, days=cancelled).total
    )
