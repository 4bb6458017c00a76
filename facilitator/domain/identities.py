"""Who a prosessleder is at a provider: recognised by what never changes there, never by a name.

An identity is tied to a prosessleder by an invitation that stands open on the device, or by one who
is signed in. A confirmed address is enough only where the installation says so.
"""

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import accounts, audit, lost_rights
from facilitator.domain.policies import Actor
from facilitator.errors import FacilitatorError, NotFound
from facilitator.models import Facilitator, Identity

LINKED = "innlogging koblet til"
UNLINKED = "innlogging koblet fra"
FROM_OUTSIDE = "innlogging utenfra"


class ClosedToThem(FacilitatorError):
    status = 403
    message = accounts.CLOSED


class TakenByAnother(FacilitatorError):
    """The identity is another prosessleder's, or is of a kind that cannot be kept."""

    status = 409
    message = "Denne kontoen er koblet til en annen prosessleder."


class LastWayIn(FacilitatorError):
    status = 409
    message = "Lag et passord først, så har du fortsatt en vei inn."


def of(session: Session, facilitator_id: int) -> list[Identity]:
    """Theirs, the oldest first."""
    asked = select(Identity).where(Identity.facilitator_id == facilitator_id)
    return list(session.scalars(asked.order_by(Identity.id)))


def known(session: Session, issuer: str, subject: str, now: dt.datetime) -> Facilitator | None:
    """Whose it is. Raises ClosedToThem, which the caller commits: it is noted."""
    found = session.scalar(
        select(Facilitator)
        .join(Identity, Identity.facilitator_id == Facilitator.id)
        .where(Identity.issuer == issuer, Identity.subject == subject)
    )
    if found is not None and found.closed_at is not None:
        audit.note(session, accounts.actor_of(found), audit.REFUSED, now, FROM_OUTSIDE)
        session.flush()
        raise ClosedToThem
    return found


def first_by_confirmed_email(session: Session, email: str) -> Facilitator | None:
    """The one prosessleder with this address, who has not had a password or a provider before.

    Nobody when two have it, or the way in is closed to them.
    """
    if not email:
        return None
    found = session.scalars(
        select(Facilitator).where(func.lower(Facilitator.email) == email.lower()).limit(2)
    ).all()
    if len(found) != 1 or found[0].closed_at is not None:
        return None
    return None if accounts.has_way_in(session, found[0].id) else found[0]


def link(
    session: Session, leader: Facilitator, issuer: str, subject: str, now: dt.datetime
) -> None:
    """From now on this is a way in for the prosessleder. May be repeated. Raises TakenByAnother."""
    asked = select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    found = session.scalar(asked)
    if found is not None and found.facilitator_id == leader.id:
        return
    if found is not None:
        raise TakenByAnother
    try:
        with session.begin_nested():
            session.add(
                Identity(facilitator_id=leader.id, issuer=issuer, subject=subject, linked_at=now)
            )
    except IntegrityError:  # another request was first
        raise TakenByAnother from None
    audit.note(session, accounts.actor_of(leader), audit.ACCOUNT, now, LINKED)
    session.flush()


def unlink(
    session: Session,
    actor: Actor,
    leader: Facilitator,
    identity_id: int,
    now: dt.datetime,
) -> None:
    """No way in any more, and no page that was opened by it. Raises NotFound, LastWayIn."""
    mine = of(session, leader.id)
    if identity_id not in {each.id for each in mine}:
        raise NotFound("Denne innloggingen er allerede koblet fra.")
    account = accounts.of(session, leader.id, lock=True)
    if len(mine) == 1 and not (account and account.password):
        raise LastWayIn
    session.execute(delete(Identity).where(Identity.id == identity_id))
    lost_rights.remember(session, lost_rights.UNLINKED, identity_id, now)
    accounts.end_sessions(session, leader.id, but=actor.device_id)
    audit.note(session, actor, audit.ACCOUNT, now, UNLINKED)
    session.flush()
