"""The prosessleders' start page: the samling of the day, its room, and the year around it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, moments, rooms, run_sheets
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.models import Activity, Cohort, Gathering, Room, RunSheet, RunSheetItem, SavedBoard
from facilitator.models.cohort import YEAR
from facilitator.presentation import joining, run_sheet
from facilitator.presentation.invite import invite_few
from facilitator.presentation.today_needs import Needs, needs


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One process of the room. `status` is planned, running, paused or ended.

    `planned_for` is the item of the kjøreplan that it belongs to, or 0.
    """

    id: int
    name: str
    theme: str
    status: str
    minutes: int
    started_at: dt.datetime | None
    planned_for: int


@dataclass(frozen=True, slots=True)
class RoomView:
    """The samling's room, when it has one."""

    public_id: str
    code: str
    is_open: bool
    present: int
    activities: list[ActivityView]

    @property
    def is_busy(self) -> bool:
        return any(a.status in ("running", "paused") for a in self.activities)

    @property
    def besides(self) -> list[ActivityView]:
        """What is in the room without being in the kjøreplan."""
        return [a for a in self.activities if not a.planned_for]


@dataclass(frozen=True, slots=True)
class GatheringView:
    """One samling of the year. `when` is past, today or coming; `has_note` from the first room.

    Only the one that the page is about has its `room`.
    """

    id: int
    number: int
    name: str
    date: dt.date
    theme: str
    place: str
    is_festival: bool
    cancelled: bool
    when: str
    has_note: bool
    between_task: str = ""
    room: RoomView | None = None


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the page. `chosen` is the samling that the moment is about, else the next.

    `moment` is before, during, after, between or end; see domain/moments.py.
    """

    leader: str
    cohort: str
    period: str
    kull: str
    """Its key for the page's links, empty for one who leads no other."""
    date: dt.date
    moment: str
    chosen: GatheringView | None
    year: list[GatheringView]
    plan: tuple[run_sheet.Row, ...] = ()
    ends: str = ""
    invite: tuple[str, ...] = ()
    """A few whose story has not been on the board this year."""
    needs: Needs | None = None

    @property
    def is_eve(self) -> bool:
        return self.moment == moments.BEFORE and not self.is_today

    @property
    def is_today(self) -> bool:
        return self.chosen is not None and self.chosen.when == "today"

    @property
    def days_left(self) -> int:
        return (self.chosen.date - self.date).days if self.chosen else 0


def view(
    session: Session, leader: str, cohort: Cohort | None, actor: Actor, now: dt.datetime
) -> TodayView:
    day = oslo_day(now)
    if cohort is None:
        return TodayView(leader, "", "", "", day, moments.BETWEEN, None, [])
    opened = _rooms(session, cohort)
    year = [_gathering(g, opened.get(g.id), day) for g in cohort.gatherings]
    here = next((g for g in year if g.when == "today" and not g.cancelled), None)
    shown = _with_room(session, here, opened) if here else None
    rows = run_sheet.rows(plan_of(session, here.id)) if here else ()
    found = moments.moment([_day(g, opened, shown, rows) for g in year], now)
    chosen = next((g for g in year if found.day is not None and g.id == found.day.id), None)
    if chosen is not None and (shown is None or chosen.id != shown.id):
        shown = _with_room(session, chosen, opened)
        rows = run_sheet.rows(plan_of(session, chosen.id))
    chosen = shown if chosen is not None else None
    return TodayView(
        leader=leader,
        cohort=cohort.name,
        period=cohort.period,
        kull=cohort.key if len(actor.leads) > 1 else "",
        date=day,
        moment=found.kind,
        chosen=chosen,
        year=year,
        plan=rows,
        ends=rows[-1].ends if rows else "",
        invite=_invite(session, chosen),
        needs=needs(session, cohort, chosen.id if chosen else 0, now),
    )


def _rooms(session: Session, cohort: Cohort) -> dict[int, Room]:
    rows = session.scalars(
        select(Room)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == cohort.id)
    )
    return {room.gathering_id: room for room in rows}


def _gathering(gathering: Gathering, room: Room | None, day: dt.date) -> GatheringView:
    when = "past" if gathering.date < day else "today" if gathering.date == day else "coming"
    return GatheringView(
        id=gathering.id,
        number=gathering.number,
        name=run_sheet.named(gathering),
        date=gathering.date,
        theme=gathering.theme,
        place=gathering.place,
        is_festival=gathering.is_festival,
        cancelled=gathering.cancelled,
        when=when,
        has_note=room is not None,
        between_task=gathering.between_task or "",
    )


