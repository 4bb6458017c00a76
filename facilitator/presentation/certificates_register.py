"""`/bevis`: the kull's register, and what lies behind one bevis. For prosessledere."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import certificate_texts as texts
from facilitator.domain import certificates
from facilitator.domain.certificates import CURRENT, PREPARED, VALID, Line
from facilitator.domain.requirements import listed
from facilitator.models import Certificate, Cohort
from facilitator.presentation.certificates import STATUS_WORDS, Paper, paper
from facilitator.presentation.joining import sort_key


@dataclass(frozen=True, slots=True)
class Person:
    """One who has no bevis yet; `left` is empty for one who is ready."""

    id: int
    name: str
    left: str


@dataclass(frozen=True, slots=True)
class Issued:
    id: int
    number: str
    name: str
    dated: dt.date
    status: str
    words: str

    @property
    def is_current(self) -> bool:
        return self.status in CURRENT


@dataclass(frozen=True, slots=True)
class Register:
    people: int
    ready: tuple[Person, ...]
    festival: tuple[Person, ...]
    not_yet: tuple[Person, ...]
    issued: tuple[Issued, ...]
    festival_name: str

    @property
    def valid(self) -> int:
        return sum(each.status == VALID for each in self.issued)

    @property
    def prepared(self) -> int:
        return sum(each.status == PREPARED for each in self.issued)


def register(session: Session, cohort: Cohort, today: dt.date) -> Register:
    lines = certificates.of_cohort(session, cohort, today)
    return Register(
        people=len(lines),
        ready=_people(lines.values(), "ready"),
        festival=_people(lines.values(), "festival"),
        not_yet=_people(lines.values(), "not_yet"),
        issued=tuple(_issued(session, cohort, lines)),
        festival_name=cohort.festival_name,
    )


def _people(lines: Iterable[Line], state: str) -> tuple[Person, ...]:
    chosen = [line for line in lines if line.state == state]
    return tuple(
        Person(line.person.id, line.person.name, listed(line.required.left))
        for line in sorted(chosen, key=lambda line: (sort_key(line.person.name), line.person.id))
    )


def _issued(session: Session, cohort: Cohort, lines: dict[int, Line]) -> list[Issued]:
    rows = session.scalars(select(Certificate).where(Certificate.cohort_id == cohort.id))
    found = [_row(row, _status(row, lines)) for row in rows]
    return sorted(found, key=lambda row: (sort_key(row.name), -row.id))


def _status(row: Certificate, lines: dict[int, Line]) -> str:
    line = lines.get(row.participant_id or 0)
    return certificates.status_now(row, line.required if line else None)


def _row(row: Certificate, status: str) -> Issued:
    return Issued(row.id, row.number, row.name, row.dated, status, STATUS_WORDS[status])


@dataclass(frozen=True, slots=True)
class CheckView:
    label: str
    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A line of somebody's history."""

    id: int
    number: str
    words: str
    issued_on: dt.datetime
    issued_by: str
    ended_on: dt.datetime | None
    ended_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class OneView:
    """One bevis at the desk: the paper, what it was issued on, and what came before and after."""

    id: int
    number: str
    status: str
    words: str
    paper: Paper
    checks: tuple[CheckView, ...]
    history: tuple[Event, ...]
    title: str
    role: str

    @property
    def is_current(self) -> bool:
        return self.status in CURRENT


def one(session: Session, found: Certificate, root: str, now: dt.datetime) -> OneView:
    status = certificates.status_of(session, found, now)
    facts = texts.from_kept(found.content["facts"])
    behind = (
        certificates.history(session, found.participant_id) if found.participant_id else [found]
    )
    return OneView(
        id=found.id,
        number=found.number,
        status=status,
        words=STATUS_WORDS[status],
        paper=paper(found, root),
        checks=tuple(
            CheckView(check["label"], check["words"], check["met"])
            for check in found.content["checks"]
        ),
        history=_history(session, behind, now),
        title=facts.title,
        role=facts.role,
    )


def _history(session: Session, rows: Sequence[Certificate], now: dt.datetime) -> tuple[Event, ...]:
    return tuple(
        Event(
            id=row.id,
            number=row.number,
            words=STATUS_WORDS[certificates.status_of(session, row, now)],
            issued_on=row.issued_at,
            issued_by=row.issued_by,
            ended_on=row.ended_at,
            ended_by=row.ended_by or "",
            reason=row.reason or "",
        )
        for row in rows
    )
