"""Opening a room, finding it by its code, and who is present in it."""

import datetime as dt
import secrets
from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from facilitator.db import record
from facilitator.domain import anonymity, apart, attendance, audiences, facts, guesses, story_drafts
from facilitator.domain.address_tokens import address_token
from facilitator.errors import NotFound, RehearsalOver, RoomClosed, RoomGone
from facilitator.models import Activity, Gathering, Participant, Presence, Room
from facilitator.models.cohort import BORROWED, REHEARSAL

OSLO = ZoneInfo("Europe/Oslo")

ADDRESS_SIGNS = 16
"""Of the permanent address: some 93 bits, which nobody guesses."""

LETTERS = "ACDEFHJKMNPRTUWXY"
DIGITS = "23456789"
UNWANTED = {"KUK", "FUK", "FAK", "HAT", "DUM", "RAP", "KYT", "PUK", "DAU", "FAN"}

PASSING = {REHEARSAL: "oving-", BORROWED: "laan-"}
"""How the address of a room outside the year begins: when it is gone, nothing else knows of it."""


def oslo_day(moment: dt.datetime) -> dt.date:
    """The day that a moment is on, where the samlinger are."""
    return moment.astimezone(OSLO).date()


def make_code() -> str:
    """Three letters and three digits, none of which looks like another, and no rude word."""
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(3))
        if letters not in UNWANTED:
            return letters + "".join(secrets.choice(DIGITS) for _ in range(3))


def tidy_code(typed: str) -> str:
    return "".join(c for c in typed.upper() if c.isalnum())


def shown_code(code: str) -> str:
    """«TUN 473»: easier to read from the back row."""
    return f"{code[:3]} {code[3:]}"


def open_room(session: Session, gathering: Gathering, now: dt.datetime) -> Room:
    """Open the samling's room; the one it has, if it was opened before."""
    room = session.scalar(select(Room).where(Room.gathering_id == gathering.id))
    if room is not None:
        room.closed_at = None
        session.flush()
        return room
    room = Room(
        public_id=address_token(ADDRESS_SIGNS),
        gathering=gathering,
        join_code=_free_code(session),
        opened_at=now,
    )
    session.add(room)
    session.flush()
    return room


def _free_code(session: Session) -> str:
    while True:
        code = make_code()
        if session.scalar(select(Room.id).where(Room.join_code == code)) is None:
            return code


def close_room(session: Session, room: Room, now: dt.datetime) -> None:
    """End the day's room. Text that arrives later becomes a draft in the arbeidsmappe."""
    if room.closed_at is None:
        room.closed_at = now
        if room.activity_id is not None:
            story_drafts.hand_over_all(session, session.get_one(Activity, room.activity_id), now)
        anonymity.keep_in_room(session, room.id, now)
        apart.forget(session, room.gathering_id)
        name = audiences.room(room.id)
        record(session, facts.RoomEnded(name, audiences.touch(session, name), room.id))


def retire(session: Session, room: Room, now: dt.datetime) -> None:
    """Delete the room: its address and code stop working and nobody is present in it.

    What people have told belongs to them and stays in their arbeidsmapper, and a story that
    waits for its teller can still be approved. So the row stays, and who was there. The
    samling may be given a new room, which gets an address of its own.
    """
    anonymity.keep_in_room(session, room.id, now)
    apart.forget(session, room.gathering_id)
    name = audiences.room(room.id)
    record(session, facts.RoomEnded(name, audiences.touch(session, name), room.id))
    room.closed_at = room.closed_at or now
    room.public_id = address_token(ADDRESS_SIGNS)
    room.join_code = _free_code(session)
    room.activity_id = None
    session.execute(
        update(Presence)
        .where(Presence.room_id == room.id, Presence.gone_at.is_(None))
        .values(gone_at=now)
    )
    session.execute(
        delete(Activity).where(Activity.room_id == room.id, Activity.status == "planned")
    )
    session.flush()


_BY_ADDRESS = (
    select(Room)
    .where(Room.public_id == bindparam("public_id"))
    .options(joinedload(Room.gathering).joinedload(Gathering.cohort))
)
"""With its samling and kull: nearly every page asks for the kull's strengths or its question."""


def room_by_public_id(session: Session, public_id: str) -> Room:
    room = session.scalar(_BY_ADDRESS, {"public_id": public_id})
    if room is None and public_id.startswith(tuple(PASSING.values())):
        raise gone(public_id)
    if room is None:
        raise NotFound(
            "Dette rommet finnes ikke, eller det er slettet. Det du har godkjent, ligger i "
            "arbeidsmappa di. Skriv koden på lerretet, så finner du rommet i dag."
        )
    return room


