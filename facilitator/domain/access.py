"""Names claimed on devices: no account and no password, a phone is who it says it is.

The cookie behind it is in `devices`, the personal link that proves a name in `links`.
"""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from facilitator.db import record
from facilitator.domain import arrivals, audiences, devices, facts, following, rooms
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import NameTaken, NotAllowed, NotFound
from facilitator.models import Claim, Device, Participant, Room

PEOPLE_ON_A_DEVICE = 2


def claim_by_code(
    session: Session, device: Device, room: Room, participant: Participant, now: dt.datetime
) -> Claim:
    """«Det er meg.» Opens today's room, and is how a phone that is known comes in again.

    Raises NameTaken when another device has the name, NotAllowed for a third on one device.
    """
    if participant.cohort_id != room.gathering.cohort_id:
        raise NotFound("Dette navnet hører ikke til kullet i rommet.")
    mine = own_claim(session, device, participant.id)
    if mine is None:
        _lock(session, participant.id)
        if _taken(session, device, participant.id, room):
            raise NameTaken
        _require_place(session, device, room)
        mine = _add_claim(session, device, participant.id, room.id, "code", now)
    elif mine.how == "code":
        mine.room_id = room.id
    _come_in(session, device, room, mine, now)
    return mine


def _lock(session: Session, participant_id: int) -> None:
    """Two phones that take a name at once come one after the other, also on PostgreSQL."""
    session.execute(
        select(Participant.id).where(Participant.id == participant_id).with_for_update()
    )


def _require_place(session: Session, device: Device, room: Room) -> None:
    if len(devices.known_in(session, device, room)) >= PEOPLE_ON_A_DEVICE:
        raise NotAllowed("Det er plass til to på samme telefon. Lån gjerne et nettbrett til.")


def _come_in(session: Session, device: Device, room: Room, claim: Claim, now: dt.datetime) -> None:
    device.active_claim_id = claim.id
    # First the seat that the phone has kept, so that nobody is given a second one.
    following.take_name(session, device.id, room, claim.participant_id)
    arrivals.arrive(session, room, claim.participant_id, now)


def claim_as_guest(
    session: Session, device: Device, room: Room, name: str, now: dt.datetime
) -> Claim:
    """Somebody who is not on the list. Raises Invalid on an empty or unusable name."""
    rooms.require_open(room)
    _require_place(session, device, room)
    guest = Participant(
        cohort_id=room.gathering.cohort_id,
        name=clean_line(name, "name", most=60, needed="Skriv navnet ditt."),
        role="gjest",
        guest_of=room.id,
    )
    session.add(guest)
    session.flush()
    claim = _add_claim(session, device, guest.id, room.id, "guest", now)
    _come_in(session, device, room, claim, now)
    return claim


def claim_by_link(
    session: Session,
    device: Device,
    participant_id: int,
    now: dt.datetime,
    *,
    others_mine: bool = True,
) -> Claim:
    """The personal link proves who it is: other devices' unproven claims give way.

    With them goes what they wrote, where the person says that they are somebody else's.
    """
    give_way = withdraw if others_mine else take_back
    for other in unproven_elsewhere(session, device, participant_id):
        give_way(session, other, now)
    mine = own_claim(session, device, participant_id)
    if mine is None:
        mine = _add_claim(session, device, participant_id, None, "link", now)
    else:
        mine.how = "link"
    device.active_claim_id = mine.id
    return mine


def unproven_elsewhere(session: Session, device: Device | None, participant_id: int) -> list[Claim]:
    """Other devices on which somebody has tapped this name, and nobody has vouched for it."""
    return [
        claim
        for claim in _claims_on(session, participant_id)
        if not claim.opens_portfolio and (device is None or claim.device_id != device.id)
    ]


def own_claim(session: Session, device: Device, participant_id: int) -> Claim | None:
    return next(
        (c for c in devices.claims_of(session, device) if c.participant_id == participant_id), None
    )


def _claims_on(session: Session, participant_id: int) -> list[Claim]:
    return list(
        session.scalars(
            select(Claim)
            .where(Claim.participant_id == participant_id, Claim.withdrawn_at.is_(None))
            .options(lazyload("*"))
        )
    )


