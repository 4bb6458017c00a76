"""Dagen: what is on of the kjøreplan, what one button starts next, and how late it is."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, day, day_cuts, run_sheets
from facilitator.domain.activities import milliseconds
from facilitator.domain.day_cuts import Shorter
from facilitator.domain.day_plan import planned_times
from facilitator.models import Activity, Room, RunSheet, RunSheetItem
from facilitator.presentation.still import StillView, still_view
from facilitator.presentation.templating import clock_time

UNDO_FOR = 10_000
"""Milliseconds that «Angre» is offered after a press."""
NOTICED_LAG = 2
"""Minutes behind before it is worth saying."""
COUNTS = "null én to tre fire fem seks sju åtte ni ti elleve tolv".split()


@dataclass(frozen=True, slots=True)
class DayRow:
    """One item in the list of the day: `done`, `now`, `skipped` or empty.

    `time` is when it began; before that, when it is planned.
    """

    id: int
    time: str
    title: str
    minutes: int
    state: str


@dataclass(frozen=True, slots=True)
class NextItem:
    """What one button starts: «Start Pause», and under it how long and when it was planned."""

    id: int
    title: str
    label: str
    length: str
    small: str


@dataclass(frozen=True, slots=True)
class StillLead:
    """The break or talk that is on, with the lengths that the buttons set."""

    view: StillView
    minutes: int
    rounded: int
    rounded_time: str
    note: str


@dataclass(frozen=True, slots=True)
class CutRow:
    """«Høsting 8 → 4 minutter»."""

    key: str
    title: str
    whose: str
    minutes: int
    to: int


@dataclass(frozen=True, slots=True)
class DayView:
    rows: tuple[DayRow, ...]
    still: StillLead | None
    next: NextItem | None
    ask: str
    seen_item: int
    behind: int
    cuts: tuple[CutRow, ...]
    cut_undo_until: int | None
    cut_said: str

    @property
    def cut_keys(self) -> str:
        return ",".join(cut.key for cut in self.cuts)

    @property
    def won(self) -> int:
        return sum(cut.minutes - cut.to for cut in self.cuts)


@dataclass(frozen=True, slots=True)
class LastCuts:
    """What this leader shortened just now, as their own browser remembers it."""

    cuts: tuple[Shorter, ...] = ()
    at: int = 0


def day_view(
    session: Session, room: Room, now: dt.datetime, last: LastCuts | None = None
) -> DayView:
    sheet = run_sheets.of_gathering(session, room.gathering)
    activity = activities.current(session, room)
    still = day.still_on(session, room, activity)
    begun = _has_begun(sheet, activity)
    lag = day_cuts.behind(session, room, sheet, now) if begun else 0
    coming = day.coming(sheet)
    return DayView(
        rows=_rows(sheet, activity, still),
        still=_still(still, coming, now) if still else None,
        next=_next(sheet, coming[0]) if coming else None,
        ask=_ask(activity),
        seen_item=room.item_id or 0,
        behind=lag if lag >= NOTICED_LAG else 0,
        cuts=_cuts(session, room, sheet, lag) if lag >= NOTICED_LAG else (),
        cut_undo_until=_undo_until(last, now),
        cut_said=_said(last) if _undo_until(last, now) else "",
    )


def _has_begun(sheet: RunSheet, activity: Activity | None) -> bool:
    """A day that nobody has started is not late: the room may stand open long before."""
    if activity is not None and activity.started_at is not None:
        return bool(sheet.items)
    return any(item.started_at is not None for item in sheet.items)


def _rows(
    sheet: RunSheet, activity: Activity | None, still: RunSheetItem | None
) -> tuple[DayRow, ...]:
    times = planned_times(sheet.begins, run_sheets.day_items(sheet))
    skipped = {item.id for item in day.skipped(sheet)}

    def state(item: RunSheetItem) -> str:
        on = activity is not None and activities.state_of(activity).is_on
        if item is still or (on and activity is not None and item.activity_id == activity.id):
            return "now"
        if item.started_at is not None:
            return "done"
        return "skipped" if item.id in skipped else ""

    return tuple(
        DayRow(
            item.id,
            clock_time(item.started_at) if item.started_at else _time(begins),
            run_sheets.title_of(item),
            ends - begins,
            state(item),
        )
        for item, (begins, ends) in zip(sheet.items, times, strict=True)
    )


def _time(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}.{minutes % 60:02d}"


def _next(sheet: RunSheet, item: RunSheetItem) -> NextItem:
    times = planned_times(sheet.begins, run_sheets.day_items(sheet))
    title = run_sheets.title_of(item)
    length = minutes_text(run_sheets.minutes_of(item))
    planned = _time(times[sheet.items.index(item)][0])
    return NextItem(item.id, title, f"Start {title}", length, f"{length}, planlagt {planned}")


def _still(item: RunSheetItem, coming: list[RunSheetItem], now: dt.datetime) -> StillLead:
    rounded = day.rounded_up(item)
    end = day.resumes_at(item) + dt.timedelta(minutes=rounded - item.minutes)
    return StillLead(
        view=still_view(item, now, coming=run_sheets.title_of(coming[0]) if coming else ""),
        minutes=item.minutes,
        rounded=rounded if rounded != item.minutes else 0,
        rounded_time=clock_time(end),
        note=item.notes.get("", ""),
    )


def _ask(activity: Activity | None) -> str:
    """What is asked before something else puts an end to a process that is not through."""
    if activity is None:
        return ""
    state = activities.state_of(activity)
    left = len(state.durations) - state.index - 1
    if not state.is_on or left == 0:
        return ""
    count = COUNTS[left] if left < len(COUNTS) else str(left)
    phases = "fase" if left == 1 else "faser"
    return f"{activities.process_of(activity).name} har {count} {phases} igjen. Avslutte?"


def _cuts(session: Session, room: Room, sheet: RunSheet, lag: int) -> tuple[CutRow, ...]:
    titles = {item.id: run_sheets.title_of(item) for item in sheet.items}
    names = {
        (item.id, phase.key): phase.name
        for item in sheet.items
        if item.process is not None
        for phase in run_sheets.process_for(item).phases
    }
    return tuple(
        CutRow(
            key=cut.key,
            title=names.get((cut.item, cut.phase)) or titles[cut.item],
            whose=titles[cut.item] if cut.phase else "",
            minutes=cut.minutes,
            to=cut.to,
        )
        for cut in day_cuts.offered(session, room, sheet, lag)
    )


def _undo_until(last: LastCuts | None, now: dt.datetime) -> int | None:
    if last is None or not last.cuts:
        return None
    until = last.at + UNDO_FOR
    return until if until > milliseconds(now) else None


def _said(last: LastCuts | None) -> str:
    won = sum(cut.minutes - cut.to for cut in last.cuts) if last else 0
    return f"Kortet ned med {minutes_text(won)}"


def minutes_text(minutes: int) -> str:
    return "ett minutt" if minutes == 1 else f"{minutes} minutter"
