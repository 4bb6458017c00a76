"""A prosessleder's way in: what is done when somebody signs in, and where they are signed in.

Whether somebody is who they say is decided elsewhere: passwords in `accounts_passwords`, codes in
`accounts_codes`, providers in `identities`, links in `links`.
"""

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import access, accounts_sessions, audit, devices, facts, settings
from facilitator.domain.policies import Actor
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Account, Device, Facilitator, Identity, PersonalLink, RecoveryCode

CLOSED = "Du er ikke prosessleder her lenger. Snakk med den som drifter appen."
REQUIRED = "accounts.required"


def by_email(session: Session, email: str) -> Facilitator | None:
    """Who has this address; nobody when the way in is closed to them."""
    if "\x00" in email:  # which PostgreSQL does not even ask for
        return None
    found = session.scalar(
        select(Facilitator).where(func.lower(Facilitator.email) == email.strip().lower())
    )
    return found if found is not None and found.closed_at is None else None


def of(session: Session, facilitator_id: int, *, lock: bool = False) -> Account | None:
    asked = select(Account).where(Account.facilitator_id == facilitator_id)
    if lock:
        # As it is when its turn has come, and not as it was when it was first looked at.
        asked = asked.with_for_update(of=Account).execution_options(populate_existing=True)
    return session.scalar(asked)


def actor_of(facilitator: Facilitator) -> Actor:
    """For the log, of somebody who is on their way in."""
    return Actor(name=facilitator.name, facilitator_id=facilitator.id)


def signed_in(
    session: Session,
    device: Device,
    facilitator: Facilitator,
    how: str,
    now: dt.datetime,
    *,
    shared: bool = False,
    kind: str = "",
) -> str:
    """Somebody has proved who they are: by `link`, `password` or `provider`.

    Gives the device's new secret, which goes into its cookie: one that was planted before, or
    copied, is nobody's now. Raises NotAllowed for one to whom the way in is closed.
    """
    if facilitator.closed_at is not None:
        raise NotAllowed(CLOSED)
    devices.become(session, device, facilitator, how, now, shared=shared)
    device.kind = kind or device.kind
    audit.note(session, actor_of(facilitator), audit.SIGNED_IN, now, how)
    return devices.renew(session, device)


def has_way_in(session: Session, facilitator_id: int) -> bool:
    """Whether somebody has a password or a provider, so that no link is needed."""
    account = of(session, facilitator_id)
    if account is not None and account.password:
        return True
    asked = select(Identity.id).where(Identity.facilitator_id == facilitator_id).limit(1)
    return session.scalar(asked) is not None


def forget_ways_in(session: Session, facilitator_id: int) -> None:
    """Password, code, recovery codes and accounts at providers."""
    for kept in (RecoveryCode, Identity, Account):
        session.execute(delete(kept).where(kept.facilitator_id == facilitator_id))


def has_second_factor(account: Account | None) -> bool:
    return account is not None and account.totp_since is not None


def are_required(session: Session, otherwise: bool) -> bool:
    """Whether a link alone is not enough here. `otherwise`: what holds while nobody has said."""
    said = settings.value(session, REQUIRED)
    return bool(said) if said is not None else otherwise


# --- where one is signed in ----------------------------------------------------------------------


def sessions_of(session: Session, facilitator_id: int, now: dt.datetime) -> list[Device]:
    """The devices that somebody is signed in on, the one that was used last first."""
    known = session.scalars(
        select(Device).where(Device.facilitator_id == facilitator_id, Device.forgotten_at.is_(None))
    ).all()
    limits = accounts_sessions.limits(session)
    return sorted(
        (each for each in known if _is_in(each, limits, now)),
        key=lambda each: (each.seen_at or each.signed_in_at or each.created_at, each.id),
        reverse=True,
    )


def _is_in(device: Device, limits: accounts_sessions.Limits, now: dt.datetime) -> bool:
    return not accounts_sessions.waits(device.signed_in_how) and not _is_over(device, limits, now)


def _is_over(device: Device, limits: accounts_sessions.Limits, now: dt.datetime) -> bool:
    return limits.are_past(device.signed_in_how, device.signed_in_at, device.seen_at, now)


def saw(session: Session, device_id: int, now: dt.datetime, kind: str) -> None:
    """That a device was used just now, and what it is as its owner knows it again.

    Whoever was signed in for too long is signed out first: being seen would let them in again.
    """
    device = session.get(Device, device_id)
    if device is None or not accounts_sessions.is_seen_due(device.seen_at, now):
        return
    if device.facilitator_id and _is_over(device, accounts_sessions.limits(session), now):
        access.sign_out(session, device)
    device.seen_at = now
    device.kind = kind or device.kind


def hold_back(session: Session, facilitator_id: int | None = None) -> None:
    """More is asked for from now on: whoever came in by less makes the rest before they go on.

    Nobody is sent away for it, for then a link would be needed by all at once. Whom a provider
    vouches for has nothing to make.
    """
    complete = select(Account.facilitator_id).where(
        Account.password != "", Account.totp_since.is_not(None)
    )
    asked = select(Device).where(
        Device.facilitator_id.is_not(None), Device.facilitator_id.not_in(complete)
    )
    if facilitator_id is not None:
        asked = asked.where(Device.facilitator_id == facilitator_id)
    for device in session.scalars(asked):
        how = device.signed_in_how
        if accounts_sessions.way(how) != accounts_sessions.PROVIDER:
            device.signed_in_how = accounts_sessions.waiting(how)
            record(session, facts.AccessEnded("", 0, device.id))
    session.flush()


def held_back(session: Session, device: Device | None, now: dt.datetime) -> Facilitator | None:
    """Who was signed in on the device, and is to make the rest."""
    leader = device.facilitator if device is not None else None
    if device is None or leader is None or leader.closed_at is not None:
        return None
    if not accounts_sessions.waits(device.signed_in_how):
        return None
    return None if _is_over(device, accounts_sessions.limits(session), now) else leader


def end_session(session: Session, actor: Actor, device_id: int, now: dt.datetime) -> None:
    """One of one's own. Its open pages close at once. Raises NotFound for somebody else's."""
    device = session.get(Device, device_id)
    if device is None or actor.facilitator_id is None:
        raise NotFound("Denne innloggingen finnes ikke lenger.")
    if device.facilitator_id != actor.facilitator_id:
        raise NotFound("Denne innloggingen finnes ikke lenger.")
    access.sign_out(session, device)
    audit.note(session, actor, audit.SIGNED_OUT, now, device.kind)


def end_sessions(session: Session, facilitator_id: int, *, but: int | None = None) -> int:
    """Everywhere, or everywhere `but` on one device; links that lie about open nothing either."""
    known = session.scalars(select(Device).where(Device.facilitator_id == facilitator_id)).all()
    ended = [device for device in known if device.id != but]
    for device in ended:
        access.sign_out(session, device)
    return len(ended)


def end_links(session: Session, facilitator_id: int, now: dt.datetime) -> None:
    """Sign-in links that nobody has used yet, and the one to an address that is not confirmed."""
    waits = update(Account).where(Account.facilitator_id == facilitator_id)
    session.execute(waits.values(new_email=None, new_email_at=None))
    session.execute(
        update(PersonalLink)
        .where(
            PersonalLink.facilitator_id == facilitator_id,
            PersonalLink.used_at.is_(None),
            PersonalLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