def _taken(session: Session, device: Device, participant_id: int, room: Room) -> bool:
    """A phone that says it is finished holds its name for the day, not for the year."""
    others = [c for c in _claims_on(session, participant_id) if c.device_id != device.id]
    if any(c.device.forgotten_at is None for c in others):
        return True
    return bool(others) and rooms.presence_of(session, room, participant_id) is not None


def taken_names(session: Session, device: Device | None, cohort_id: int) -> set[int]:
    """The participants of a kull whose name is in use on another device."""
    rows = session.execute(
        select(Claim.participant_id, Claim.device_id)
        .join(Participant, Participant.id == Claim.participant_id)
        .join(Device, Device.id == Claim.device_id)
        .where(
            Participant.cohort_id == cohort_id,
            Claim.withdrawn_at.is_(None),
            Device.forgotten_at.is_(None),
        )
    )
    return {person for person, other in rows if device is None or other != device.id}


def _add_claim(
    session: Session,
    device: Device,
    participant_id: int,
    room_id: int | None,
    how: str,
    now: dt.datetime,
) -> Claim:
    claim = Claim(
        device_id=device.id,
        participant_id=participant_id,
        room_id=room_id,
        how=how,
        claimed_at=now,
    )
    session.add(claim)
    session.flush()
    return claim


def confirm(session: Session, claim: Claim, leader: Actor, now: dt.datetime) -> None:
    """«Ja, det er Ane.» Opens the whole arbeidsmappe on that phone."""
    if claim.confirmed_at is None:
        claim.confirmed_at = now
        claim.confirmed_by_id = leader.facilitator_id
        _tell(session, claim)


def withdraw(session: Session, claim: Claim, now: dt.datetime) -> None:
    """End a claim; the name is free again. What was written under it stays under it."""
    if claim.withdrawn_at is not None:
        return
    claim.withdrawn_at = now
    others = [c for c in devices.claims_of(session, claim.device) if c.id != claim.id]
    if claim.device.active_claim_id == claim.id:
        claim.device.active_claim_id = others[0].id if others else None
    _tell(session, claim)
    _stop_hearing(session, claim.device_id)


def take_back(session: Session, claim: Claim, now: dt.datetime) -> None:
    """It was the wrong name: the phone loses it, and what the phone did goes with the phone.

    See domain/following.py. When another device has the name too, everything stays with
    the name, for then nobody can tell which of the two did what.
    """
    if claim.withdrawn_at is not None:
        return
    withdraw(session, claim, now)
    if not _claims_on(session, claim.participant_id):
        for room in rooms.open_rooms(session, claim.participant.cohort_id):
            following.leave_name(session, claim, room, now)


def _stop_hearing(session: Session, device_id: int) -> None:
    """The device's sockets end; its page comes back as whoever it is now."""
    record(session, facts.AccessEnded("", 0, device_id))


def _tell(session: Session, claim: Claim) -> None:
    for room in rooms.open_rooms(session, claim.participant.cohort_id):
        audiences.tell_person(session, room.id, claim.participant_id)
        audiences.tell_leaders(session, room.id)


def switch_person(session: Session, device: Device, participant_id: int) -> Claim:
    """On a shared tablet: the other one's turn. Raises NotFound for somebody not on it."""
    claim = own_claim(session, device, participant_id)
    if claim is None:
        raise NotFound("Denne personen er ikke på denne telefonen.")
    if device.active_claim_id != claim.id:
        device.active_claim_id = claim.id
        _stop_hearing(session, device.id)
    return claim


def forget(session: Session, device: Device, now: dt.datetime) -> None:
    """«Ferdig på denne telefonen.» Nothing that was written is touched."""
    device.forgotten_at = now
    device.digest = f"forgotten:{device.id}"
    sign_out(session, device)


def sign_out(session: Session, device: Device) -> None:
    device.facilitator = None
    device.facilitator_id = None
    device.signed_in_at = None
    device.signed_in_how = ""
    _stop_hearing(session, device.id)
    session.flush()
