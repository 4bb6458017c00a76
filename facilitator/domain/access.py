"""Devices, names claimed on them, and personal links.

No account and no password: a phone is known by a secret in its cookie. What we keep of
every secret is a digest.
"""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, rooms
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import Expired, NameTaken, NotFound
from facilitator.models import Claim, Device, Facilitator, Participant, PersonalLink, Room

LINK_LIFETIME = dt.timedelta(days=400)
SIGN_IN_LIFETIME = dt.timedelta(days=7)


def digest(secret: str) -> str:
    """A long random secret needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_device(session: Session, now: dt.datetime) -> tuple[Device, str]:
    """A device, and the secret that goes into its cookie and is kept nowhere else."""
    secret = secrets.token_urlsafe(32)
    device = Device(digest=digest(secret), created_at=now)
    session.add(device)
    session.flush()
    return device, secret


def find_device(session: Session, secret: str) -> Device | None:
    return session.scalar(select(Device).where(Device.digest == digest(secret)))


def claims_of(session: Session, device: Device) -> list[Claim]:
    """The people on a device; two when they share a tablet."""
    return list(
        session.scalars(
            select(Claim)
            .where(Claim.device_id == device.id, Claim.withdrawn_at.is_(None))
            .order_by(Claim.id)
        )
    )


def actor_for(session: Session, device: Device | None) -> Actor:
    """Who is at this device right now."""
    if device is None:
        return Actor()
    claim = session.get(Claim, device.active_claim_id) if device.active_claim_id else None
    if claim is not None and claim.withdrawn_at is not None:
        claim = None
    leader = device.facilitator
    return Actor(
        name=leader.first_name if leader else claim.participant.first_name if claim else "",
        participant_id=claim.participant_id if claim else None,
        facilitator_id=leader.id if leader else None,
        device_id=device.id,
        claim_id=claim.id if claim else None,
        claim_room_id=claim.room_id if claim else None,
        whole_portfolio=claim.opens_portfolio if claim else False,
    )


def claim_by_code(
    session: Session, device: Device, room: Room, participant: Participant, now: dt.datetime
) -> Claim:
    """«Det er meg.» Opens today's room. Raises NameTaken when another device has the name."""
    mine = _own_claim(session, device, participant.id)
    if mine is None:
        if _taken(session, device, participant.id):
            raise NameTaken
        mine = _add_claim(session, device, participant.id, room.id, "code", now)
    device.active_claim_id = mine.id
    rooms.join(session, room, participant.id, now)
    return mine


def claim_as_guest(
    session: Session, device: Device, room: Room, name: str, now: dt.datetime
) -> Claim:
    """Somebody who is not on the list. Raises Invalid on an empty or unusable name."""
    guest = Participant(
        cohort_id=room.gathering.cohort_id,
        name=clean_line(name, "name", most=60, needed="Skriv navnet ditt."),
        role="gjest",
        guest_of=room.id,
    )
    session.add(guest)
    session.flush()
    claim = _add_claim(session, device, guest.id, room.id, "guest", now)
    device.active_claim_id = claim.id
    rooms.join(session, room, guest.id, now)
    return claim


def claim_by_link(
    session: Session, device: Device, participant_id: int, now: dt.datetime
) -> Claim:
    """The personal link proves who it is: other devices' unproven claims give way."""
    mine = _own_claim(session, device, participant_id)
    if mine is None:
        mine = _add_claim(session, device, participant_id, None, "link", now)
    else:
        mine.how = "link"
    for other in _claims_on(session, participant_id):
        if other.device_id != device.id and not other.opens_portfolio:
            withdraw(session, other, now)
    device.active_claim_id = mine.id
    return mine


def _own_claim(session: Session, device: Device, participant_id: int) -> Claim | None:
    return next(
        (c for c in claims_of(session, device) if c.participant_id == participant_id), None
    )


def _claims_on(session: Session, participant_id: int) -> list[Claim]:
    return list(
        session.scalars(
            select(Claim).where(
                Claim.participant_id == participant_id, Claim.withdrawn_at.is_(None)
            )
        )
    )


def _taken(session: Session, device: Device, participant_id: int) -> bool:
    return any(c.device_id != device.id for c in _claims_on(session, participant_id))


def taken_names(session: Session, device: Device | None, cohort_id: int) -> set[int]:
    """The participants of a kull whose name is in use on another device."""
    rows = session.execute(
        select(Claim.participant_id, Claim.device_id)
        .join(Participant, Participant.id == Claim.participant_id)
        .where(Participant.cohort_id == cohort_id, Claim.withdrawn_at.is_(None))
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
    """Take back a claim, a wrong one or one's own; the name is free again."""
    if claim.withdrawn_at is not None:
        return
    claim.withdrawn_at = now
    others = [c for c in claims_of(session, claim.device) if c.id != claim.id]
    if claim.device.active_claim_id == claim.id:
        claim.device.active_claim_id = others[0].id if others else None
    _tell(session, claim)


def _tell(session: Session, claim: Claim) -> None:
    for room in rooms.open_rooms(session, claim.participant.cohort_id):
        audiences.tell_person(session, room.id, claim.participant_id)
        audiences.tell_leaders(session, room.id)


def switch_person(session: Session, device: Device, participant_id: int) -> Claim:
    """On a shared tablet: the other one's turn. Raises NotFound for somebody not on it."""
    claim = _own_claim(session, device, participant_id)
    if claim is None:
        raise NotFound
    device.active_claim_id = claim.id
    return claim


def issue_link(
    session: Session,
    now: dt.datetime,
    *,
    participant: Participant | None = None,
    facilitator: Facilitator | None = None,
) -> str:
    """A further token for one person; earlier ones stay valid. Only the digest is kept."""
    token = secrets.token_urlsafe(24)
    lifetime = LINK_LIFETIME if participant else SIGN_IN_LIFETIME
    session.add(
        PersonalLink(
            digest=digest(token),
            participant_id=participant.id if participant else None,
            facilitator_id=facilitator.id if facilitator else None,
            issued_at=now,
            expires_at=now + lifetime,
        )
    )
    session.flush()
    return token


def look_at_link(session: Session, token: str, now: dt.datetime) -> PersonalLink:
    """Whose link it is. Consumes nothing: mail scanners open addresses first."""
    link = session.scalar(select(PersonalLink).where(PersonalLink.digest == digest(token)))
    if link is None:
        raise NotFound("Denne lenken kjenner vi ikke. Be prosesslederen om en ny.")
    if link.revoked_at is not None or (link.expires_at and link.expires_at < now):
        raise Expired
    return link


def use_link(session: Session, device: Device, token: str, now: dt.datetime) -> PersonalLink:
    """Press of the button on the link's page: the device becomes that person."""
    link = look_at_link(session, token, now)
    link.used_at = now
    if link.facilitator_id is not None:
        device.facilitator_id = link.facilitator_id
        device.facilitator = link.facilitator
        device.signed_in_at = now
    elif link.participant_id is not None:
        claim_by_link(session, device, link.participant_id, now)
    session.flush()
    return link


def sign_out(session: Session, device: Device) -> None:
    device.facilitator = None
    device.facilitator_id = None
    device.signed_in_at = None
    session.flush()
