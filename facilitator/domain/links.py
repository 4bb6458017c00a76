"""Personal links: a long random token proves who somebody is. We keep only its digest."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import access, accounts_sessions, audit, devices, facts
from facilitator.domain.address_tokens import address_token
from facilitator.domain.policies import Actor
from facilitator.errors import Expired, NotFound
from facilitator.models import Device, Facilitator, Participant, PersonalLink

TOKEN_SIGNS = 32
"""Some 186 bits."""

LINK_LIFETIME = dt.timedelta(days=400)
SIGN_IN_LIFETIME = dt.timedelta(days=7)
FORGOTTEN_LIFETIME = dt.timedelta(days=1)
"""Of what anybody may ask for, and a mailbox keeps: used at once, or asked for anew."""

SHOWN, RENEWED, TAKEN_BACK = "lenke vist", "lenke fornyet", "lenke tatt tilbake"


def issue(
    session: Session,
    now: dt.datetime,
    *,
    participant: Participant | None = None,
    facilitator: Facilitator | None = None,
    by: Actor | None = None,
    what: str = SHOWN,
    lifetime: dt.timedelta | None = None,
) -> str:
    """A further token for one person; earlier ones stay valid. Only the digest is kept.

    With `by`, who issued it is noted, and is seen by whoever looks over the person's links.
    """
    token = address_token(TOKEN_SIGNS)
    usual = LINK_LIFETIME if participant else SIGN_IN_LIFETIME
    link = PersonalLink(
        digest=devices.digest(token),
        participant_id=participant.id if participant else None,
        facilitator_id=facilitator.id if facilitator else None,
        issued_at=now,
        expires_at=now + (lifetime or usual),
    )
    session.add(link)
    session.flush()
    if by is not None and participant is not None:
        _note(session, by, now, what, participant, link=link.id)
    return token


def renew(session: Session, by: Actor, participant: Participant, now: dt.datetime) -> str:
    """A new link in place of all that were there. Devices that are known stay known."""
    _end(session, _open_ones(session, participant.id), now)
    return issue(session, now, participant=participant, by=by, what=RENEWED)


def take_back(
    session: Session, by: Actor, participant: Participant, link_id: int, now: dt.datetime
) -> None:
    """One link opens nothing any more. Raises NotFound for one of somebody else."""
    link = session.get(PersonalLink, link_id)
    if link is None or link.participant_id != participant.id:
        raise NotFound("Denne lenken finnes ikke lenger.")
    if link.revoked_at is None:
        _end(session, [link], now)
        _note(session, by, now, TAKEN_BACK, participant, link=link.id)


def take_back_all(session: Session, by: Actor, participant: Participant, now: dt.datetime) -> int:
    """Gives how many there were."""
    found = _open_ones(session, participant.id)
    _end(session, found, now)
    if found:
        _note(session, by, now, TAKEN_BACK, participant, links=len(found))
    return len(found)


def _open_ones(session: Session, participant_id: int) -> list[PersonalLink]:
    """Also those that are used: on the device that used one, it still opens."""
    return list(
        session.scalars(
            select(PersonalLink).where(
                PersonalLink.participant_id == participant_id, PersonalLink.revoked_at.is_(None)
            )
        )
    )


def _end(session: Session, found: list[PersonalLink], now: dt.datetime) -> None:
    for link in found:
        link.revoked_at = now
    record(session, facts.TakenBack())


def _note(
    session: Session,
    by: Actor,
    now: dt.datetime,
    what: str,
    person: Participant,
    **details: str | int,
) -> None:
    audit.note(
        session, by, audit.LINK, now, what, about=person.id, cohort=person.cohort_id, **details
    )


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
    if link.used_at is not None and not is_person(session, device, link, now):
        raise Expired("Lenken er brukt. Be prosesslederen om en ny, det tar et øyeblikk.")
    return link


def is_person(
    session: Session, device: Device | None, link: PersonalLink, now: dt.datetime
) -> bool:
    """Whether the device is already the person that the link is for.

    A prosessleder who has been signed out by the hours is not: the link may stand in the history
    of a machine that others use.
    """
    if device is None:
        return False
    if link.facilitator_id is not None:
        return devices.actor_for(session, device, now).facilitator_id == link.facilitator_id
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
    """Press of the button on the link's page: the device becomes that person.

    A prosessleder may have more to prove, so routes `spend` theirs: web/coming_in.py.
    """
    link = spend(session, device, token, now)
    if link.facilitator is not None:
        devices.become(session, device, link.facilitator, accounts_sessions.LINK, now)
    elif link.participant_id is not None:
        access.claim_by_link(session, device, link.participant_id, now, others_mine=others_mine)
    session.flush()
    return link
