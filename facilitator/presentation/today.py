"""The prosessleders' start page: the samling of the day, its room, and the year around it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, rooms
from facilitator.models import Activity, Cohort, Gathering, Room, SavedBoard
from facilitator.presentation import joining


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One process of the room. `status` is planned, running, paused or ended."""

    id: int
    name: str
    theme: str
    status: str
    minutes: int
    started_at: dt.datetime | None


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

    @property
    def is_today(self) -> bool:
        return self.chosen is not None and self.chosen.when == "today"

    @property
    def done(self) -> int:
        return sum(1 for g in self.year if g.when == "past")


def view(session: Session, leader: str, now: dt.datetime) -> TodayView:
    day = now.astimezone(rooms.OSLO).date()
    cohort = _cohort_of(session, day)
    year = [_gathering(session, g, day) for g in cohort.gatherings] if cohort else []
    return TodayView(
        leader=leader,
        cohort=cohort.name if cohort else "",
        period=cohort.period if cohort else "",
        date=day,
        chosen=_choose(year),
        year=year,
    )


def _cohort_of(session: Session, day: dt.date) -> Cohort | None:
    """The kull that has a samling today, else the one the house speaks for."""
    today = session.scalar(
        select(Cohort).join(Gathering).where(Gathering.date == day).order_by(Cohort.id.desc())
    )
    return today or joining.house_cohort(session)


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
        room=_room(session, room) if room else None,
    )


def _room(session: Session, room: Room) -> RoomView:
    return RoomView(
        public_id=room.public_id,
        code=room.join_code,
        is_open=room.is_open,
        present=rooms.count_present(session, room.id),
        activities=[_activity(a) for a in activities.in_room(session, room)],
    )


def _activity(activity: Activity) -> ActivityView:
    process = activities.process_of(activity)
    return ActivityView(
        id=activity.id,
        name=process.name,
        theme=activity.theme,
        status=activity.status,
        minutes=round(sum(phase.minutes for phase in process.phases)),
        started_at=activity.started_at,
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
