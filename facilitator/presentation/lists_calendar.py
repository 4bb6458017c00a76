"""The samlinger of a kull for somebody's calendar: when, where and about what, and nobody's name.

A samling has a day and halves. When it begins stands in the kjøreplan, which is the
prosessledere's own, so each is an all-day event for whoever gets the file.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.models import Cohort, Gathering
from facilitator.models.cohort import BOTH_HALVES
from facilitator.presentation.attendance import WHEN

CALLED_OFF = "Avlyst"
TASK = "Til neste gang"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One samling. `uid` is the same in every file, so that a newer one takes its place."""

    uid: str
    date: dt.date
    summary: str
    description: str
    place: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    name: str
    days: tuple[CalendarDay, ...]
    filename: str


def calendar(cohort: Cohort, today: dt.date) -> CalendarView:
    """The whole year, also what has been: then one finds back to it."""
    planned = sorted(cohort.gatherings, key=lambda one: (one.date, one.number))
    return CalendarView(
        name=f"{cohort.programme}, {cohort.name}",
        days=tuple(_day(cohort, gathering, today) for gathering in planned),
        filename=f"samlinger-{cohort.key}.ics",
    )


def _day(cohort: Cohort, gathering: Gathering, today: dt.date) -> CalendarDay:
    return CalendarDay(
        uid=f"samling-{gathering.id}-{cohort.key}@facilitator",
        date=gathering.date,
        summary=_summary(cohort, gathering),
        description="\n\n".join(_described(gathering, today)),
        place=gathering.place,
        cancelled=gathering.cancelled,
    )


def _summary(cohort: Cohort, gathering: Gathering) -> str:
    """«SMART Trenerutdanning, samling 3: Å se det som lever (før lunsj)»."""
    named = cohort.festival_name if gathering.is_festival else f"samling {gathering.number}"
    said = f"{cohort.programme}, {named}"
    if gathering.theme and gathering.theme != named:
        said += f": {gathering.theme}"
    if gathering.halves != BOTH_HALVES:
        said += f" ({WHEN[gathering.halves]})"
    return f"{CALLED_OFF}: {said}" if gathering.cancelled else said


def _described(gathering: Gathering, today: dt.date) -> Iterable[str]:
    """The task is given at the samling, as in the arbeidsmappe: nobody has it beforehand."""
    if gathering.cancelled:
        yield "Samlingen er avlyst."
    elif gathering.between_task and gathering.date < today:
        yield f"{TASK}: {gathering.between_task}"
