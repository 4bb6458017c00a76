"""The public page: number and kontrollkode together confirm a bevis, and nothing else does."""

import datetime as dt
import hmac
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain.certificates import status_of
from facilitator.models import Certificate


@dataclass(frozen=True, slots=True)
class Confirmed:
    """All that the page tells, and all that leaves the register for it."""

    name: str
    programme: str
    cohort: str
    dated: dt.date
    number: str
    status: str


def confirm(session: Session, number: str, code: str, now: dt.datetime) -> Confirmed | None:
    """None for a number that does not exist and for a code that is not its own alike."""
    typed, given = numbers.tidy_code(code), numbers.tidy_number(number)
    found = session.scalar(select(Certificate).where(Certificate.number == given))
    kept = found.code if found is not None else "-"
    if not hmac.compare_digest(kept.encode(), typed.encode()) or found is None:
        return None
    return Confirmed(
        name=found.name,
        programme=found.programme,
        cohort=found.cohort_name,
        dated=found.dated,
        number=found.number,
        status=status_of(session, found, now),
    )
