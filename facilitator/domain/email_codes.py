"""A code to a participant's own address, when they come on a phone that does not know them.

It stands in for the prosessleder's «Ja, det er Ane»: the name opens the room as before, and the
code opens the arbeidsmappe. Nobody waits for it, since a prosessleder can always confirm instead.
What is kept is a digest made with the installation's key, for six digits are soon tried through.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import access, audit, devices
from facilitator.domain.policies import NOBODY, Actor
from facilitator.errors import FacilitatorError
from facilitator.models import Claim, Cohort, Device, EmailCode, Participant, Room

DIGITS = 6
LASTS = dt.timedelta(minutes=10)
TRIES = 5
PAUSE = dt.timedelta(seconds=30)
AN_HOUR = dt.timedelta(hours=1)
MOST_AN_HOUR = 6
"""Codes to one person, and from one device."""

RIGHT: Final = "right"
WRONG: Final = "wrong"
OVER: Final = "over"
"""Out of date, tried too often, or not there: a new one is needed."""

BY_CODE = "kode på e-post"


class TooManyCodes(FacilitatorError):
    status = 429
    message = (
        "Det er sendt mange koder nå. Gå inn i rommet uten kode, så bekrefter prosesslederen deg."
    )


class TooSoon(TooManyCodes):
    message = "Koden er nettopp sendt. Vent et halvt minutt før du ber om en ny."


def is_for(cohort: Cohort, person: Participant) -> bool:
    """Whether the kull asks for it, and there is somewhere to send it."""
    return bool(cohort.email_code and (person.email or "").strip() and person.guest_of is None)


def issue(session: Session, key: str, device: Device, person: Participant, now: dt.datetime) -> str:
    """Six digits; earlier ones to this device are over. Raises TooSoon and TooManyCodes."""
    # Two presses at once come one after the other, also on PostgreSQL.
    session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    _require_patience(session, device, person, now)
    for earlier in _unused(session, device):
        earlier.expires_at = min(earlier.expires_at, now)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    session.add(
        EmailCode(
            participant_id=person.id,
            device_id=device.id,
            digest=_digest(key, device.id, person.id, code),
            sent_at=now,
            expires_at=now + LASTS,
        )
    )
    session.flush()
    return code


def _require_patience(
    session: Session, device: Device, person: Participant, now: dt.datetime
) -> None:
    recent = select(func.count(), func.max(EmailCode.sent_at)).where(
        EmailCode.sent_at > now - AN_HOUR
    )
    here = session.execute(recent.where(EmailCode.device_id == device.id)).one()
    theirs = session.execute(recent.where(EmailCode.participant_id == person.id)).one()
    if here[1] is not None and now - here[1] < PAUSE:
        raise TooSoon
    if max(here[0], theirs[0]) >= MOST_AN_HOUR:
        raise TooManyCodes


def not_sent(session: Session, device: Device) -> None:
    """The letter did not go, so there is nothing to wait for."""
    for row in _unused(session, device):
        session.delete(row)


def pending(session: Session, device: Device | None, room: Room) -> EmailCode | None:
    """The code that was sent to this device for somebody of the room's kull, if not used."""
    if device is None:
        return None
    return session.scalar(
        select(EmailCode)
        .join(Participant, Participant.id == EmailCode.participant_id)
        .where(
            EmailCode.device_id == device.id,
            EmailCode.used_at.is_(None),
            EmailCode.sent_at >= room.opened_at,
            Participant.cohort_id == room.gathering.cohort_id,
        )
        .order_by(EmailCode.id.desc())
        .limit(1)
    )


def check(
    session: Session, key: str, device: Device, row: EmailCode, typed: str, now: dt.datetime
) -> str:
    """RIGHT makes the device the person's own, with the whole mappe. WRONG is counted."""
    # Many guesses at once are counted one after the other, also on PostgreSQL.
    session.refresh(row, with_for_update=True)
    if row.used_at is not None or row.expires_at <= now or row.wrong >= TRIES:
        return OVER
    digits = "".join(each for each in typed if each.isdigit())
    given = _digest(key, row.device_id, row.participant_id, digits)
    if row.device_id != device.id or not hmac.compare_digest(given, row.digest):
        row.wrong += 1
        session.flush()
        return OVER if row.wrong >= TRIES else WRONG
    row.used_at = now
    person = session.get_one(Participant, row.participant_id)
    _prove(session, device, person, now)
    return RIGHT


def _prove(session: Session, device: Device, person: Participant, now: dt.datetime) -> None:
    mine = access.own_claim(session, device, person.id)
    if mine is None:
        # Another phone has the name; where nobody has vouched for that one, it gives way.
        mine = access.claim_by_link(session, device, person.id, now)
    access.confirm(session, mine, NOBODY, now)
    actor = Actor(person.name, person.id)
    audit.note(session, actor, audit.LINK, now, BY_CODE, about=person.id, cohort=person.cohort_id)


def unproven(session: Session, device: Device | None, room: Room) -> Claim | None:
    """The active person on this device, as long as nobody has vouched for the name."""
    for claim in devices.known_in(session, device, room):
        if device and claim.id == device.active_claim_id and not claim.opens_portfolio:
            return claim
    return None


def masked(address: str) -> str:
    """«a…e@kommune.no»: enough to know it again by, and no more."""
    name, _, place = address.strip().partition("@")
    if len(name) < 3:
        return f"{name[:1]}…@{place}"
    return f"{name[0]}…{name[-1]}@{place}"


def _unused(session: Session, device: Device) -> list[EmailCode]:
    wanted = select(EmailCode).where(EmailCode.device_id == device.id, EmailCode.used_at.is_(None))
    return list(session.scalars(wanted))


def _digest(key: str, device_id: int, person_id: int, code: str) -> str:
    text = f"e-mail code:{device_id}:{person_id}:{code}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