def _with_room(
    session: Session, gathering: GatheringView, opened: Mapping[int, Room]
) -> GatheringView:
    room = opened.get(gathering.id)
    if room is None:
        return gathering
    return replace(gathering, room=_room(session, room, _items_of(session, gathering.id)))


def _day(
    gathering: GatheringView,
    opened: Mapping[int, Room],
    here: GatheringView | None,
    rows: tuple[run_sheet.Row, ...],
) -> moments.Day:
    """Only of today's is it known how far its plan has come, and only there it matters."""
    room = opened.get(gathering.id)
    begun = done = False
    if here is not None and gathering.id == here.id:
        led = here.room is not None and any(
            a.started_at and _on(gathering.date, a.started_at) for a in here.room.activities
        )
        begun = led or any(row.started for row in rows)
        done = bool(rows) and all(row.done for row in rows)
    return moments.Day(
        id=gathering.id,
        date=gathering.date,
        room=_state(room, gathering.date) if room else "none",
        begun=begun,
        done=done,
        cancelled=gathering.cancelled,
    )


def _state(room: Room, date: dt.date) -> str:
    """Opened for a look and closed before its day, it is as if it were not there yet."""
    if room.closed_at is None:
        return "open"
    return "closed" if oslo_day(room.closed_at) >= date else "none"


def _on(date: dt.date, moment: dt.datetime) -> bool:
    return oslo_day(moment) == date


def _invite(session: Session, chosen: GatheringView | None) -> tuple[str, ...]:
    return invite_few(session, session.get_one(Gathering, chosen.id)) if chosen else ()


def plan_of(session: Session, gathering_id: int) -> RunSheet:
    return run_sheets.of_gathering(session, session.get_one(Gathering, gathering_id))


def cohort_of(session: Session, actor: Actor, now: dt.datetime) -> Cohort | None:
    """Of the kull that somebody leads: the one with a samling today, else as the house does."""
    day = oslo_day(now)
    today = session.scalar(
        select(Cohort)
        .join(Gathering)
        .where(Gathering.date == day, Cohort.kind == YEAR, Cohort.id.in_(actor.leads))
        .order_by(Cohort.id.desc())
        .limit(1)
    )
    return today or joining.house_cohort(session, among=actor.leads)


def _items_of(session: Session, gathering_id: int) -> dict[int, int]:
    """Activity → the item of the kjøreplan that it was made from."""
    rows = session.execute(
        select(RunSheetItem.activity_id, RunSheetItem.id)
        .join(RunSheet, RunSheet.id == RunSheetItem.sheet_id)
        .where(RunSheet.gathering_id == gathering_id, RunSheetItem.activity_id.is_not(None))
    )
    return {activity: item for activity, item in rows if activity}


def _room(session: Session, room: Room, items: Mapping[int, int]) -> RoomView:
    return RoomView(
        public_id=room.public_id,
        code=room.join_code,
        is_open=room.is_open,
        present=rooms.count_present(session, room.id),
        activities=[_activity(a, items.get(a.id, 0)) for a in activities.in_room(session, room)],
    )


def _activity(activity: Activity, item: int) -> ActivityView:
    process = activities.process_of(activity)
    return ActivityView(
        id=activity.id,
        name=process.name,
        theme=activity.theme,
        status=activity.status,
        minutes=round(sum(phase.minutes for phase in process.phases)),
        started_at=activity.started_at,
        planned_for=item,
    )


@dataclass(frozen=True, slots=True)
class Deleting:
    """What the prosessleder should know before a room is deleted."""

    public_id: str
    title: str
    present: int
    planned: int
    boards: int


def deleting(session: Session, room: Room) -> Deleting:
    found = activities.in_room(session, room)
    boards = session.scalars(
        select(SavedBoard.id).where(SavedBoard.activity_id.in_([a.id for a in found]))
    ).all()
    return Deleting(
        public_id=room.public_id,
        title=f"Samling {room.gathering.number}",
        present=rooms.count_present(session, room.id),
        planned=sum(1 for a in found if a.status == "planned"),
        boards=len(boards),
    )
