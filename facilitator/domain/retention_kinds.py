"""What each kind of domain/retention.py is, in the tables: counted, or deleted."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.db import Base, record
from facilitator.domain import facts
from facilitator.models import (
    Account,
    AuditEntry,
    Claim,
    Cohort,
    DeletionWish,
    Device,
    Draft,
    EmailCode,
    Gathering,
    Letter,
    Participant,
    PersonalLink,
    WrongGuess,
)
from facilitator.models.cohort import YEAR


def _of(session: Session, table: type[Base], which: ColumnElement[bool], do: bool) -> int:
    count = session.scalar(select(func.count()).select_from(table).where(which)) or 0
    if do and count:
        session.execute(delete(table).where(which))
    return count


def unapproved(session: Session, before: dt.datetime, do: bool) -> int:
    """Stories that nobody has said yes to."""
    which = Draft.interview_id.is_not(None) & (Draft.updated_at < before)
    return _of(session, Draft, which, do)


def unshared(session: Session, before: dt.datetime, do: bool) -> int:
    """Notes and cards that were begun and never shared."""
    which = Draft.interview_id.is_(None) & (Draft.updated_at < before)
    return _of(session, Draft, which, do)


def log_entries(session: Session, before: dt.datetime, do: bool) -> int:
    """Who did what; and wishes that somebody has taken back."""
    _of(session, DeletionWish, DeletionWish.cancelled_at < before, do)
    return _of(session, AuditEntry, AuditEntry.at < before, do)


def letters(session: Session, before: dt.datetime, do: bool) -> int:
    return _of(session, Letter, Letter.at < before, do)


def email_codes(session: Session, before: dt.datetime, do: bool) -> int:
    """Codes; and with them a new address that nobody confirmed."""
    if do:
        waited = Account.new_email_at < before
        nobody = {"new_email": None, "new_email_at": None}
        session.execute(update(Account).where(waited).values(nobody))
    return _of(session, EmailCode, EmailCode.expires_at < before, do)


def wrong_guesses(session: Session, before: dt.datetime, do: bool) -> int:
    return _of(session, WrongGuess, WrongGuess.at < before, do)


def links(session: Session, before: dt.datetime, do: bool) -> int:
    """Personal links that nobody has used for so long."""
    used = func.coalesce(PersonalLink.used_at, PersonalLink.issued_at)
    return _of(session, PersonalLink, used < before, do)


def devices(session: Session, before: dt.datetime, do: bool) -> int:
    """Phones that have not been here for so long, with the names on them."""
    claimed = select(Claim.device_id).where(Claim.claimed_at >= before)
    which: Any = (
        (func.coalesce(Device.seen_at, Device.signed_in_at, Device.created_at) < before)
        & (Device.created_at < before)
        & Device.id.not_in(claimed)
    )
    found = list(session.scalars(select(Device.id).where(which)))
    if do and found:
        for device_id in found:
            record(session, facts.AccessEnded("", 0, device_id))
        session.execute(delete(Claim).where(Claim.device_id.in_(found)))
        session.execute(delete(Device).where(Device.id.in_(found)))
    return len(found)


def ended(session: Session, cohort_id: int | None = None) -> dict[int, dt.date]:
    """Kull of the year → the day its course ends; those that have no days are not in it."""
    last = func.max(Gathering.date)
    wanted = (
        select(Cohort.id, Cohort.ends_on, last)
        .outerjoin(Gathering, Gathering.cohort_id == Cohort.id)
        .where(Cohort.kind == YEAR)
        .group_by(Cohort.id, Cohort.ends_on)
    )
    if cohort_id is not None:
        wanted = wanted.where(Cohort.id == cohort_id)
    found = {row[0]: [day for day in row[1:] if day is not None] for row in session.execute(wanted)}
    return {each: max(days) for each, days in found.items() if days}


def with_people(session: Session, cohort_ids: Iterable[int]) -> list[int]:
    """Those of the kull in which somebody is."""
    wanted = select(Participant.cohort_id).where(Participant.cohort_id.in_(list(cohort_ids)))
    return list(session.scalars(wanted.distinct().order_by(Participant.cohort_id)))


def people_of(session: Session, cohort_ids: Iterable[int]) -> list[int]:
    wanted = select(Participant.id).where(Participant.cohort_id.in_(list(cohort_ids)))
    return list(session.scalars(wanted.order_by(Participant.id)))
