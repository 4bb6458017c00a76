"""The prosessleders' start page: the samling of the day, its room, and the year around it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, rooms, run_sheets
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Cohort, Gathering, Room, RunSheet, RunSheetItem, SavedBoard
from facilitator.models.cohort import YEAR
from facilitator.presentation import joining, run_sheet
from facilitator.presentation.invite import invite_few


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
    """One samling of the year. `when` is past, today or coming; `has_note` from the first room."""

    id: int
    number: int
    date: dt.date
    theme: str
    place: str
    is_festival: bool
    when: str
    room: RoomView | None

    @property
    def has_note(self) -> bool:
        return self.room is not None


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the page. `chosen` is today's samling, else the next, else the last."""

    leader: str
    cohort: str
    period: str
    date: dt.date
    chosen: GatheringView | None
    year: list[GatheringView]
    plan: tuple[run_sheet.Row, ...] = ()
    ends: str = ""
    invite: tuple[str, ...] = ()
    """A few whose story has not been on the board this year."""

    @property
    def begun(self) -> bool:
        """Whether something of the day's plan has been started."""
        return any(row.started for row in self.plan)

    @property
    def is_today(self) -> bool:
        return self.chosen is not None and self.chosen.when == "today"

    @property
    def done(self) -> int:
        return sum(1 for g in self.year if g.when == "past")


def view(session: Session, leader: str, cohort: Cohort | None, now: dt.datetime) -> TodayView:
    day = now.astimezone(rooms.OSLO).date()
    year = [_gathering(session, g, day) for g in cohort.gatherings] if cohort else []
    chosen = _choose(year)
    rows = run_sheet.rows(plan_of(session, chosen.id)) if chosen else ()
    return TodayView(
        leader=leader,
        cohort=cohort.name if cohort else "",
        period=cohort.period if cohort else "",
        date=day,
        chosen=chosen,
        year=year,
        plan=rows,
        ends=rows[-1].ends if rows else "",
        invite=_invite(session, chosen),
    )


def _invite(session: Session, chosen: GatheringView | None) -> tuple[str, ...]:
    return invite_few(session, session.get_one(Gathering, chosen.id)) if chosen else ()


def plan_of(session: Session, gathering_id: int) -> RunSheet:
    return run_sheets.of_gathering(session, session.get_one(Gathering, gathering_id))


def cohort_of(session: Session, actor: Actor, now: dt.datetime) -> Cohort | None:
    """Of the kull that somebody leads: the one with a samling today, else as the house does."""
    day = now.astimezone(rooms.OSLO).date()
    today = session.scalar(
        select(Cohort)
        .join(Gathering)
        .where(Gathering.date == day, Cohort.kind == YEAR, Cohort.id.in_(actor.leads))
        .order_by(Cohort.id.desc())
        .limit(1)
    )
    return today or joining.house_cohort(session, among=actor.leads)


def _choose(year: list[GatheringView]) -> GatheringView | None:
    for when in ("today", "coming"):
        found = next((g for g in year if g.when == when), None)
        if found is not None:
            return found
    return year[-1] if year else None


def _gathering(session: Session, gathering: Gathering, day: dt.date) -> GatheringView:
    room = session.scalar(select(Room).where(Room.gathering_id == gathering.id))
    when = "past" if gathering.date < day else "today" if gathering.date == day else "coming"
    return GatheringView(
        id=gathering.id,
        number=gathering.number,
        date=gathering.date,
        theme=gathering.theme,
        place=gathering.place,
        is_festival=gathering.is_festival,
        when=when,
        room=_room(session, room, _items_of(session, gathering)) if room else None,
    )


def _items_of(session: Session, gathering: Gathering) -> dict[int, int]:
    """Activity → the item of the kjøreplan that it was made from."""
    rows = session.execute(
        select(RunSheetItem.activity_id, RunSheetItem.id)
        .join(RunSheet, RunSheet.id == RunSheetItem.sheet_id)
        .where(RunSheet.gathering_id == gathering.id, RunSheetItem.activity_id.is_not(None))
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
