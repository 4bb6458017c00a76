"""`/kull/samlinger`: the year of a kull as a list, and one samling of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import as_shown, calling_off, cohort_gatherings
from facilitator.domain.cohort_gatherings import Measure
from facilitator.models import Cohort, Gathering
from facilitator.presentation.dates import long_date
from facilitator.presentation.kull import HALVES
from facilitator.presentation.people import Desk, by_name
from facilitator.presentation.run_sheet_forms import NOTHING, Choice

SERIES: Mapping[str, str] = {"count": "1", "weeks": "4", "halves": "both"}
"""What the form for new samlinger begins with."""


@dataclass(frozen=True, slots=True)
class SamlingRow:
    """`state` is cancelled, held, today or coming."""

    id: int
    number: int
    date: dt.date
    day: str
    theme: str
    place: str
    block: str
    halves: str
    is_festival: bool
    state: str
    task: bool


@dataclass(frozen=True, slots=True)
class YearView:
    desk: Desk
    owns: bool
    festival: str
    rows: tuple[SamlingRow, ...]
    measure: Measure
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    halves: tuple[Choice, ...] = HALVES


@dataclass(frozen=True, slots=True)
class SamlingView:
    """One samling's form. `recorded`: something happened there, so that its date stands fast."""

    desk: Desk
    row: SamlingRow
    recorded: bool
    values: Mapping[str, str]
    errors: Mapping[str, str]
    seen: str
    halves: tuple[Choice, ...] = HALVES


@dataclass(frozen=True, slots=True)
class CallingOff:
    """What it means, said before it is done."""

    desk: Desk
    row: SamlingRow
    festival: str
    recorded: bool
    now: Measure
    then: Measure
    lost: tuple[str, ...]
    """Who could have reached the requirement, and then cannot without an agreement."""
    won: tuple[str, ...]

    @property
    def unit(self) -> str:
        return "dager" if self.now.unit == "day" else "halve dager"


def year_view(
    session: Session,
    desk: Desk,
    cohort: Cohort,
    today: dt.date,
    *,
    owns: bool,
    typed: Mapping[str, str] = SERIES,
    errors: Mapping[str, str] = NOTHING,
) -> YearView:
    listed = cohort_gatherings.of_cohort(session, cohort)
    recorded = cohort_gatherings.recorded(session, cohort)
    return YearView(
        desk=desk,
        owns=owns,
        festival=cohort.festival_name,
        rows=tuple(row_of(each, recorded, today) for each in listed),
        measure=cohort_gatherings.measure(cohort, listed),
        typed=typed,
        errors=errors,
    )


def samling_view(
    session: Session,
    desk: Desk,
    gathering: Gathering,
    today: dt.date,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> SamlingView:
    recorded = cohort_gatherings.recorded(session, gathering.cohort)
    kept = cohort_gatherings.values_of(gathering)
    values = typed if typed is not None else kept
    return SamlingView(
        desk=desk,
        row=row_of(gathering, recorded, today),
        recorded=gathering.id in recorded,
        values=values,
        errors=errors,
        seen=values.get(as_shown.SEEN) or as_shown.marks(kept),
    )


def calling_off_view(
    session: Session, desk: Desk, cohort: Cohort, gathering: Gathering, today: dt.date
) -> CallingOff:
    listed = cohort_gatherings.of_cohort(session, cohort)
    recorded = cohort_gatherings.recorded(session, cohort)
    moved = calling_off.moved(session, cohort, gathering.id, today)
    return CallingOff(
        desk=desk,
        row=row_of(gathering, recorded, today),
        festival=cohort.festival_name,
        recorded=gathering.id in recorded,
        now=cohort_gatherings.measure(cohort, listed),
        then=cohort_gatherings.measure(cohort, listed, without=gathering.id),
        lost=tuple(person.name for person in by_name(moved.lost)),
        won=tuple(person.name for person in by_name(moved.won)),
    )


def row_of(gathering: Gathering, recorded: frozenset[int], today: dt.date) -> SamlingRow:
    return SamlingRow(
        id=gathering.id,
        number=gathering.number,
        date=gathering.date,
        day=long_date(gathering.date),
        theme=gathering.theme,
        place=gathering.place,
        block=gathering.block or "",
        halves=next(each.label for each in HALVES if each.value == gathering.halves),
        is_festival=gathering.is_festival,
        state=_state(gathering, recorded, today),
        task=bool(gathering.between_task),
    )


def _state(gathering: Gathering, recorded: frozenset[int], today: dt.date) -> str:
    if gathering.cancelled:
        return "cancelled"
    if gathering.date == today:
        return "today"
    return "held" if gathering.date < today or gathering.id in recorded else "coming"
