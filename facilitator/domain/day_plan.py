"""The arithmetic of a day: when each item is planned, how late it runs, and what to shorten.

Pure: no database, no clock. Units: `begins` and everything that is a time of day is minutes
after midnight, local time (545 is 09.05); everything else is whole minutes of length.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHORTEST = 1
"""Nothing is shortened to less than this."""


@dataclass(frozen=True, slots=True)
class DayPhase:
    """A phase of a process item. `turns` when people take turns in it: never shortened."""

    key: str
    minutes: int
    shrink_to: int | None = None
    never_cut: bool = False
    turns: bool = False


@dataclass(frozen=True, slots=True)
class DayItem:
    """One item of the day. With `phases`, it is those that are shortened and not the whole.

    Of an item that is on, give only the phases that are still to come.
    """

    minutes: int
    shrink_to: int | None = None
    never_cut: bool = False
    done: bool = False
    phases: tuple[DayPhase, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """Item number `item` of those given, or one phase of it, goes from `minutes` to `to`."""

    item: int
    phase: str
    minutes: int
    to: int

    @property
    def saved(self) -> int:
        return self.minutes - self.to


def planned_times(begins: int, items: Sequence[DayItem]) -> list[tuple[int, int]]:
    """When each item begins and ends, one after the other."""
    times: list[tuple[int, int]] = []
    at = begins
    for item in items:
        times.append((at, at + item.minutes))
        at += item.minutes
    return times


def behind(
    begins: int, items: Sequence[DayItem], at: float, *, on: int | None = None, left: float = 0
) -> int:
    """How many whole minutes the day is late at the time of day `at`; never less than 0.

    `on` is the item that is on and `left` the minutes that its own clock has left: the day is
    late by as much as that item will end after its planned end. With nothing on, the day is
    late by as much as the first item that is not done should have begun before now.
    """
    times = planned_times(begins, items)
    if on is not None:
        return max(0, int(at + left - times[on][1]))
    coming = next((i for i, item in enumerate(items) if not item.done), None)
    return 0 if coming is None else max(0, int(at - times[coming][0]))


def shortening(behind: int, remaining: Sequence[DayItem]) -> list[Cut]:
    """What to shorten, in the order of the day, until `behind` minutes are won back.

    Only what says how far it may shrink, never what is never cut, and never turns: the last
    person's turn is as long as the first one's. The last cut takes no more than is needed. The
    cuts may win back less than asked for; nothing else is touched then.
    """
    cuts: list[Cut] = []
    lacking = behind
    for number, item in enumerate(remaining):
        for phase, minutes, least in _shrinkable(item):
            if lacking <= 0:
                return cuts
            cut = Cut(number, phase, minutes, max(least, minutes - lacking))
            cuts.append(cut)
            lacking -= cut.saved
    return cuts


def _shrinkable(item: DayItem) -> Iterable[tuple[str, int, int]]:
    """(phase key, or empty for the item itself, its minutes, the least it may be)."""
    if item.done or item.never_cut:
        return
    if not item.phases:
        if _may_shrink(item.minutes, item.shrink_to):
            yield "", item.minutes, max(SHORTEST, item.shrink_to or SHORTEST)
        return
    for phase in item.phases:
        fixed = phase.never_cut or phase.turns
        if not fixed and _may_shrink(phase.minutes, phase.shrink_to):
            yield phase.key, phase.minutes, max(SHORTEST, phase.shrink_to or SHORTEST)


def _may_shrink(minutes: int, shrink_to: int | None) -> bool:
    return shrink_to is not None and max(SHORTEST, shrink_to) < minutes


def begins_after(begins: int, cuts: Iterable[Cut]) -> int:
    """The day's new beginning when cuts have been made in what is to come.

    A cut item is shorter, but what follows it keeps its planned time: the whole timetable moves
    later by what was won back. So the lag that was covered is not shown, and not cut, twice.
    """
    return begins + sum(cut.saved for cut in cuts)
