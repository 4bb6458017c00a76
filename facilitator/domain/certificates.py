"""Issuing kompetansebevis: never early, and what it was issued on is frozen with it.

A bevis is `prepared` while only taking part in the festival is missing, so that it can be printed
and handed out there. It is valid when the records say that all four checks are met. That is
derived whenever it is asked for, and written down by `festival_confirmed` and `settle`, so that
nothing hangs on a hook and nothing is lost when kull and person are deleted.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import certificate_numbers as numbers
from facilitator.domain import requirements, roster
from facilitator.domain.certificate_content import Common, content_of
from facilitator.domain.requirements import Required
from facilitator.domain.rooms import oslo_day
from facilitator.models import (
    Certificate,
    Cohort,
    Participant,
)

PREPARED, VALID, REPLACED, WITHDRAWN = "prepared", "valid", "replaced", "withdrawn"
CURRENT = (PREPARED, VALID)
MOST_TRIES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One of the kull: what the records say, and what has been issued."""

    person: Participant
    required: Required
    certificate: Certificate | None
    status: str | None
    """Of the bevis, as it is now; None before one is issued."""

    @property
    def state(self) -> str:
        """`valid`, `prepared`, `ready`, `festival` (only that is missing) or `not_yet`."""
        if self.status is not None:
            return self.status
        if self.required.ready:
            return "ready"
        return "festival" if self.required.only_festival_missing else "not_yet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for one bevis; `why_not` in words when none was issued."""

    person: Participant
    certificate: Certificate | None
    why_not: str = ""


def of_cohort(session: Session, cohort: Cohort, today: dt.date) -> dict[int, Line]:
    """Everybody in the kull, by id. The number of queries does not grow with them."""
    required = requirements.of_cohort(session, cohort, today)
    held = _current(session, required)
    lines = {}
    for person in session.scalars(roster.members(cohort.id)):
        found = held.get(person.id)
        status = status_now(found, required[person.id]) if found else None
        lines[person.id] = Line(person, required[person.id], found, status)
    return lines


def _current(session: Session, participant_ids: Iterable[int]) -> dict[int, Certificate]:
    rows = session.scalars(
        select(Certificate)
        .where(
            Certificate.participant_id.in_(sorted(participant_ids)),
            Certificate.status.in_(CURRENT),
        )
        .order_by(Certificate.id)
    )
    return {row.participant_id: row for row in rows if row.participant_id is not None}


def status_now(certificate: Certificate, required: Required | None) -> str:
    """What was issued on all four stays; what was prepared follows the records."""
    if certificate.status not in CURRENT or not was_prepared(certificate) or required is None:
        return certificate.status
    if certificate.status == PREPARED:
        return VALID if required.ready else PREPARED
    return VALID if required.took_part else PREPARED


def was_prepared(certificate: Certificate) -> bool:
    return bool(certificate.content.get("prepared"))


def status_of(session: Session, certificate: Certificate, now: dt.datetime) -> str:
    """The same for one bevis, also when nothing but the register is left."""
    if certificate.status not in CURRENT or not was_prepared(certificate):
        return certificate.status
    person = session.get(Participant, certificate.participant_id or 0)
    if person is None:
        return certificate.status
    required = requirements.of_cohort(session, person.cohort, oslo_day(now))
    return status_now(certificate, required.get(person.id))


def of_person(session: Session, participant_id: int, now: dt.datetime) -> Certificate | None:
    """The valid bevis of somebody, for their own mappe. One that is prepared is not shown yet:
    it is handed out on paper at the festival."""
    found = _current(session, [participant_id]).get(participant_id)
    return found if found is not None and status_of(session, found, now) == VALID else None


def issue(
    session: Session,
    cohort: Cohort,
    participant_ids: Sequence[int],
    *,
    by: str,
    now: dt.datetime,
    prepare: bool = False,
) -> list[Outcome]:
    """One bevis each for those named who are ready; the others are told what is left.

    With `prepare` also those for whom only the festival is missing. Asked again, one who has a
    bevis keeps it. People who are not in the kull are passed by.
    """
    people = _locked(session, cohort, participant_ids)
    lines = of_cohort(session, cohort, oslo_day(now))
    common = Common.of(session, cohort, oslo_day(now))
    return [_one(session, common, lines[person.id], by, now, prepare) for person in people]


def _locked(session: Session, cohort: Cohort, participant_ids: Sequence[int]) -> list[Participant]:
    """Locked in one order, so that two who issue at once wait for each other and not for ever;
    given, and numbered, in the order they were asked for."""
    wanted = roster.members(cohort.id).where(Participant.id.in_(participant_ids))
    locked = wanted.order_by(Participant.id).with_for_update(of=Participant)
    asked = {number: at for at, number in enumerate(participant_ids)}
    return sorted(session.scalars(locked), key=lambda person: asked[person.id])


def _one(
    session: Session, common: Common, line: Line, by: str, now: dt.datetime, prepare: bool
) -> Outcome:
    if line.certificate is not None:
        return Outcome(line.person, line.certificate)
    required = line.required
    if not required.ready and not (prepare and required.only_festival_missing):
        return Outcome(
            line.person, None, requirements.left_in_words(line.person.first_name, required)
        )
    prepared = not required.ready
    content = content_of(common, line.person.name, required, prepared=prepared)
    made = Certificate(
        cohort_id=common.cohort.id,
        participant_id=line.person.id,
        name=line.person.name,
        programme=common.cohort.programme,
        cohort_name=common.cohort.name,
        dated=dt.date.fromisoformat(content["facts"]["dated"]),
        status=PREPARED if prepared else VALID,
        content=content,
        issued_at=now,
        issued_by=by,
        valid_from=None if prepared else now,
    )
    common.next_number = number_it(session, made, common.prefix, common.next_number) + 1
    return Outcome(line.person, made)


def number_it(session: Session, made: Certificate, prefix: str, running: int) -> int:
    """Put it in the register under the next free number. Gives the number it got.

    Where two issue at once one of them is refused its number, and takes the one after.
    """
    for _ in range(MOST_TRIES):
        made.number, made.code = numbers.written(prefix, running), numbers.new_code()
        try:
            with session.begin_nested():
                session.add(made)
                session.flush()
        except IntegrityError:
            running = numbers.last_number(session, prefix) + 1
            continue
        return running
    raise RuntimeError(f"no free number after {prefix}")


def festival_confirmed(
    session: Session, participant_ids: Iterable[int], by: str, now: dt.datetime
) -> None:
    """Taking part in the festival was confirmed for these, or taken back."""
    wanted = sorted(set(participant_ids))
    people = session.scalars(select(Participant).where(Participant.id.in_(wanted)))
    for cohort in {person.cohort.id: person.cohort for person in people}.values():
        settle(session, cohort, now)


def settle(session: Session, cohort: Cohort, now: dt.datetime) -> None:
    """Write down what the records say of the prepared ones: before they may be gone."""
    for line in of_cohort(session, cohort, oslo_day(now)).values():
        found = line.certificate
        if found is not None and line.status != found.status:
            found.status = line.status or found.status
            found.valid_from = now if found.status == VALID else None
    session.flush()


def history(session: Session, participant_id: int) -> list[Certificate]:
    """Everything that has been issued to somebody, the newest first."""
    return list(
        session.scalars(
            select(Certificate)
            .where(Certificate.participant_id == participant_id)
            .order_by(Certificate.id.desc())
        )
    )
