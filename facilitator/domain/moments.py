"""Where in the year a kull is just now: before, during, after or between samlinger, or at its end.

Pure: it knows the days and the moment, and what the start page shows first follows from it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.rooms import oslo_day

BEFORE, DURING, AFTER, BETWEEN, END = "before", "during", "after", "between", "end"

EVE = dt.timedelta(days=1)
"""The day before is when one packs and prints."""
AFTERGLOW = dt.timedelta(days=3)
"""As long as the day is fresh enough to put its note and its oppmøte right."""


@dataclass(frozen=True, slots=True)
class Day:
    """A samling as the moment sees it. `room` is `none`, `open` or `closed`.

    `begun`: something has been led there. `done`: and the last of its kjøreplan is over.
    """

    id: int
    date: dt.date
    room: str = "none"
    begun: bool = False
    done: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """`day` is the samling it is about: the one that is on, was just held or comes next."""

    kind: str
    day: Day | None = None


def moment(days: Sequence[Day], now: dt.datetime) -> Moment:
    """Whoever has a samling today is before, in or after it, whatever else there is to do."""
    today = oslo_day(now)
    held = sorted((day for day in days if not day.cancelled), key=lambda day: day.date)
    here = next((day for day in held if day.date == today), None)
    if here is not None:
        return Moment(_on_the_day(here), here)
    past = [day for day in held if day.date < today]
    coming = [day for day in held if day.date > today]
    if coming and coming[0].date - today <= EVE:
        return Moment(BEFORE, coming[0])
    if past and not coming:
        return Moment(END, past[-1])
    if past and today - past[-1].date <= AFTERGLOW:
        return Moment(AFTER, past[-1])
    return Moment(BETWEEN, coming[0] if coming else None)


def _on_the_day(day: Day) -> str:
    if day.room == "closed" or day.done:
        return AFTER
    return DURING if day.begun else BEFORE
