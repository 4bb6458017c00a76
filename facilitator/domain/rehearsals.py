"""«Øv på samlingen»: tomorrow's kjøreplan with invented people, outside every year.

A rehearsal is a passing kull (`domain/passing.py`) with a copy of the samling's kjøreplan. Those
who play in it are a process of their own that comes in by the room's ordinary doors; what is
here only keeps how fast they are, and when they last gave a sign of life.
"""

import copy
import datetime as dt

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from facilitator.domain import access, audiences, invented, invented_places, passing, rooms
from facilitator.domain.run_sheet_items import kept_of
from facilitator.errors import Invalid, NotFound
from facilitator.models import (
    Audience,
    Claim,
    Cohort,
    Gathering,
    Group,
    Participant,
    Presence,
    Rehearsal,
    Room,
    RunSheet,
    RunSheetItem,
)
from facilitator.models.activity import Activity
from facilitator.models.cohort import REHEARSAL

MOST_PEOPLE = 200
USUAL = 36
STILL, HUMAN, QUICK = 0, 1, 10
SPEEDS = (STILL, HUMAN, QUICK)
BEAT = dt.timedelta(seconds=5)
SILENT = dt.timedelta(seconds=25)
"""So long without a sign of life, and they have stopped."""


# --- finding ----------------------------------------------------------------------------------


def of_room(session: Session, room: Room) -> Rehearsal | None:
    """The rehearsal that a room is the stage of; None for every other room."""
    cohort = room.gathering.cohort
    if cohort.kind != REHEARSAL:
        return None
    return session.scalar(select(Rehearsal).where(Rehearsal.cohort_id == cohort.id))


def require(session: Session, room: Room) -> Rehearsal:
    found = of_room(session, room)
    if found is None:
        raise NotFound("Dette rommet er ikke en øving.")
    return found


def of_leader(session: Session, leader_id: int) -> Rehearsal | None:
    """The one that a prosessleder has going; there is never more than one."""
    return session.scalar(
        select(Rehearsal)
        .join(Cohort, Cohort.id == Rehearsal.cohort_id)
        .where(Cohort.kind == REHEARSAL, Cohort.leader_id == leader_id)
        .order_by(Rehearsal.id.desc())
    )


def room_of(session: Session, rehearsal: Rehearsal) -> Room:
    return session.scalars(
        select(Room)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == rehearsal.cohort_id)
    ).one()


def usual_size(gathering: Gathering) -> int:
    """As many as the kull has seats."""
    return min(gathering.cohort.seats, MOST_PEOPLE) or USUAL


# --- making and throwing away -------------------------------------------------------------------


def begin(
    session: Session,
    gathering: Gathering,
    leader_id: int,
    now: dt.datetime,
    *,
    people: int,
    speed: int = HUMAN,
) -> Room:
    """A room to rehearse in. The samling itself is only read. Raises Invalid."""
    if not 1 <= people <= MOST_PEOPLE:
        raise Invalid({"people": f"Skriv et tall mellom 1 og {MOST_PEOPLE}."})
    if gathering.cohort.passes:
        raise NotFound("Det går ikke an å øve på en øving.")
    room = passing.make(
        session,
        gathering.cohort,
        REHEARSAL,
        now,
        theme=gathering.theme,
        leader_id=leader_id,
        number=gathering.number,
        place=gathering.place,
    )
    room.gathering.is_festival = gathering.is_festival
    room.gathering.cohort.seats = people
    _copy_plan(session, gathering, room.gathering, now)
    _invite(session, room.gathering.cohort, people)
    session.add(
        Rehearsal(
            cohort_id=room.gathering.cohort_id,
            gathering_id=gathering.id,
            people=people,
            speed=_speed(speed),
            begun_at=now,
        )
    )
    session.flush()
    return room


def _copy_plan(session: Session, source: Gathering, target: Gathering, now: dt.datetime) -> None:
    """All of the plan, also what the day itself has begun; dates too, for it is the same day.

    It begins now: who rehearses in the evening is not eleven hours late.
    """
    sheet = session.scalar(select(RunSheet).where(RunSheet.gathering_id == source.id))
    if sheet is None:
        return
    items = [
        RunSheetItem(**copy.deepcopy(kept_of(item)), position=place)
        for place, item in enumerate(sheet.items)
    ]
    at = now.astimezone(rooms.OSLO)
    begins = at.hour * 60 + at.minute
    session.add(RunSheet(gathering=target, begins=begins, version=0, items=items))


def _invite(session: Session, cohort: Cohort, people: int) -> None:
    everybody = [invented.person(number) for number in range(people)]
    places = {
        person.place: invented_places.workplace(session, person.place) for person in everybody
    }
    for person in everybody:
        session.add(
            Participant(
                cohort_id=cohort.id,
                name=person.name,
                role=person.role,
                role_group=person.role_group,
                workplace=places[person.place],
            )
        )


def throw_away(session: Session, rehearsal: Rehearsal) -> list[str]:
    """Everything goes, at once. Gives the tokens of the photos whose files are to go as well."""
    cohort = session.get_one(Cohort, rehearsal.cohort_id)
    session.delete(rehearsal)
    session.flush()
    return passing.throw_away(session, cohort)