def gone(public_id: str) -> RoomGone:
    """What is said where a room outside the year was."""
    return RehearsalOver() if public_id.startswith(PASSING[REHEARSAL]) else RoomGone()


def require_open(room: Room) -> Room:
    if not room.is_open:
        raise RoomClosed
    return room


def open_rooms(session: Session, cohort_id: int) -> list[Room]:
    return list(
        session.scalars(
            select(Room)
            .join(Gathering, Gathering.id == Room.gathering_id)
            .where(Gathering.cohort_id == cohort_id, Room.closed_at.is_(None))
        )
    )


def find_by_code(
    session: Session, typed: str, now: dt.datetime, *, source: str, known_in: Collection[int] = ()
) -> Room | None:
    """The open room with this code; None is noted as a wrong guess, so the caller commits.

    `source` is where it was typed, see guesses.source_of. Raises TooManyGuesses when it has had
    its share of wrong ones. A device that is known in the room's kull (`known_in`: ids of kull)
    still passes, and the QR code does not come this way.
    """
    with_it = select(Room).where(Room.join_code == tidy_code(typed), Room.closed_at.is_(None))
    if known_in:
        in_theirs = with_it.join(Room.gathering).where(Gathering.cohort_id.in_(known_in))
        mine = session.scalar(in_theirs)
        if mine is not None:
            return mine
    # Nothing is looked up for whoever has to wait: how long it takes would tell a right code.
    guesses.require_patience(session, source, now)
    room = session.scalar(with_it)
    if room is None:
        guesses.note(session, source, now)
    return room


def join(
    session: Session, room: Room, participant_id: int, now: dt.datetime, *, by_hand: bool = False
) -> Presence:
    """Become present; a second time changes nothing.

    Proposes attendance for the half day, also for a phone that comes back after lunch.
    """
    require_open(room)
    presence = presence_of(session, room, participant_id)
    is_here = presence is not None and presence.gone_at is None
    if presence is None:
        presence = Presence(
            room_id=room.id, participant_id=participant_id, joined_at=now, by_hand=by_hand
        )
        session.add(presence)
    presence.gone_at = None
    presence.by_hand = presence.by_hand or (by_hand and not is_here)
    session.flush()
    attendance.propose(session, room.gathering, participant_id, half_of(now))
    if is_here:
        return presence
    audiences.tell_counts(session, room.id)
    audiences.tell_person(session, room.id, participant_id)
    return presence


def propose_present(session: Session, room: Room, now: dt.datetime) -> None:
    """Whoever is here when a process moves on is here for that half day.

    A phone that stays in the room over lunch never joins again, and counts all the same.
    """
    here = session.scalars(
        select(Presence.participant_id).where(
            Presence.room_id == room.id, Presence.gone_at.is_(None)
        )
    )
    attendance.propose_all(session, room.gathering, set(here), half_of(now))


def half_of(now: dt.datetime) -> str:
    """Which half day it is in Oslo; after 11.45 counts as after lunch."""
    return "forenoon" if now.astimezone(OSLO).time() < dt.time(11, 45) else "afternoon"


_PRESENCE = select(Presence).where(
    Presence.room_id == bindparam("room"), Presence.participant_id == bindparam("person")
)


def presence_of(session: Session, room: Room, participant_id: int) -> Presence | None:
    return session.scalar(_PRESENCE, {"room": room.id, "person": participant_id})


def mark_gone(session: Session, room: Room, participant_id: int, now: dt.datetime) -> None:
    presence = presence_of(session, room, participant_id)
    if presence is not None and presence.gone_at is None:
        presence.gone_at = now
        audiences.tell_counts(session, room.id)


def present(session: Session, room: Room) -> list[Participant]:
    """Those who are here, by name. Presence is what was said, not whether a socket is up."""
    return list(
        session.scalars(
            select(Participant)
            .join(Presence, Presence.participant_id == Participant.id)
            .where(Presence.room_id == room.id, Presence.gone_at.is_(None))
            .order_by(Participant.name)
        )
    )


def count_present(session: Session, room_id: int) -> int:
    count = session.scalar(
        select(func.count())
        .select_from(Presence)
        .where(Presence.room_id == room_id, Presence.gone_at.is_(None))
    )
    return count or 0
