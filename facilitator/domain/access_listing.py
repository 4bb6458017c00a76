"""What opens somebody's arbeidsmappe right now: their personal links and the devices known as them.

For the one it is about, and for the kull's prosessledere. Neither is told what was read or when;
only what may be taken back.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, lazyload

from facilitator.domain import access, audit
from facilitator.domain.policies import Actor
from facilitator.errors import NotFound
from facilitator.models import (
    AuditEntry,
    Claim,
    Device,
    EmailCode,
    Facilitator,
    Participant,
    PersonalLink,
)

MOST_LINKS = 30

OPEN: Final = "open"
USED: Final = "used"
OVER: Final = "over"
"""Taken back, or out of date."""

BY_LINK: Final = "link"
BY_MAIL: Final = "mail"
BY_LEADER: Final = "leader"
BY_NAME: Final = "name"
"""Nobody has vouched for it: it opens the rooms it has been in, and no arbeidsmappe."""

DEVICE_OFF = "enhet tatt bort"


@dataclass(frozen=True, slots=True)
class ListedLink:
    id: int
    issued_at: dt.datetime
    issued_by: str
    """Empty where it was issued by a command, or so long ago that nothing tells."""
    used_at: dt.datetime | None
    valid_until: dt.datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class ListedDevice:
    claim_id: int
    kind: str
    since: dt.datetime
    seen_at: dt.datetime | None
    how: str
    confirmed_by: str
    is_this: bool
    shared: bool
    """Two are on it."""


def links_of(session: Session, person: Participant, now: dt.datetime) -> list[ListedLink]:
    """The newest first, those that still open something before all others."""
    rows = session.scalars(
        select(PersonalLink)
        .where(PersonalLink.participant_id == person.id)
        .options(lazyload("*"))
        .order_by(PersonalLink.issued_at.desc(), PersonalLink.id.desc())
    ).all()
    by = _issued_by(session, person)
    found = [
        ListedLink(
            id=row.id,
            issued_at=row.issued_at,
            issued_by=by.get(row.id, ""),
            used_at=row.used_at,
            valid_until=row.expires_at,
            state=_state(row, now),
        )
        for row in rows
    ]
    return sorted(found, key=lambda link: link.state != OPEN)[:MOST_LINKS]


def _state(link: PersonalLink, now: dt.datetime) -> str:
    if link.revoked_at is not None or (link.expires_at and link.expires_at < now):
        return OVER
    return OPEN if link.used_at is None else USED


def _issued_by(session: Session, person: Participant) -> dict[int, str]:
    """A link's row says whom it opens for; who issued it stands in the log of who did what."""
    entries = session.execute(
        select(AuditEntry.details, AuditEntry.by)
        .where(AuditEntry.verb == audit.LINK, AuditEntry.about_id == person.id)
        .order_by(AuditEntry.id.desc())
    )
    return {details["link"]: by for details, by in entries if "link" in details}


def devices_of(
    session: Session, person: Participant, this: int | None = None
) -> list[ListedDevice]:
    """Those that are known as the person, this one first. One that has forgotten is not."""
    claims = session.scalars(
        select(Claim)
        .join(Device, Device.id == Claim.device_id)
        .where(
            Claim.participant_id == person.id,
            Claim.withdrawn_at.is_(None),
            Device.forgotten_at.is_(None),
        )
        .options(lazyload("*"), joinedload(Claim.device).lazyload("*"))
        .order_by(Claim.claimed_at.desc(), Claim.id.desc())
    ).all()
    mailed = _by_mail(session, person.id)
    leaders = _names(session, {each.confirmed_by_id for each in claims if each.confirmed_by_id})
    shared = _shared(session, [each.device_id for each in claims])
    found = [
        ListedDevice(
            claim_id=each.id,
            kind=each.device.kind,
            since=each.claimed_at,
            seen_at=each.device.seen_at,
            how=_how(each, mailed),
            confirmed_by=leaders.get(each.confirmed_by_id or 0, ""),
            is_this=each.device_id == this,
            shared=each.device_id in shared,
        )
        for each in claims
    ]
    return sorted(found, key=lambda device: not device.is_this)


def _how(claim: Claim, mailed: set[int]) -> str:
    if claim.device_id in mailed:
        return BY_MAIL
    if claim.how == "link":
        return BY_LINK
    return BY_LEADER if claim.confirmed_at else BY_NAME


def _by_mail(session: Session, person_id: int) -> set[int]:
    used = (EmailCode.participant_id == person_id, EmailCode.used_at.is_not(None))
    return set(session.scalars(select(EmailCode.device_id).where(*used)))


def _names(session: Session, leaders: Iterable[int]) -> dict[int, str]:
    wanted = select(Facilitator.id, Facilitator.name).where(Facilitator.id.in_(list(leaders)))
    return {row.id: row.name for row in session.execute(wanted)}


def _shared(session: Session, devices: list[int]) -> set[int]:
    others = select(Claim.device_id).where(
        Claim.device_id.in_(devices), Claim.withdrawn_at.is_(None)
    )
    found = list(session.scalars(others))
    return {each for each in found if found.count(each) > 1}


def take_off(
    session: Session,
    by: Actor,
    person: Participant,
    claim_id: int,
    now: dt.datetime,
    *,
    was_mine: bool = True,
) -> None:
    """A device is not this person any more, and its sockets end. A repeated press is harmless.

    What was written on it stays with the name; where it was somebody else's, it goes with the
    device (access.take_back). Raises NotFound for a device of somebody else.
    """
    claim = session.get(Claim, claim_id)
    if claim is None or claim.participant_id != person.id:
        raise NotFound("Denne enheten er ikke kjent lenger.")
    if claim.withdrawn_at is not None:
        return
    give_way = access.withdraw if was_mine else access.take_back
    give_way(session, claim, now)
    audit.note(session, by, audit.LINK, now, DEVICE_OFF, about=person.id, cohort=person.cohort_id)
