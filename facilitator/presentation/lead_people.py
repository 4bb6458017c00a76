"""Rommet: who is here, who came late, which names wait for «Ja, det er Ane»."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, arrivals, groups, roster
from facilitator.models import Activity, Attendance, Claim, Device, Participant, Presence, Room
from facilitator.presentation.dates import clock_time
from facilitator.presentation.invite import invite_present
from facilitator.presentation.templating import people

HALVES = {"forenoon": "formiddagen", "afternoon": "ettermiddagen"}


@dataclass(frozen=True, slots=True)
class PersonHere:
    """Somebody in the room. `late` says when, `quiet` that no phone is connected."""

    id: int
    name: str
    first_name: str
    workplace: str
    guest: bool
    phoneless: bool
    late: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A name that was claimed by code and that nobody has vouched for."""

    id: int
    name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class LateArrival:
    """Somebody who came while two and two are deep in talk."""

    id: int
    first_name: str
    group_id: int | None
    trio_with: str


@dataclass(frozen=True, slots=True)
class HalfDay:
    """Attendance that joining has proposed for a half day."""

    key: str
    word: str
    proposed: int


@dataclass(frozen=True, slots=True)
class Absent:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PeopleView:
    here: tuple[PersonHere, ...]
    seats: int
    connected: int
    phoneless: int
    waiting: tuple[LateArrival, ...]
    claims: tuple[WaitingClaim, ...]
    gathering_id: int
    halves: tuple[HalfDay, ...]
    absent: tuple[Absent, ...]
    gone: tuple[Absent, ...]
    invite: tuple[str, ...]
    """A few whose story has not been on the board this year."""

    @property
    def phones(self) -> str:
        """«34 telefoner er tilkoblet. To skriver på papir.»"""
        count = {0: "Ingen telefoner", 1: "Én telefon"}.get(
            self.connected, f"{self.connected} telefoner"
        )
        connected = f"{count} er tilkoblet."
        if not self.phoneless:
            return connected
        return f"{connected} {self.phoneless} er med uten telefon."


def people_view(
    session: Session, room: Room, activity: Activity | None, connected: set[int]
) -> PeopleView:
    present = _presences(session, room, gone=False)
    started = activity.started_at if activity else None
    phones = connected | _with_phone(session, room)
    here = tuple(_person(row, started, connected, phones) for row in present)
    return PeopleView(
        here=here,
        seats=max(len(here), room.gathering.cohort.seats),
        connected=len(connected & {row.participant_id for row in present}),
        phoneless=sum(person.phoneless for person in here),
        waiting=_waiting(session, activity),
        claims=_claims(session, room),
        gathering_id=room.gathering_id,
        halves=_halves(session, room),
        absent=_absent(session, room, {row.participant_id for row in present}),
        gone=tuple(
            Absent(row.participant_id, row.participant.name)
            for row in _presences(session, room, gone=True)
        ),
        invite=invite_present(session, room),
    )


def _presences(session: Session, room: Room, *, gone: bool) -> list[Presence]:
    left = Presence.gone_at.is_not(None) if gone else Presence.gone_at.is_(None)
    rows = session.scalars(
        select(Presence)
        .join(Participant, Participant.id == Presence.participant_id)
        .where(Presence.room_id == room.id, left)
        .order_by(Participant.name)
    )
    return list(rows)


def _with_phone(session: Session, room: Room) -> set[int]:
    """Those whose name was found on a phone in this room, also when it sleeps just now."""
    return set(
        session.scalars(
            select(Claim.participant_id)
            .join(Device, Device.id == Claim.device_id)
            .where(
                Claim.room_id == room.id,
                Claim.withdrawn_at.is_(None),
                Device.forgotten_at.is_(None),
            )
        )
    )


def _person(
    row: Presence, started: dt.datetime | None, connected: set[int], phones: set[int]
) -> PersonHere:
    """Who was added by hand has no phone until one has come with the name."""
    person = row.participant
    phoneless = row.by_hand and person.id not in phones
    late = started is not None and row.joined_at > started
    return PersonHere(
        id=person.id,
        name=person.name,
        first_name=person.first_name,
        workplace=person.workplace_name,
        guest=person.guest_of is not None,
        phoneless=phoneless,
        late=f"kom {clock_time(row.joined_at)}" if late else "",
        quiet=person.id not in connected and not phoneless,
    )


def _waiting(session: Session, activity: Activity | None) -> tuple[LateArrival, ...]:
    if activity is None or not activities.state_of(activity).is_on:
        return ()
    waiting = arrivals.waiting(session, activity)
    return tuple(_late_arrival(session, activity, person) for person in waiting)


def _late_arrival(session: Session, activity: Activity, person: Participant) -> LateArrival:
    set_key = activities.phase_of(activity).groups
    group = groups.suggest(session, activity, set_key, person, largest=3)
    names = [member.first_name for member in group.people] if group else []
    return LateArrival(person.id, person.first_name, group.id if group else None, people(names))


def _claims(session: Session, room: Room) -> tuple[WaitingClaim, ...]:
    rows = session.scalars(
        select(Claim)
        .join(Participant, Participant.id == Claim.participant_id)
        .where(
            Claim.room_id == room.id,
            Claim.how == "code",
            Claim.confirmed_at.is_(None),
            Claim.withdrawn_at.is_(None),
        )
        .order_by(Participant.name)
    )
    return tuple(
        WaitingClaim(row.id, row.participant.name, row.participant.first_name) for row in rows
    )


def _halves(session: Session, room: Room) -> tuple[HalfDay, ...]:
    """The half days with proposals that nobody has confirmed. Guests are on no list."""
    members = roster.members(room.gathering.cohort_id).with_only_columns(Participant.id)
    proposed = session.scalars(
        select(Attendance.half).where(
            Attendance.gathering_id == room.gathering_id,
            Attendance.status == "proposed",
            Attendance.participant_id.in_(members),
        )
    )
    found = Counter(proposed)
    return tuple(HalfDay(key, word, found[key]) for key, word in HALVES.items() if found[key])


def _absent(session: Session, room: Room, here: set[int]) -> tuple[Absent, ...]:
    """The kull's people who are not in the room: who may be added by hand."""
    rows = session.scalars(roster.members(room.gathering.cohort_id).order_by(Participant.name))
    return tuple(Absent(row.id, row.name) for row in rows if row.id not in here)
