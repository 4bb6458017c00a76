"""Who is to be written to before a kull's mapper go, and how far it has come.

A letter names a day. It holds as long as the mapper do not go before that day, nor so long after
it that whoever got it may have forgotten: then there is a new warning, and a new letter.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from facilitator.domain import (
    cohort_leaders,
    forgetting,
    letters,
    retention,
    retention_told,
    roster,
)
from facilitator.domain.retention_told import Last, Record
from facilitator.models import Cohort, Facilitator, Letter, Participant
from facilitator.models.people import WAITING

ABOUT: Final = letters.DELETION
PRESS: Final = "mappe-{}"
"""The press of a letter, with the day that it names."""
HOLDS: Final = dt.timedelta(days=retention.WARNED)
"""So much later may the mapper go than a letter said."""
AGAIN: Final = dt.timedelta(minutes=50)
"""What did not go is tried again by the hour, by one process of several."""
RARELY: Final = dt.timedelta(days=1)
"""An address that nobody has is not knocked on every hour."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one kull's letters have come. Those who have asked to be deleted are in none."""

    goes: dt.date
    told: int
    waiting: int
    failed: tuple[tuple[Participant, str], ...]
    without_email: tuple[Participant, ...]
    leaders: int
    at: dt.datetime | None
    """When the last one was sent."""


def owed(last: Last | None, goes: dt.date, now: dt.datetime, lasting: Collection[str] = ()) -> bool:
    """Whether somebody is to have a letter now. `lasting` are faults of the address itself."""
    if last is None:
        return True
    if last.sent:
        return not holds(last.goes, goes)
    wait = RARELY if last.fault in lasting else AGAIN if last.fault else letters.ON_ITS_WAY
    return now - last.at >= wait


def holds(said: dt.date, goes: dt.date) -> bool:
    """Whether a letter that named one day still tells enough of another."""
    return said <= goes <= said + HOLDS


def due_people(
    session: Session,
    cohort: Cohort,
    goes: dt.date,
    now: dt.datetime,
    lasting: Collection[str],
) -> list[tuple[Participant, str]]:
    people = people_of(session, cohort)
    return [(each, to) for each, to, last in people if to and owed(last, goes, now, lasting)]


def due_leaders(
    session: Session,
    cohort: Cohort,
    goes: dt.date,
    now: dt.datetime,
    lasting: Collection[str],
) -> list[tuple[Facilitator, bool]]:
    told = record_of(session, cohort.id, goes, now).leaders
    return [
        (leader, owns)
        for leader, owns in leaders_of(session, cohort)
        if leader.email.strip() and owed(told.get(leader.id), goes, now, lasting)
    ]


def due(session: Session, now: dt.datetime, lasting: Collection[str] = ()) -> int:
    """How many letters there are to send now, of all kull."""
    count = 0
    for cohort_id, goes in retention.going_soon(session, now).items():
        cohort = session.get_one(Cohort, cohort_id)
        count += len(due_people(session, cohort, goes, now, lasting))
        count += len(due_leaders(session, cohort, goes, now, lasting))
    return count


def people_of(session: Session, cohort: Cohort) -> list[tuple[Participant, str, Last | None]]:
    """All who have a mappe here and have not asked to be deleted sooner, with their address."""
    known = letters.latest(session, cohort.id, ABOUT)
    leaving = {person.id for _, person in forgetting.of_cohort(session, cohort)}
    everybody = session.scalars(roster.everybody(cohort.id).order_by(Participant.id))
    return [
        (person, (person.email or "").strip(), _last(known.get(person.id)))
        for person in everybody
        if person.place != WAITING and person.id not in leaving
    ]


def _last(letter: Letter | None) -> Last | None:
    if letter is None:
        return None
    said = dt.date.fromisoformat(letter.client_id.removeprefix(PRESS.format("")))
    return Last(said, letter.at, letter.sent_at is not None, letter.fault)


def leaders_of(session: Session, cohort: Cohort) -> list[tuple[Facilitator, bool]]:
    found = cohort_leaders.of_cohort(session, cohort.id)
    return [(leader, owns) for leader, owns in found if leader.closed_at is None]


def record_of(session: Session, cohort_id: int, goes: dt.date, now: dt.datetime) -> Record:
    """That of this warning; of an earlier one only what its prosessledere were told."""
    found = retention_told.records(session).get(cohort_id)
    if found is None:
        return Record(goes, now)
    return found if holds(found.goes, goes) else Record(goes, now, leaders=found.leaders)


def standing(session: Session, cohort: Cohort, goes: dt.date, record: Record | None) -> Standing:
    """`record` is the kull's own of `retention_told.records`."""
    people = people_of(session, cohort)
    reached = [(person, last) for person, to, last in people if to]
    told = [last for _, last in reached if last and last.sent and holds(last.goes, goes)]
    failed = tuple((person, last.fault) for person, last in reached if last and last.fault)
    return Standing(
        goes=goes,
        told=len(told),
        waiting=len(reached) - len(told) - len(failed),
        failed=failed,
        without_email=tuple(person for person, to, _ in people if not to),
        leaders=leaders_told(record) if record else 0,
        at=record.at if record else None,
    )


def leaders_told(record: Record) -> int:
    """How many prosessledere have had the letter of this warning."""
    return sum(last.sent and last.goes >= record.goes for last in record.leaders.values())
