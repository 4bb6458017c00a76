"""The day as it is led: which item of the kjøreplan is on, and starting the next.

An item that is a process becomes an activity when it is started. A break, a talk and the like
have no activity: they are on from when they are started until something else is.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, forming, run_sheets
from facilitator.domain.seat_questions import Answer, Question
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.models import Activity, Card, Draft, Room, RunSheet, RunSheetItem

ROUND_TO = 5
"""Minutes: «Vi begynner igjen 10.40» is easier to keep in mind than 10.37."""


class CannotStart(FacilitatorError):
    """The item lacks something that is filled in in the kjøreplan."""

    status = 409

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(f"{title} kan ikke startes ennå. {reason} Det gjør du i kjøreplanen.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a press was made from: the item that was on (0: none), the activity and its step."""

    item: int
    activity: int
    step: int


# --- reading --------------------------------------------------------------------------------


def seen_now(session: Session, room: Room) -> Seen:
    activity = activities.current(session, room)
    step = (activity.id, activity.step) if activity else (0, 0)
    return Seen(room.item_id or 0, *step)


def item_on(session: Session, room: Room) -> RunSheetItem | None:
    """The item that was started last; None when it has been taken out of the plan."""
    return session.get(RunSheetItem, room.item_id) if room.item_id else None


def still_on(session: Session, room: Room, activity: Activity | None) -> RunSheetItem | None:
    """The break, talk or the like that is on: nothing has been started since it was.

    `activity` is the room's current one; while one is on, nothing stands still.
    """
    if activity is not None and activity.status in ("running", "paused"):
        return None
    item = item_on(session, room)
    if item is None or item.kind == "process" or item.ended_at or not item.started_at:
        return None
    if activity and activity.started_at and activity.started_at > item.started_at:
        return None
    return item


def resumes_at(item: RunSheetItem) -> dt.datetime:
    """When the room begins again after a break that is on."""
    assert item.started_at is not None
    return item.started_at + dt.timedelta(minutes=item.minutes)


def coming(sheet: RunSheet) -> list[RunSheetItem]:
    """What is left of the day, in order. What was skipped is not waited for."""
    return sheet.items[run_sheets.first_free(sheet.items) :]


def skipped(sheet: RunSheet) -> list[RunSheetItem]:
    """What was never started although something after it was."""
    free = run_sheets.first_free(sheet.items)
    return [item for item in sheet.items[:free] if item.started_at is None]


# --- starting -------------------------------------------------------------------------------


def start_item(
    session: Session,
    room: Room,
    item_id: int,
    seen: Seen,
    *,
    by: str,
    now: dt.datetime,
    seats: Answer | None = None,
) -> bool:
    """End what is on and start the item. False when the room has moved since it was seen.

    Raises NotFound for an item that has been taken out of the plan, CannotStart for one that
    is not filled in.
    """
    _lock(session, room)
    sheet = run_sheets.of_gathering(session, room.gathering)
    item = run_sheets.find_item(sheet, item_id)
    if item.started_at is not None or seen != seen_now(session, room):
        return False
    _end_what_is_on(session, room, by, now)
    item.started_at, item.ended_at = now, None
    if item.kind == "process":
        _start_process(session, room, item, by, now, seats)
    room.item_id = item.id
    session.flush()
    audiences.tell_phase(session, room.id)
    return True


def _lock(session: Session, room: Room) -> None:
    """Two leaders who press at once come one after the other."""
    session.flush()
    session.refresh(room, with_for_update=True)


def _end_what_is_on(session: Session, room: Room, by: str, now: dt.datetime) -> None:
    activity = activities.current(session, room)
    if activity is not None and activities.state_of(activity).is_on:
        activities.press(session, activity, "end", activity.step, by=by, now=now)
    item = item_on(session, room)
    if item is not None and item.ended_at is None:
        item.ended_at = now


def _start_process(
    session: Session,
    room: Room,
    item: RunSheetItem,
    by: str,
    now: dt.datetime,
    seats: Answer | None,
) -> None:
    activity = item.activity
    if activity is None or activity.status != "planned":
        activity = _plan(session, room, item, now)
    item.activity = activity
    activities.press(session, activity, "start", activity.step, by=by, now=now, seats=seats)


def seats_for(session: Session, room: Room, item_id: int) -> Question | None:
    """What starting the item would have to search for."""
    sheet = run_sheets.of_gathering(session, room.gathering)
    item = next((item for item in sheet.items if item.id == item_id), None)
    if item is None or item.kind != "process" or item.started_at is not None:
        return None
    return forming.question(session, room, run_sheets.process_for(item), 0, item.activity)


