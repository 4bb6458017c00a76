"""What a participant has led: with the remote in their own hand, or in a room they had borrowed.

A line is written the moment somebody has moved a room on, so that it stays when a borrowed room
is thrown away at night. One for each person and process that was on, however often one pressed.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.models import Activity, Handover, LedProcess, Participant, Presence
from facilitator.models.cohort import BORROWED

BORROWED_ROOM = "borrowed"
REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Led:
    """One occasion. `gathering` is the number of its samling, when it was in one."""

    process: str
    date: dt.date
    role: str
    gathering: int | None = None


def with_remote(session: Session, handover: Handover) -> None:
    """Who was handed the remote has moved the room. Invented people and guests have no mappe."""
    if not handover.participant.cohort.passes:
        _write(session, handover.participant_id, handover.activity, REMOTE, handover.given_at)


def in_borrowed_room(session: Session, activity: Activity, now: dt.datetime) -> None:
    """A method has moved on in a borrowed room: its host has led it.

    It takes somebody to lead, or that it was brought to its end: a group without phones.
    """
    cohort = activity.room.gathering.cohort
    if cohort.kind != BORROWED or cohort.host_id is None:
        return
    if activity.ended_at is None and not _somebody_is_there(session, activity.room_id):
        return
    if session.get(Participant, cohort.host_id) is not None:
        begun = activity.started_at or now
        _write(session, cohort.host_id, activity, BORROWED_ROOM, begun)


def _somebody_is_there(session: Session, room_id: int) -> bool:
    found = select(Presence.id).where(Presence.room_id == room_id).limit(1)
    return session.scalar(found) is not None


def _write(
    session: Session, participant_id: int, activity: Activity, role: str, at: dt.datetime
) -> None:
    """Two presses at once wait for each other: each holds the row of the activity."""
    key = _key(activity)
    known = select(LedProcess.id).where(
        LedProcess.participant_id == participant_id, LedProcess.key == key
    )
    if session.scalar(known) is not None:
        return
    session.add(
        LedProcess(
            participant_id=participant_id,
            key=key,
            process=process_of(activity).name,
            date=oslo_day(at),
            role=role,
        )
    )
    session.flush()


def _key(activity: Activity) -> str:
    """The kull's key is nobody else's, also when numbers are used again after a night."""
    place = f"{activity.room.gathering.cohort.key}:{activity.id}"
    return hashlib.sha256(place.encode()).hexdigest()[:24]


def of_person(
    session: Session,
    participant_id: int,
    open_to: Mapping[int, tuple[Activity, str]],
    *,
    whole: bool,
) -> tuple[Led, ...]:
    """What somebody has led, the newest first.

    `open_to`: the activities that their mappe is opened for, with the names of their processes.
    What lies outside them is read only from a whole mappe. Handovers from before there were
    lines stand with them, once each.
    """
    found: dict[str, Led] = {}
    for handover in _handovers(session, participant_id):
        activity, process = open_to.get(handover.activity_id, (None, ""))
        if activity is not None:
            day = oslo_day(handover.given_at)
            number = activity.room.gathering.number
            found.setdefault(_key(activity), Led(process, day, REMOTE, number))
    if whole:
        rows = session.scalars(
            select(LedProcess)
            .where(LedProcess.participant_id == participant_id)
            .order_by(LedProcess.id)
        )
        for row in rows:
            found.setdefault(row.key, Led(row.process, row.date, row.role))
    return tuple(sorted(found.values(), key=lambda led: led.date, reverse=True))


def _handovers(session: Session, participant_id: int) -> list[Handover]:
    return list(
        session.scalars(
            select(Handover)
            .where(Handover.participant_id == participant_id, Handover.led)
            .order_by(Handover.given_at)
        )
    )
