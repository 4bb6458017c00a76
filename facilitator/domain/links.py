"""Personal links: a long random token proves who somebody is. We keep only its digest."""

import datetime as dt
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import access, accounts_sessions, devices
from facilitator.errors import Expired, NotFound
from facilitator.models import Device, Facilitator, Participant, PersonalLink

LINK_LIFETIME = dt.timedelta(days=400)
SIGN_IN_LIFETIME = dt.timedelta(days=7)


def issue(
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
            digest=devices.digest(token),
            participant_id=participant.id if participant else None,
            facilitator_id=facilitator.id if facilitator else None,
            issued_at=now,
            expires_at=now + lifetime,
        )
    )
    session.flush()
    return token


def look_at(
    session: Session, token: str, now: dt.datetime, device: Device | None = None
) -> PersonalLink:
    """Whose link it is. Consumes nothing: mail scanners open addresses first.

    Raises NotFound, or Expired when it is out of date, taken back, or has been used on
    another device than this.
    """
    link = session.scalar(
        # `of`: PostgreSQL refuses to lock the outer-joined owners along with it.
        select(PersonalLink)
        .where(PersonalLink.digest == devices.digest(token))
        .with_for_update(of=PersonalLink)
    )
    if link is None:
        raise NotFound("Denne lenken kjenner vi ikke. Be prosesslederen om en ny.")
    if link.revoked_at is not None or (link.expires_at and link.expires_at < now):
        raise Expired
    if link.facilitator is not None and link.facilitator.closed_at is not None:
        raise Expired
    if link.used_at is not None and not is_person(session, device, link):
        raise Expired("Lenken er brukt. Be prosesslederen om en ny, det tar et øyeblikk.")
    return link


def is_person(session: Session, device: Device | None, link: PersonalLink) -> bool:
    """Whether the device is already the person that the link is for."""
    if device is None:
        return False
    if link.facilitator_id is not None:
        return device.facilitator_id == link.facilitator_id
    claim = access.own_claim(session, device, link.participant_id or 0)
    return claim is not None and claim.how == "link"


def spend(session: Session, device: Device, token: str, now: dt.datetime) -> PersonalLink:
    """The link is used up. Who it is for has proved it, and may have more to prove."""
    link = look_at(session, token, now, device)
    link.used_at = link.used_at or now
    session.flush()
    return link


def use(
    session: Session, device: Device, token: str, now: dt.datetime, *, others_mine: bool = True
) -> PersonalLink:
    """Press of the button on the link's page: the device becomes that person."""
    link = spend(session, device, token, now)
    if link.facilitator is not None:
        devices.become(session, device, link.facilitator, accounts_sessions.LINK, now)
    elif link.participant_id is not None:
        access.claim_by_link(session, device, link.participant_id, now, others_mine=others_mine)
    session.flush()
    return link