# --- those who play -----------------------------------------------------------------------------


def set_speed(session: Session, rehearsal: Rehearsal, speed: int) -> None:
    rehearsal.speed = _speed(speed)
    session.flush()
    audiences.tell_leaders(session, room_of(session, rehearsal).id)


def _speed(speed: int) -> int:
    if speed not in SPEEDS:
        raise Invalid({"speed": "Velg et tempo fra lista."})
    return speed


def is_alive(rehearsal: Rehearsal, now: dt.datetime) -> bool:
    return rehearsal.beat_at is not None and now - rehearsal.beat_at < SILENT


def is_waking(rehearsal: Rehearsal, now: dt.datetime) -> bool:
    """Just begun: they have not had the time to say anything yet."""
    return rehearsal.beat_at is None and now - rehearsal.begun_at < SILENT


def is_beat_due(rehearsal: Rehearsal, now: dt.datetime) -> bool:
    return rehearsal.beat_at is None or now - rehearsal.beat_at >= BEAT


def beat(session: Session, rehearsal: Rehearsal, room: Room, now: dt.datetime) -> None:
    """A sign of life. Leaders hear of the first one, and of the first after a silence."""
    was_alive = is_alive(rehearsal, now)
    rehearsal.beat_at = now
    session.flush()
    if not was_alive:
        audiences.tell_leaders(session, room.id)


def start_again(session: Session, rehearsal: Rehearsal, now: dt.datetime) -> None:
    """Somebody has asked for it; they count as here until they have had the time to come."""
    free_names(session, rehearsal, now)
    rehearsal.beat_at = now
    session.flush()
    audiences.tell_leaders(session, room_of(session, rehearsal).id)


def claim_start(session: Session, rehearsal: Rehearsal, now: dt.datetime) -> bool:
    """Whether it is ours to start them: among several servers one gets to, in one statement."""
    seen = rehearsal.beat_at
    same = Rehearsal.beat_at.is_(None) if seen is None else Rehearsal.beat_at == seen
    changed = session.execute(
        update(Rehearsal).where(Rehearsal.id == rehearsal.id, same).values(beat_at=now)
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def free_names(session: Session, rehearsal: Rehearsal, now: dt.datetime) -> None:
    """The phones of those who played are gone; new ones may take the names. Seats are kept."""
    claims = session.scalars(
        select(Claim)
        .join(Participant, Participant.id == Claim.participant_id)
        .where(
            Participant.cohort_id == rehearsal.cohort_id,
            Participant.guest_of.is_(None),
            Claim.how == "code",
            Claim.confirmed_at.is_(None),
            Claim.withdrawn_at.is_(None),
        )
    ).all()
    for claim in claims:
        access.withdraw(session, claim, now)


def fell_silent(session: Session, public_id: str) -> None:
    """They have ended without having been asked to."""
    room = session.scalar(select(Room).where(Room.public_id == public_id))
    rehearsal = of_room(session, room) if room is not None else None
    if room is None or rehearsal is None:
        return
    rehearsal.beat_at = None
    audiences.tell_leaders(session, room.id)


def playing(session: Session, room: Room, now: dt.datetime) -> set[int]:
    """Who is played just now: no socket says so, and yet their phones are with us."""
    rehearsal = of_room(session, room)
    if rehearsal is None or not is_alive(rehearsal, now):
        return set()
    here = select(Presence.participant_id).where(
        Presence.room_id == room.id, Presence.gone_at.is_(None)
    )
    return set(session.scalars(here))


def count_playing(session: Session, rehearsal: Rehearsal) -> int:
    """How many of the invented have come."""
    count = session.scalar(
        select(func.count(Presence.id))
        .join(Participant, Participant.id == Presence.participant_id)
        .where(
            Participant.cohort_id == rehearsal.cohort_id,
            Participant.guest_of.is_(None),
            Presence.gone_at.is_(None),
        )
    )
    return count or 0


def heard(session: Session, room: Room) -> dict[str, int]:
    """The revisions of those who play: that something of theirs has changed, never what."""
    activity = session.get(Activity, room.activity_id) if room.activity_id else None
    people = session.execute(
        select(Audience.key, Audience.revision).where(Audience.key.like(f"person:{room.id}:%"))
    )
    found = {row.key: row.revision for row in people}
    if activity is not None:
        made = session.scalars(select(Group.id).where(Group.activity_id == activity.id))
        found |= audiences.revisions(session, [audiences.group(number) for number in made])
    return found


def _is_of_today(session: Session, rehearsal: Rehearsal, now: dt.datetime) -> bool:
    """What is older is thrown away by the housekeeping."""
    day = select(Gathering.date).where(Gathering.cohort_id == rehearsal.cohort_id)
    date = session.scalar(day)
    return date is not None and passing.is_there(date, now)


def unfinished(session: Session, now: dt.datetime) -> list[Rehearsal]:
    """Those whose day it still is, for a server that has just started."""
    return [each for each in session.scalars(select(Rehearsal)) if _is_of_today(session, each, now)]
