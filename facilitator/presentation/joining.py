"""What somebody sees on the way in: the code, the names, and whose phone this is."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import access, devices, rooms, roster
from facilitator.models import Claim, Cohort, Device, Gathering, Participant, Presence, Room
from facilitator.models.cohort import BORROWED, YEAR
from facilitator.presentation.day_names import day_name

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


@dataclass(frozen=True, slots=True)
class RoomHead:
    """The line at the top: which samling this is."""

    public_id: str
    title: str
    place: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class NameView:
    """One line of the list. `taken`: another phone has the name. `here`: is in the room."""

    id: int
    name: str
    workplace: str
    here: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody on this device."""

    id: int
    claim_id: int
    name: str
    first_name: str
    workplace: str
    active: bool
    here: bool
    left: bool
    """Was here today, and has been marked as gone."""


def house_cohort(session: Session, *, among: Collection[int] | None = None) -> Cohort | None:
    """The kull that the front page speaks for: the one with an open room, else the newest."""
    wanted = select(Cohort).where(Cohort.kind == YEAR)
    if among is not None:
        wanted = wanted.where(Cohort.id.in_(among))
    return session.scalar(
        wanted.join(Gathering, Gathering.cohort_id == Cohort.id, isouter=True)
        .join(Room, Room.gathering_id == Gathering.id, isouter=True)
        .order_by(
            (Room.closed_at.is_(None) & Room.id.is_not(None)).desc(),
            Room.opened_at.desc().nulls_last(),
            Cohort.id.desc(),
        )
        .limit(1)
    )


def head(room: Room) -> RoomHead:
    gathering = room.gathering
    lent = gathering.cohort.kind == BORROWED
    return RoomHead(
        public_id=room.public_id,
        title=day_name(gathering),
        place=gathering.theme if lent else f"{gathering.cohort.name} · {gathering.place}",
        is_open=room.is_open,
    )


def names(session: Session, room: Room, device: Device | None) -> list[tuple[str, list[NameView]]]:
    """The kull's names by letter, as Norwegians sort them."""
    cohort_id = room.gathering.cohort_id
    here = {person.id for person in rooms.present(session, room)}
    taken = access.taken_names(session, device, cohort_id)
    people = session.scalars(roster.members(cohort_id)).all()
    views = [NameView(p.id, p.name, p.workplace_name, p.id in here, p.id in taken) for p in people]
    views.sort(key=lambda view: sort_key(view.name))
    return [(key, list(group)) for key, group in groupby(views, key=lambda v: letter(v.name))]


def sort_key(name: str) -> list[tuple[int, str]]:
    """Æ, ø and å come last; é is e; AA at the start is still two letters."""
    return [_place(char) for char in name.upper()]


def _place(char: str) -> tuple[int, str]:
    if char not in "ÆØÅ":
        char = unicodedata.normalize("NFD", char)[0]
    return (ALPHABET.find(char), char)


def letter(name: str) -> str:
    first = name[:1].upper()
    return first if first in "ÆØÅ" else unicodedata.normalize("NFD", first)[:1]


def people_on(session: Session, device: Device | None, room: Room) -> list[PersonView]:
    """The one or two people that a device is known as in this room."""
    claims = devices.known_in(session, device, room)
    active = device.active_claim_id if device else None
    found = _presences(session, room, [claim.participant_id for claim in claims])
    return [_person(claim, claim.id == active, found) for claim in claims]


def _presences(session: Session, room: Room, ids: Iterable[int]) -> dict[int, Presence]:
    rows = session.scalars(
        select(Presence).where(Presence.room_id == room.id, Presence.participant_id.in_(ids))
    )
    return {row.participant_id: row for row in rows}


def _person(claim: Claim, active: bool, found: dict[int, Presence]) -> PersonView:
    person, presence = claim.participant, found.get(claim.participant_id)
    return PersonView(
        id=person.id,
        claim_id=claim.id,
        name=person.name,
        first_name=person.first_name,
        workplace=person.workplace_name,
        active=active,
        here=presence is not None and presence.gone_at is None,
        left=presence is not None and presence.gone_at is not None,
    )


def was_renamed(session: Session, device: Device | None, room: Room) -> bool:
    """Whether a name was taken off this device in this room; its texts wait for the right one."""
    if device is None:
        return False
    found = session.scalar(
        select(Claim.id)
        .where(
            Claim.device_id == device.id,
            Claim.room_id == room.id,
            Claim.withdrawn_at.is_not(None),
        )
        .limit(1)
    )
    return found is not None


def name_in(session: Session, room: Room, participant_id: int | None) -> str:
    """The first name of somebody of the room's kull; empty for anybody else."""
    person = session.get(Participant, participant_id) if participant_id else None
    if person is None or person.cohort_id != room.gathering.cohort_id:
        return ""
    return person.first_name


def open_room_of(session: Session, device: Device | None) -> Room | None:
    """The open room in which somebody on this device is present, if there is one."""
    if device is None:
        return None
    return session.scalar(
        select(Room)
        .join(Presence, Presence.room_id == Room.id)
        .join(Claim, Claim.participant_id == Presence.participant_id)
        .where(
            Claim.device_id == device.id,
            Claim.withdrawn_at.is_(None),
            Presence.gone_at.is_(None),
            Room.closed_at.is_(None),
        )
        .order_by(Room.opened_at.desc())
        .limit(1)
    )


def room_today(session: Session, cohort_id: int, today: dt.date) -> Room | None:
    """The kull's open room, if its samling is today."""
    return next(
        (r for r in rooms.open_rooms(session, cohort_id) if r.gathering.date == today), None
    )
