"""How late the day runs, and shortening what is still to come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, day, day_plan, run_sheets
from facilitator.domain.day_plan import DayItem, DayPhase
from facilitator.domain.phases import MINUTE, Extension, PhaseState
from facilitator.domain.rooms import OSLO, oslo_day
from facilitator.domain.running import process_of, state_of, store
from facilitator.models import Activity, Room, RunSheet, RunSheetItem
from facilitator.processes.loader import to_snapshot

LONGEST_LAG = 240
"""Minutes. More than that is not a day that runs late, but a room opened at another time."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """One cut: an item, or one phase of it (`phase` is empty for the whole), in minutes.

    `activity` says that the phase belongs to the process that is on.
    """

    item: int
    phase: str
    minutes: int
    to: int
    activity: int = 0

    @property
    def key(self) -> str:
        """«4:0:hosting:8:4»: as a form carries it."""
        return f"{self.item}:{self.activity}:{self.phase}:{self.minutes}:{self.to}"


def parse(key: str) -> Shorter | None:
    """A cut as a form carried it; None for anything else."""
    parts = key.split(":")
    if len(parts) != 5 or not all(p.isdecimal() and len(p) < 10 for p in parts[:2] + parts[3:]):
        return None
    item, activity, phase, minutes, to = parts
    return Shorter(int(item), phase, int(minutes), int(to), int(activity))


# --- how late -------------------------------------------------------------------------------


def behind(session: Session, room: Room, sheet: RunSheet, now: dt.datetime) -> int:
    """Whole minutes later than planned, as the day will be when what is on has ended."""
    if not sheet.items or oslo_day(now) != room.gathering.date:
        return 0
    activity = activities.current(session, room)
    on = _item_that_is_on(session, room, sheet, activity)
    left = _left(activity, on, day.still_on(session, room, activity), now)
    at = _time_of_day(now)
    if on is None:
        at, left = at + left, 0
    late = day_plan.behind(sheet.begins, _day_items(sheet), at, on=on, left=left)
    return late if late <= LONGEST_LAG else 0


def _time_of_day(now: dt.datetime) -> float:
    local = now.astimezone(OSLO)
    return local.hour * 60 + local.minute + local.second / 60


def _item_that_is_on(
    session: Session, room: Room, sheet: RunSheet, activity: Activity | None
) -> int | None:
    """Its number. Something that was started outside the plan is no item of it."""
    item = day.still_on(session, room, activity)
    if item is None and activity is not None and activities.state_of(activity).is_on:
        item = next((i for i in sheet.items if i.activity_id == activity.id), None)
    return sheet.items.index(item) if item in sheet.items else None


def _left(
    activity: Activity | None, on: int | None, still: RunSheetItem | None, now: dt.datetime
) -> float:
    if still is not None:
        return max(0.0, (day.resumes_at(still) - now).total_seconds() / 60)
    if activity is None or not (state := activities.state_of(activity)).is_on:
        return 0
    return _minutes_left(state, activities.milliseconds(now))


def _minutes_left(state: PhaseState, now: int) -> float:
    after = range(state.index + 1, len(state.durations))
    return (state.remaining(now) + sum(state.duration(i) for i in after)) / MINUTE


def _day_items(sheet: RunSheet) -> list[DayItem]:
    """As `run_sheets` gives them; what is over or was skipped is done."""
    free = run_sheets.first_free(sheet.items)
    return [
        replace(run_sheets.day_item(item), done=number < free)
        for number, item in enumerate(sheet.items)
    ]


# --- shortening -----------------------------------------------------------------------------


def offered(session: Session, room: Room, sheet: RunSheet, lag: int) -> list[Shorter]:
    """The krympeplan: what to shorten, in the order of the day, until the lag is covered."""
    items = _day_items(sheet)
    activity = activities.current(session, room)
    on = _item_that_is_on(session, room, sheet, activity)
    if on is not None and activity is not None and sheet.items[on].activity_id == activity.id:
        items[on] = _rest_of(activity)
    cuts = day_plan.shortening(lag, items)
    return [
        Shorter(
            sheet.items[cut.item].id,
            cut.phase,
            cut.minutes,
            cut.to,
            activity.id if activity and cut.item == on else 0,
        )
        for cut in cuts
    ]


def _rest_of(activity: Activity) -> DayItem:
    """The coming phases of the process that is on."""
    state = state_of(activity)
    coming = [
        DayPhase(
            key=phase.key,
            minutes=state.duration(index) // MINUTE,
            shrink_to=phase.shrink_to,
            never_cut=phase.never_cut,
            turns=phase.kind == "round" or bool(phase.turn),
        )
        for index, phase in enumerate(process_of(activity).phases)
        if index > state.index
    ]
    return DayItem(sum(p.minutes for p in coming), done=not coming, phases=tuple(coming))


def shorten(
    session: Session, room: Room, wanted: Iterable[Shorter], now: dt.datetime
) -> list[Shorter]:
    """Make those of the cuts that the krympeplan still offers; gives the ones that were made."""
    sheet = run_sheets.of_gathering(session, room.gathering)
    run_sheets.claim(session, sheet, sheet.version)
    allowed = set(offered(session, room, sheet, behind(session, room, sheet, now)))
    made = [cut for cut in wanted if cut in allowed]
    for cut in made:
        _set_length(session, sheet, cut)
    session.flush()
    audiences.tell_phase(session, room.id)
    return made


def lengthen(session: Session, room: Room, made: Iterable[Shorter]) -> int:
    """Undo: give back the minutes where nothing has been changed since. Gives how many cuts."""
    sheet = run_sheets.of_gathering(session, room.gathering)
    run_sheets.claim(session, sheet, sheet.version)
    back = [cut for cut in made if _stands(session, sheet, cut)]
    for cut in back:
        _set_length(session, sheet, replace(cut, minutes=cut.to, to=cut.minutes))
    session.flush()
    audiences.tell_phase(session, room.id)
    return len(back)


def _stands(session: Session, sheet: RunSheet, cut: Shorter) -> bool:
    """Whether what was shortened is as the cut left it, and has not begun."""
    item = next((item for item in sheet.items if item.id == cut.item), None)
    if item is None:
        return False
    if cut.activity:
        activity = session.get(Activity, cut.activity)
        if activity is None or item.activity_id != activity.id:
            return False
        state, index = state_of(activity), process_of(activity).index(cut.phase)
        return state.is_on and state.index < index and state.duration(index) == cut.to * MINUTE
    return item.started_at is None and _length(item, cut.phase) == cut.to


def _length(item: RunSheetItem, phase: str) -> int:
    if not phase:
        return item.minutes
    found = (p.minutes for p in run_sheets.process_for(item).phases if p.key == phase)
    return next(found, 0)


def _set_length(session: Session, sheet: RunSheet, cut: Shorter) -> None:
    """In the process that is on the clock is shortened; in the plan, the item itself.

    What follows in the plan keeps its planned time (`day_plan.begins_after`).
    """
    if cut.activity:
        _shorten_running(session.get_one(Activity, cut.activity), cut)
        return
    item = run_sheets.find_item(sheet, cut.item)
    if cut.phase:
        _shorten_phase(item, cut)
    else:
        item.minutes = cut.to
    sheet.begins = max(0, sheet.begins + cut.minutes - cut.to)


def _shorten_running(activity: Activity, cut: Shorter) -> None:
    """Minutes added or taken before the phase begins; an undo of the last press keeps them."""
    state, index = state_of(activity), process_of(activity).index(cut.phase)
    less = Extension(phase=index, at=0, length=(cut.to - cut.minutes) * MINUTE)
    before = state.before
    if before is not None:
        before = replace(before, extensions=(*before.extensions, less))
    store(activity, replace(state, extensions=(*state.extensions, less), before=before))


def _shorten_phase(item: RunSheetItem, cut: Shorter) -> None:
    process = run_sheets.process_for(item)
    phases = tuple(
        msgspec.structs.replace(phase, minutes=cut.to, shrink_to=_least(phase.shrink_to, cut.to))
        if phase.key == cut.phase
        else phase
        for phase in process.phases
    )
    total = sum(phase.minutes for phase in phases)
    item.process = to_snapshot(msgspec.structs.replace(process, phases=phases, minutes=total))


def _least(shrink_to: int | None, minutes: int) -> int | None:
    """A phase that is as short as it may be has nothing left to shrink to."""
    return shrink_to if shrink_to is not None and shrink_to < minutes else None
