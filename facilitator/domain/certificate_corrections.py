"""A bevis that was wrong is replaced by a new one, and one may be withdrawn. Nothing is erased:
both stay in the register, with who, when and why.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain import certificate_texts as texts
from facilitator.domain.certificate_content import written
from facilitator.domain.certificates import (
    CURRENT,
    PREPARED,
    REPLACED,
    VALID,
    WITHDRAWN,
    number_it,
    status_of,
)
from facilitator.domain.rooms import oslo_day
from facilitator.domain.writing import clean_line
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.models import Certificate, Cohort

NAME_LIMIT = 120
TITLE_LIMIT = 200
ROLE_LIMIT = 120
REASON_LIMIT = 300

ALREADY_ENDED = "Gjaldt ikke lenger da en sikkerhetskopi ble lagt tilbake."
GONE = "Dette beviset finnes ikke i registeret for kullet."
NOTHING_CHANGED = "Rett det som er feil, så lages det et nytt bevis."


class NotCurrent(FacilitatorError):
    """A bevis that has been replaced or withdrawn already: two tabs make that a normal thing."""

    status = 409


@dataclass(frozen=True, slots=True)
class Correction:
    """What may be wrong on a bevis: all else follows from the kull."""

    name: str
    title: str
    role: str
    reason: str


def find(
    session: Session, cohort: Cohort, certificate_id: int, *, hold: bool = False
) -> Certificate:
    """One of the kull's own; `hold` it until the end of a write. Raises NotFound."""
    wanted = select(Certificate).where(
        Certificate.id == certificate_id, Certificate.cohort_id == cohort.id
    )
    found = session.scalar(wanted.with_for_update() if hold else wanted)
    if found is None:
        raise NotFound(GONE)
    return found


def replace(
    session: Session, old: Certificate, correction: Correction, *, by: str, now: dt.datetime
) -> Certificate:
    """A new bevis with a number and a code of its own; the old one is `replaced`.

    The same press twice gives the same bevis. Raises Invalid, NotCurrent.
    """
    wish = _clean(correction)
    facts = texts.from_kept(old.content["facts"])
    if old.status not in CURRENT:
        return _again(session, old, wish)
    if (wish.name, wish.title, wish.role) == (facts.name, facts.title, facts.role):
        raise Invalid({"name": NOTHING_CHANGED})
    made = _corrected(session, old, facts, wish, by, now)
    prefix = old.number.rsplit("-", 1)[0]
    number_it(session, made, prefix, numbers.last_number(session, prefix) + 1)
    _end(old, REPLACED, wish.reason, by, now)
    session.flush()
    return made


def _clean(correction: Correction) -> Correction:
    errors: dict[str, str] = {}
    fields = {
        "name": (correction.name, NAME_LIMIT, "Skriv navnet som skal stå på beviset."),
        "title": (correction.title, TITLE_LIMIT, None),
        "role": (correction.role, ROLE_LIMIT, None),
        "reason": (correction.reason, REASON_LIMIT, "Skriv kort hva som er rettet."),
    }
    clean = {}
    for field, (value, most, needed) in fields.items():
        try:
            clean[field] = clean_line(value, field, most=most, needed=needed)
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return Correction(**clean)


def _again(session: Session, old: Certificate, wish: Correction) -> Certificate:
    later = session.scalar(select(Certificate).where(Certificate.replaces_id == old.id))
    if later is not None:
        facts = texts.from_kept(later.content["facts"])
        if (wish.name, wish.title, wish.role) == (facts.name, facts.title, facts.role):
            return later
        raise NotCurrent(f"Dette beviset er allerede erstattet av {later.number}.")
    raise NotCurrent("Dette beviset er trukket tilbake. Utsted et nytt i stedet.")


def _corrected(
    session: Session,
    old: Certificate,
    facts: texts.Facts,
    wish: Correction,
    by: str,
    now: dt.datetime,
) -> Certificate:
    status = status_of(session, old, now)
    # One that is prepared keeps the festival's date, since it is handed out there.
    dated = old.dated if status == PREPARED else oslo_day(now)
    right = texts.corrected(facts, name=wish.name, title=wish.title, role=wish.role, dated=dated)
    return Certificate(
        cohort_id=old.cohort_id,
        participant_id=old.participant_id,
        name=right.name,
        programme=old.programme,
        cohort_name=old.cohort_name,
        dated=dated,
        status=status,
        content={**old.content, **written(right), "facts": texts.kept(right)},
        issued_at=now,
        issued_by=by,
        valid_from=now if status == VALID else None,
        replaces_id=old.id,
    )


def withdraw(
    session: Session, found: Certificate, reason: str, *, by: str, now: dt.datetime
) -> None:
    """It stays in the register, and the public page says that it is withdrawn."""
    why = clean_line(
        reason, "why", most=REASON_LIMIT, needed="Skriv kort hvorfor beviset trekkes tilbake."
    )
    if found.status == WITHDRAWN:
        return
    if found.status not in CURRENT:
        raise NotCurrent("Dette beviset er allerede erstattet av et nyere.")
    _end(found, WITHDRAWN, why, by, now)
    session.flush()


def withdraw_again(session: Session, found: Certificate, by: str, at: dt.datetime) -> bool:
    """One that was no longer valid, in an older copy that was put back. False where it is so."""
    if found.status not in CURRENT:
        return False
    _end(found, WITHDRAWN, ALREADY_ENDED, by, at)
    session.flush()
    return True


def _end(found: Certificate, status: str, reason: str, by: str, now: dt.datetime) -> None:
    found.status, found.reason, found.ended_by, found.ended_at = status, reason, by, now
