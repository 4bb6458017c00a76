"""Devices: browsers we know again, and the people who are on them.

What we keep of a cookie's secret is a digest.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import accounts_sessions, facts
from facilitator.domain.policies import Actor
from facilitator.models import Claim, CohortLeader, Device, Facilitator, Participant, Room


def digest(secret: str) -> str:
    """A long random secret needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_device(session: Session, now: dt.datetime, kind: str = "") -> tuple[Device, str]:
    """A device, and the secret that goes into its cookie and is kept nowhere else."""
    secret = secrets.token_urlsafe(32)
    device = Device(digest=digest(secret), created_at=now, kind=kind)
    session.add(device)
    session.flush()
    return device, secret


def find_device(session: Session, secret: str) -> Device | None:
    return session.scalar(select(Device).where(Device.digest == digest(secret)))


_CLAIMS = (
    select(Claim)
    .where(Claim.device_id == bindparam("device"), Claim.withdrawn_at.is_(None))
    .order_by(Claim.id)
)


def claims_of(session: Session, device: Device) -> list[Claim]:
    """The people on a device; two when they share a tablet."""
    return list(session.scalars(_CLAIMS, {"device": device.id}))


_WHO = (
    select(
        Device.id,
        Facilitator.id,
        Facilitator.name,
        Claim.id,
        Claim.participant_id,
        Claim.room_id,
        (Claim.how == "link") | Claim.confirmed_at.is_not(None),
        Participant.name,
        Device.signed_in_how,
        Device.signed_in_at,
        func.coalesce(Device.seen_at, Device.created_at),
        Facilitator.owns_installation,
    )
    .select_from(Device)
    .outerjoin(
        Facilitator, (Facilitator.id == Device.facilitator_id) & Facilitator.closed_at.is_(None)
    )
    .outerjoin(
        Claim,
        (Claim.id == Device.active_claim_id)
        & (Claim.device_id == Device.id)
        & Claim.withdrawn_at.is_(None),
    )
    .outerjoin(Participant, Participant.id == Claim.participant_id)
)
"""Every request asks it, so it is one query and built once."""
_BY_SECRET = _WHO.where(Device.digest == bindparam("digest"))
_BY_DEVICE = _WHO.where(Device.id == bindparam("device"))


def recognise(session: Session, secret: str, now: dt.datetime) -> Actor:
    """Who holds the device with this secret; nobody when we do not know it."""
    row = session.execute(_BY_SECRET, {"digest": digest(secret)}).one_or_none()
    return _actor(session, row, now)


def actor_for(session: Session, device: Device | None, now: dt.datetime | None = None) -> Actor:
    """Who is at this device; with `now`, nobody where the hours of being signed in are over."""
    if device is None:
        return Actor()
    row = session.execute(_BY_DEVICE, {"device": device.id}).one_or_none()
    return _actor(session, row, now)


def _is_in(
    session: Session,
    how: str,
    since: dt.datetime | None,
    seen: dt.datetime,
    now: dt.datetime | None,
) -> bool:
    if accounts_sessions.waits(how):
        return False
    return now is None or not accounts_sessions.is_over(session, how, since, seen, now)


_LED = select(CohortLeader.cohort_id, CohortLeader.is_owner).where(
    CohortLeader.facilitator_id == bindparam("leader")
)


def _actor(
    session: Session, row: Row[*tuple[Any, ...]] | None, now: dt.datetime | None = None
) -> Actor:
    if row is None:
        return Actor()
    leader, *_, how, since, seen, _ = row[1:]
    is_in = bool(leader) and _is_in(session, how, since, seen, now)
    led = session.execute(_LED, {"leader": leader}).all() if is_in else []
    return _made(row, led, is_in=is_in)


def _made(row: Sequence[Any], led: Sequence[Row[*tuple[Any, ...]]], *, is_in: bool) -> Actor:
    """`led`: what the prosessleder of the device leads, who is signed in there if `is_in`."""
    device, leader, leader_name, claim, person, room, proven, name, *_, seen, owns = row
    if not is_in:
        leader = leader_name = None
    return Actor(
        name=(leader_name or name or "").split(" ")[0],
        participant_id=person,
        facilitator_id=leader,
        device_id=device,
        claim_id=claim,
        claim_room_id=room,
        whole_portfolio=bool(proven),
        leads=frozenset(each.cohort_id for each in led),
        owns=frozenset(each.cohort_id for each in led if each.is_owner),
        owns_installation=bool(leader and owns),
        seen_at=seen,
    )


def recognise_all(session: Session, digests: Collection[str], now: dt.datetime) -> dict[str, Actor]:
    """As `recognise`, of many devices at once, by the digests of their secrets."""
    rows = session.execute(_WHO.add_columns(Device.digest).where(Device.digest.in_(digests))).all()
    limits = accounts_sessions.limits(session)
    leaders = {row[1] for row in rows if row[1]}
    led: dict[int, list[Row[*tuple[Any, ...]]]] = {each: [] for each in leaders}
    asked = select(CohortLeader.cohort_id, CohortLeader.is_owner, CohortLeader.facilitator_id)
    for each in session.execute(asked.where(CohortLeader.facilitator_id.in_(leaders))):
        led[each.facilitator_id].append(each)
    found = {}
    for *row, digest_of in rows:
        leader, *_, how, since, seen, _ = row[1:]
        waits = accounts_sessions.waits(how)
        is_in = bool(leader) and not waits and not limits.are_past(how, since, seen, now)
        found[digest_of] = _made(row, led.get(leader, []), is_in=is_in)
    return found


def become(
    session: Session,
    device: Device,
    leader: Facilitator,
    how: str,
    now: dt.datetime,
    *,
    shared: bool = False,
) -> None:
    """The device is this prosessleder's from now on. `accounts.signed_in` is what routes call."""
    device.facilitator_id = leader.id
    device.facilitator = leader
    device.signed_in_at = device.seen_at = now
    device.signed_in_how = accounts_sessions.said(how, shared=shared)
    session.flush()


def renew(session: Session, device: Device) -> str:
    """A new secret; whoever holds the old one, or listens by it, is a stranger from now on."""
    secret = secrets.token_urlsafe(32)
    device.digest = digest(secret)
    record(session, facts.AccessEnded("", 0, device.id))
    session.flush()
    return secret


def known_in(session: Session, device: Device | None, room: Room) -> list[Claim]:
    """The people on a device who belong in this room: of its kull, or its own guests."""
    if device is None:
        return []
    cohort_id = room.gathering.cohort_id
    return [
        claim
        for claim in claims_of(session, device)
        if claim.participant.cohort_id == cohort_id
        and claim.participant.guest_of in (None, room.id)
    ]


def cohorts_of(session: Session, device: Device | None) -> set[int]:
    """The kull that a device is known in."""
    return {c.participant.cohort_id for c in claims_of(session, device)} if device else set()
