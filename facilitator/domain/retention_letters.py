"""The letters of a kull whose mapper go soon: noted before they are sent, and settled after.

Once for each person and warning, also of several processes; `retention_due` says to whom.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from facilitator.domain import (
    letters,
    privacy,
    retention,
    retention_due,
    retention_texts,
    retention_told,
)
from facilitator.domain.retention_told import Last, Record
from facilitator.models import Cohort, Facilitator, Participant

WHO: Final = "Tjeneren"
AT_ONCE: Final = 20
"""Letters between two notes of what went: should we be cut off, so many may go twice."""

OWN_PAGE: Final = "/mappe/alt-mitt"
OWNER_PAGE: Final = "/deltakere/slettinger?kull={}"
LEADER_PAGE: Final = "/arbeidsmapper?kull={}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter to be sent now. `record` is its row, or the prosessleder's own id."""

    record: int
    to_leader: bool
    to: str
    subject: str
    body: str
    goes: dt.date


def begin(
    session: Session,
    cohort_id: int,
    now: dt.datetime,
    *,
    root: str,
    lasting: Collection[str] = (),
    most: int = AT_ONCE,
) -> list[Outgoing]:
    """The next letters of a kull, noted as on their way; none when all have theirs.

    `root` is the address that others reach us at.
    """
    retention.alone(session)
    goes = retention.going_soon(session, now).get(cohort_id)
    cohort = session.get(Cohort, cohort_id)
    if goes is None or cohort is None:
        return []
    people = retention_due.due_people(session, cohort, goes, now, lasting)[:most]
    leaders = retention_due.due_leaders(session, cohort, goes, now, lasting)[: most - len(people)]
    found = _to_people(session, cohort, people, goes, root, now)
    return found + _to_leaders(session, cohort, leaders, goes, root, now)


def settle(
    session: Session,
    cohort_id: int,
    sent: Sequence[Outgoing],
    faults: Sequence[str],
    now: dt.datetime,
) -> None:
    """What was wrong with each, in their order; empty for one that went."""
    retention.alone(session)
    outcome = list(zip(sent, faults, strict=True))
    people = {each.record: fault for each, fault in outcome if not each.to_leader}
    letters.settle(session, people, now)
    leaders = {
        each.record: Last(each.goes, now, sent=not fault, fault=fault)
        for each, fault in outcome
        if each.to_leader
    }
    gone = sum(not fault for fault in people.values())
    if gone or leaders:
        record = retention_due.record_of(session, cohort_id, sent[0].goes, now)
        went = now if gone or any(last.sent for last in leaders.values()) else record.at
        _put(session, cohort_id, record, leaders, now, people=record.people + gone, at=went)


def _to_people(
    session: Session,
    cohort: Cohort,
    people: Sequence[tuple[Participant, str]],
    goes: dt.date,
    root: str,
    now: dt.datetime,
) -> list[Outgoing]:
    if not people:
        return []
    ids = [person.id for person, _ in people]
    press = retention_due.PRESS.format(goes.isoformat())
    rows = letters.begin(session, ids, about=retention_due.ABOUT, by=WHO, client_id=press, now=now)
    names = [leader.name for leader, _ in retention_due.leaders_of(session, cohort)]
    ask = retention_texts.ask(names, privacy.texts(session)["contact"])
    found = []
    for person, to in people:
        if person.id in rows:
            said = retention_texts.to_participant(
                cohort, person.first_name, goes, f"{root}{OWN_PAGE}", ask
            )
            found.append(Outgoing(rows[person.id].id, False, to, *said, goes))
    return found


def _to_leaders(
    session: Session,
    cohort: Cohort,
    leaders: Sequence[tuple[Facilitator, bool]],
    goes: dt.date,
    root: str,
    now: dt.datetime,
) -> list[Outgoing]:
    if not leaders:
        return []
    record = retention_due.record_of(session, cohort.id, goes, now)
    _put(session, cohort.id, record, {leader.id: Last(goes, now) for leader, _ in leaders}, now)
    found = []
    for leader, owns in leaders:
        page = (OWNER_PAGE if owns else LEADER_PAGE).format(cohort.key)
        said = retention_texts.to_leader(
            cohort, leader.first_name, goes, f"{root}{page}", sees_whom=owns
        )
        found.append(Outgoing(leader.id, True, leader.email.strip(), *said, goes))
    return found


def _put(
    session: Session,
    cohort_id: int,
    record: Record,
    leaders: Mapping[int, Last],
    now: dt.datetime,
    *,
    people: int | None = None,
    at: dt.datetime | None = None,
) -> None:
    changed = replace(
        record,
        at=record.at if at is None else at,
        people=record.people if people is None else people,
        leaders={**record.leaders, **leaders},
    )
    retention_told.put(session, cohort_id, changed, now)