def _plan(session: Session, room: Room, item: RunSheetItem, now: dt.datetime) -> Activity:
    try:
        return activities.plan(
            session,
            room,
            run_sheets.process_for(item),
            now,
            theme=item.theme or room.gathering.theme,
            settings=item.settings,
            leader_notes=item.notes,
        )
    except Invalid as invalid:
        raise CannotStart(run_sheets.title_of(item), invalid.message) from invalid


def adopt(session: Session, room: Room, activity: Activity) -> None:
    """An item's process was put in the room beforehand and started there: the item is on."""
    if activity.started_at is None:
        return
    item = session.scalar(select(RunSheetItem).where(RunSheetItem.activity_id == activity.id))
    if item is None or item.started_at is not None:
        return
    before = item_on(session, room)
    if before is not None and before.ended_at is None:
        before.ended_at = activity.started_at
    item.started_at = activity.started_at
    room.item_id = item.id
    session.flush()


def end_item(session: Session, room: Room, seen: Seen, now: dt.datetime) -> bool:
    """A break or a talk is over, and nothing is started yet."""
    _lock(session, room)
    item = still_on(session, room, activities.current(session, room))
    if item is None or seen != seen_now(session, room):
        return False
    item.ended_at = now
    session.flush()
    audiences.tell_phase(session, room.id)
    return True


def follow(session: Session, room: Room, activity: Activity) -> None:
    """A process that is an item ends, or comes back, as its activity does."""
    item = item_on(session, room)
    if item is not None and item.activity_id == activity.id:
        item.ended_at = activity.ended_at
        session.flush()


# --- taking it back -------------------------------------------------------------------------


def started_by_last_press(session: Session, room: Room) -> RunSheetItem | None:
    """The item that the last press started, if an undo should give back what was before it."""
    item = item_on(session, room)
    if item is None or item.started_at is None or item.ended_at is not None:
        return None
    activity = activities.current(session, room)
    if item.kind != "process":
        return still_on(session, room, activity)
    mine = activity is not None and activity.id == item.activity_id
    last = (activity.last_action or {}) if activity else {}
    return item if mine and last.get("verb") == "start" else None


def undo_start(session: Session, room: Room, seen: Seen, *, by: str, now: dt.datetime) -> bool:
    """As if the item had not been started: what was on before it is on again."""
    _lock(session, room)
    item = started_by_last_press(session, room)
    if item is None or seen != seen_now(session, room):
        return False
    at = item.started_at
    if item.activity is not None:
        _unstart_process(session, item, by, now)
    item.started_at = None
    _bring_back(session, room, at, by, now)
    session.flush()
    audiences.tell_phase(session, room.id)
    return True


def _unstart_process(session: Session, item: RunSheetItem, by: str, now: dt.datetime) -> None:
    activity = item.activity
    assert activity is not None
    activities.press(session, activity, "undo", activity.step, by=by, now=now)
    written = select(Draft.id).where(Draft.activity_id == activity.id)
    made = select(Card.id).where(Card.activity_id == activity.id)
    if session.scalar(written.limit(1)) or session.scalar(made.limit(1)):
        return
    item.activity = None
    session.flush()
    session.delete(activity)
    session.flush()


def _bring_back(
    session: Session, room: Room, at: dt.datetime | None, by: str, now: dt.datetime
) -> None:
    """What the start put an end to carries the same moment as its end."""
    sheet = run_sheets.of_gathering(session, room.gathering)
    started = [(item.started_at, item.id, item) for item in sheet.items if item.started_at]
    before = max(started)[2] if started else None
    room.item_id = before.id if before else None
    if before is not None and before.ended_at == at:
        before.ended_at = None
    activity = session.scalar(
        select(Activity).where(Activity.room_id == room.id, Activity.ended_at == at)
    )
    if activity is not None:
        activities.press(session, activity, "undo", activity.step, by=by, now=now)
        room.activity_id = activity.id


# --- when a break is over -------------------------------------------------------------------


def resume_later(
    session: Session, room: Room, item_id: int, minutes: int, now: dt.datetime
) -> RunSheetItem:
    """Set how long the break that is on lasts; what comes after keeps its planned time.

    `minutes` is the whole length, so that a press that is repeated changes nothing. Never
    shorter than until the next whole minute.
    """
    _lock(session, room)
    item = still_on(session, room, activities.current(session, room))
    if item is None or item.id != item_id or item.started_at is None:
        raise NotFound("Pausen er over.")
    passed = int((now - item.started_at).total_seconds() // 60) + 1
    chosen = max(passed, min(minutes, 480))
    sheet = item.sheet
    sheet.begins = max(0, sheet.begins + item.minutes - chosen)
    item.minutes = chosen
    session.flush()
    audiences.tell_phase(session, room.id)
    return item


def rounded_up(item: RunSheetItem) -> int:
    """The length with which the break ends at a whole five minutes."""
    return item.minutes + -resumes_at(item).minute % ROUND_TO
