"""«Lån et rom»: a method with one's own colleagues, outside any samling.

Whoever borrows it leads it, alone. Guests have no names: the app gives each a word from
nature, and that word is all that is stored of them. When the day is over everything is
deleted (`passing`), but for what the host has made a document of (`taking_with`).
"""

import datetime as dt
import random
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import (
    access,
    activities,
    devices,
    handovers,
    leading,
    passing,
    permissions,
    ring_sizes,
    rooms,
)
from facilitator.domain.nature_words import WORDS
from facilitator.domain.policies import Actor
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Claim, Cohort, Device, Gathering, Participant, Room
from facilitator.models.cohort import BORROWED
from facilitator.processes.schema import Process

MOST_AT_ONCE = 20
"""Borrowed rooms in the whole installation: each is a live room like any other."""

NOT_OPEN = (
    "Du låner et rom når hele arbeidsmappa di er åpen. Bruk den personlige lenken din, "
    "eller be prosesslederen bekrefte at det er deg."
)
TAKEN = "Alle rommene er lånt bort akkurat nå. Prøv igjen litt senere i dag, eller i morgen."
FULL = "Rommet er fullt. Del gjerne en telefon med den ved siden av deg."
NOT_HERE = "Dette rommet er ikke lånt."

_draw = random.SystemRandom()


def is_borrowed(room: Room) -> bool:
    return room.gathering.cohort.kind == BORROWED


def require_borrowed(room: Room) -> None:
    """Raises NotFound in the rooms of a year and in rehearsals."""
    if not is_borrowed(room):
        raise NotFound(NOT_HERE)


def is_host(actor: Actor, room: Room) -> bool:
    """Whether somebody leads the room because they have borrowed it."""
    return is_borrowed(room) and leading.leads(actor, room)


def require_borrower(session: Session, actor: Actor) -> Participant | None:
    """Somebody who may borrow; the participant, or None for a prosessleder.

    Raises NotAllowed for a device that is nobody, for a name that nobody has vouched for,
    and for guests and those who only rehearse.
    """
    if actor.is_leader:
        return None
    person = session.get(Participant, actor.participant_id) if actor.participant_id else None
    if person is None or not permissions.may(actor, permissions.PREPARE, person=person):
        raise NotAllowed(NOT_OPEN)
    return person


# --- the room ---------------------------------------------------------------------------------


def room_of(session: Session, actor: Actor) -> Room | None:
    """The room that somebody has borrowed and not thrown away."""
    mine = (
        Cohort.leader_id == actor.facilitator_id
        if actor.is_leader
        else Cohort.host_id == actor.participant_id
    )
    return session.scalar(
        select(Room)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .join(Cohort, Cohort.id == Gathering.cohort_id)
        .where(Cohort.kind == BORROWED, mine)
        .order_by(Room.id.desc())
        .limit(1)
    )


def clear_yesterday(session: Session, actor: Actor, now: dt.datetime) -> list[str]:
    """Throw away a room of one's own whose day is over. Gives tokens of photos to delete."""
    room = room_of(session, actor)
    if room is None or is_of_today(room, now):
        return []
    return passing.throw_away(session, room.gathering.cohort)


def is_of_today(room: Room, now: dt.datetime) -> bool:
    return passing.is_there(room.gathering.date, now)


def borrow(
    session: Session,
    actor: Actor,
    process: Process,
    now: dt.datetime,
    *,
    like: Cohort | None,
    settings: Mapping[str, str],
) -> Room:
    """A room for today with the method in it. Who has one gets that one, as it is.

    Raises Invalid where a setting is missing, NotAllowed when all rooms are lent.
    """
    person = require_borrower(session, actor)
    _one_at_a_time(session, actor, person)
    if (mine := room_of(session, actor)) is not None:
        return mine
    lent = session.scalar(select(func.count(Cohort.id)).where(Cohort.kind == BORROWED)) or 0
    if lent >= MOST_AT_ONCE:
        raise NotAllowed(TAKEN)
    room = passing.make(
        session,
        person.cohort if person else like,
        BORROWED,
        now,
        theme=process.name,
        host_id=person.id if person else None,
        leader_id=None if person else actor.facilitator_id,
    )
    activities.plan(session, room, process, now, theme=settings.get("theme", ""), settings=settings)
    return room


def _one_at_a_time(session: Session, actor: Actor, person: Participant | None) -> None:
    """Two presses at once wait for each other, also where writers are several."""
    if person is not None:
        session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    elif actor.device_id is not None:
        session.execute(select(Device.id).where(Device.id == actor.device_id).with_for_update())


def method_in(session: Session, room: Room) -> Activity | None:
    """What is on in the room, or was last; before that, what waits there."""
    found = activities.current(session, room)
    return found or next(iter(activities.in_room(session, room)), None)


# --- guests without names -----------------------------------------------------------------------


def come(session: Session, device: Device, room: Room, now: dt.datetime) -> Claim:
    """One press: the phone takes part, as a word. A second time it is the same one."""
    require_borrowed(room)
    rooms.require_open(room)
    if known := devices.known_in(session, device, room):
        return access.claim_by_code(session, device, room, known[0].participant, now)
    return access.claim_as_guest(session, device, room, free_word(session, room), now)


def free_word(session: Session, room: Room) -> str:
    """A word that nobody in the room has had today."""
    # Two who come at once wait for each other, also where writers are several.
    session.execute(select(Room.id).where(Room.id == room.id).with_for_update())
    taken = session.scalars(
        select(Participant.name).where(Participant.cohort_id == room.gathering.cohort_id)
    )
    free = sorted(set(WORDS) - set(taken))
    if not free:
        raise NotAllowed(FULL)
    return _draw.choice(free)


def leave(session: Session, device: Device, room: Room, now: dt.datetime) -> None:
    """«Gå ut av rommet»: the phone is again whoever it was. What was written stays tonight's."""
    require_borrowed(room)
    for claim in devices.known_in(session, device, room):
        person = claim.participant
        with ring_sizes.noticing(session, activities.current(session, room), now):
            rooms.mark_gone(session, room, person.id, now)
        handovers.end_for(session, room, person.id, now)
        access.withdraw(session, claim, now)
