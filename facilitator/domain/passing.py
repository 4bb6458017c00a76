"""What stands outside every year: rehearsals and borrowed rooms. Made whole, thrown away whole.

Each is a passing kull with one samling and one room, so that rooms, groups, cards, boards and
kjøreplaner are the same there as anywhere, and nothing of it can reach a year's records: those
are asked for by kull. See docs/adr/0011.
"""

import datetime as dt
import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, facts, invented_places, passing_devices, rooms
from facilitator.domain.rooms import oslo_day
from facilitator.models import (
    Activity,
    Attendance,
    Audience,
    Cohort,
    Gathering,
    Group,
    Participant,
    Photo,
    Room,
    SessionNote,
)
from facilitator.models.cohort import YEAR

NIGHT = dt.timedelta(hours=4)
"""How far into the night that follows a room is kept: they are deleted «i natt»."""


def make(
    session: Session,
    like: Cohort | None,
    kind: str,
    now: dt.datetime,
    *,
    theme: str,
    host_id: int | None = None,
    leader_id: int | None = None,
    number: int = 1,
    place: str = "",
) -> Room:
    """An open room outside the year, for today. Question and catalogue are as in `like`."""
    cohort = Cohort(
        key=f"{kind}-{secrets.token_hex(8)}",
        name=like.name if like else "",
        period="",
        organiser=like.organiser if like else "",
        focus_question=like.focus_question if like else "",
        seats=0,
        attendance_threshold=like.attendance_threshold if like else 80,
        attendance_unit=like.attendance_unit if like else "half_day",
        min_approved_documents=0,
        kind=kind,
        host_id=host_id,
        leader_id=leader_id,
    )
    if like is not None:
        cohort.catalogue = like.catalogue
    today = oslo_day(now)
    gathering = Gathering(cohort=cohort, number=number, date=today, theme=theme, place=place)
    session.add_all([cohort, gathering])
    session.flush()
    room = rooms.open_room(session, gathering, now)
    room.public_id = rooms.PASSING[kind] + room.public_id
    session.flush()
    return room


def throw_away(session: Session, cohort: Cohort) -> list[str]:
    """Delete everything: people, cards, groups, photos, the room and the kull itself.

    Gives the tokens of the photos whose files are to go when this is committed. Whoever stands
    in the room is told that it has ended.
    """
    if not cohort.passes:
        raise ValueError("a kull of the year is deleted by its kursholder: cohort_removal")
    tokens = photos_of(session, cohort)
    delete_all(session, cohort)
    return tokens


def photos_of(session: Session, cohort: Cohort) -> list[str]:
    """Of its rooms and of its people."""
    people = select(Participant.id).where(Participant.cohort_id == cohort.id)
    theirs = or_(Photo.activity_id.in_(_acts(cohort)), Photo.owner_id.in_(people))
    return list(session.scalars(select(Photo.token).where(theirs)))


def delete_all(session: Session, cohort: Cohort) -> None:
    """Every row of a kull, in an order that the tables accept."""
    found = list(session.scalars(select(Room).join(Gathering).where(*_in(cohort))))
    for room in found:
        name = audiences.room(room.id)
        record(session, facts.RoomEnded(name, audiences.touch(session, name), room.id))
    session.flush()
    _delete_audiences(session, cohort, [room.id for room in found])
    gatherings = select(Gathering.id).where(*_in(cohort))
    for table in (Attendance, SessionNote):
        session.execute(delete(table).where(table.gathering_id.in_(gatherings)))
    passing_devices.let_go(session, cohort)
    session.execute(delete(Room).where(Room.gathering_id.in_(gatherings)))
    session.execute(delete(Participant).where(Participant.cohort_id == cohort.id))
    invented_places.forget_unused(session)
    session.execute(delete(Gathering).where(*_in(cohort)))
    session.execute(delete(Cohort).where(Cohort.id == cohort.id))
    session.expire_all()


def _in(cohort: Cohort) -> tuple[ColumnElement[bool]]:
    return (Gathering.cohort_id == cohort.id,)


def _acts(cohort: Cohort) -> Select[int]:
    return (
        select(Activity.id)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(*_in(cohort))
    )


def _delete_audiences(session: Session, cohort: Cohort, room_ids: Sequence[int]) -> None:
    groups = session.scalars(select(Group.id).where(Group.activity_id.in_(_acts(cohort))))
    names = [audiences.group(group_id) for group_id in groups]
    for room_id in room_ids:
        names += [audiences.room(room_id), audiences.board(room_id), audiences.lead(room_id)]
    people = [Audience.key.like(f"person:{room_id}:%") for room_id in room_ids]
    session.execute(delete(Audience).where(or_(Audience.key.in_(names), *people)))


def is_there(date: dt.date, now: dt.datetime) -> bool:
    """Whether a room for that day is still kept: somebody may sit with it past midnight."""
    return date >= _oldest(now)


def _oldest(now: dt.datetime) -> dt.date:
    return oslo_day(now - NIGHT)


def expired(session: Session, now: dt.datetime) -> list[Cohort]:
    """Those whose night has come."""
    return list(
        session.scalars(
            select(Cohort)
            .join(Gathering, Gathering.cohort_id == Cohort.id)
            .where(Cohort.kind != YEAR, Gathering.date < _oldest(now))
        )
    )
