"""The log in plain sentences by day: «Aslak Lie åpnet arbeidsmappa til Ane Havgløtt»."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from facilitator.domain import audit_reading, roster
from facilitator.domain.audit_reading import (
    COMMANDS,
    MOST_IN_A_FILE,
    PAGE,
    PARTICIPANTS,
    Asked,
    Names,
)
from facilitator.domain.rooms import OSLO
from facilitator.models import AuditEntry, Cohort, Participant
from facilitator.presentation import lists_kull
from facilitator.presentation.audit_sentences import VERBS, sentence
from facilitator.presentation.dates import clock_time, long_date
from facilitator.presentation.joining import sort_key
from facilitator.presentation.lists import Book, Column, Sheet

CUT = f"De {MOST_IN_A_FILE} nyeste linjene. Velg en kortere periode, så kommer de eldre med."


@dataclass(frozen=True, slots=True)
class Line:
    """`kull` is empty where the page is of one."""

    at: str
    said: str
    kull: str


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class LogView:
    """`older` is where the next page begins; None at the end. `days_kept` of retention."""

    days: tuple[Day, ...]
    older: int | None
    who: tuple[Choice, ...]
    verbs: tuple[Choice, ...]
    people: tuple[Choice, ...]
    asked: Asked
    days_kept: int


def of_cohort(
    session: Session,
    cohort: Cohort,
    asked: Asked,
    today: dt.date,
    days_kept: int,
    older_than: int | None = None,
) -> LogView:
    people = session.execute(roster.members(cohort.id)).scalars()
    choices = tuple(
        Choice(str(person.id), person.name)
        for person in sorted(people, key=lambda person: sort_key(person.name))
    )
    found = audit_reading.entries(session, cohort.id, asked, older_than=older_than, most=PAGE + 1)
    return _view(session, cohort.id, found, asked, today, days_kept, choices)


def of_installation(
    session: Session,
    asked: Asked,
    today: dt.date,
    days_kept: int,
    leads: frozenset[int],
    older_than: int | None = None,
) -> LogView:
    """Without the names of participants in kull that the owner does not lead."""
    found = audit_reading.entries(session, None, asked, older_than=older_than, most=PAGE + 1)
    return _view(session, None, found, asked, today, days_kept, (), leads)


def _view(
    session: Session,
    cohort_id: int | None,
    found: Sequence[AuditEntry],
    asked: Asked,
    today: dt.date,
    days_kept: int,
    people: tuple[Choice, ...],
    leads: frozenset[int] | None = None,
) -> LogView:
    shown = found[:PAGE]
    names = audit_reading.names(session, shown)
    leaders = audit_reading.leaders_in(session, cohort_id)
    who = tuple(Choice(str(number), name) for number, name in leaders)
    who += (Choice(PARTICIPANTS, "Deltakere"), Choice(COMMANDS, "Serveren"))
    return LogView(
        days=_days(shown, today, lambda entry: _line(entry, names, cohort_id is None, leads)),
        older=shown[-1].id if len(found) > PAGE else None,
        who=who,
        verbs=tuple(Choice(verb, name) for verb, name in VERBS.items()),
        people=people,
        asked=asked,
        days_kept=days_kept,
    )


def mine(session: Session, person: Participant, today: dt.date) -> tuple[Day, ...]:
    """What others have done with one's own, said to oneself: «arbeidsmappa di»."""
    found = audit_reading.about_me(session, person)
    names = audit_reading.names(session, found)
    return _days(
        found, today, lambda each: Line(clock_time(each.at), sentence(each, names, own=True), "")
    )


def _days(
    found: Sequence[AuditEntry], today: dt.date, line: Callable[[AuditEntry], Line]
) -> tuple[Day, ...]:
    by_day = groupby(found, key=lambda entry: entry.at.astimezone(OSLO).date())
    return tuple(Day(_day(day, today), tuple(map(line, group))) for day, group in by_day)


def _day(day: dt.date, today: dt.date) -> str:
    if day == today:
        return "I dag"
    if day == today - dt.timedelta(days=1):
        return "I går"
    return long_date(day).capitalize()


def _line(entry: AuditEntry, names: Names, of_all: bool, leads: frozenset[int] | None) -> Line:
    nameless = leads is not None and entry.cohort_id not in leads
    kull = names.kull.get(entry.cohort_id or 0, "") if of_all else ""
    return Line(clock_time(entry.at), sentence(entry, names, nameless=nameless), kull)


def book(session: Session, cohort: Cohort, asked: Asked, today: dt.date) -> Book:
    """What the page shows, as a list: all of it and not one page."""
    found = audit_reading.entries(session, cohort.id, asked, most=MOST_IN_A_FILE)
    sheet = _sheet(found, audit_reading.names(session, found), None)
    return lists_kull.book(cohort, today, "logg", "Logg", [sheet])


def book_of_installation(
    session: Session, asked: Asked, today: dt.date, leads: frozenset[int]
) -> Book:
    found = audit_reading.entries(session, None, asked, most=MOST_IN_A_FILE)
    sheet = _sheet(found, audit_reading.names(session, found), leads)
    return Book(
        title="Logg for installasjonen",
        lead=(f"Slik det står {lists_kull.day(today)}.",),
        sheets=(sheet,),
        author="",
        filename=f"logg-{today.isoformat()}",
    )


def _sheet(found: Sequence[AuditEntry], names: Names, leads: frozenset[int] | None) -> Sheet:
    columns: tuple[Column, ...] = (Column("Dato", 12, "date"), Column("Tid", 8), Column("Hva", 80))
    if leads is not None:
        columns += (Column("Kull", 16),)
    rows = []
    for entry in found:
        line = _line(entry, names, leads is not None, leads)
        kull = (line.kull,) if leads is not None else ()
        rows.append((entry.at.astimezone(OSLO).date(), line.at, line.said, *kull))
    if len(found) == MOST_IN_A_FILE:  # nobody is to take it for the whole log
        rows.append((None, "", CUT, *("" for _ in columns[3:])))
    return Sheet("Logg", columns, tuple(rows), "" if rows else lists_kull.TO_COME)
