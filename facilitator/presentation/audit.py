"""The log in plain sentences by day: «Aslak Lie åpnet arbeidsmappa til Ane Havgløtt»."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from facilitator.domain import (
    access_listing,
    audit,
    audit_reading,
    email_codes,
    forgetting,
    links,
    roster,
)
from facilitator.domain.audit_reading import COMMANDS, PAGE, PARTICIPANTS, Asked, Names
from facilitator.domain.rooms import OSLO
from facilitator.models import AuditEntry, Cohort, Participant
from facilitator.presentation import lists_kull
from facilitator.presentation.dates import clock_time, long_date
from facilitator.presentation.joining import sort_key
from facilitator.presentation.lists import Book, Column, Sheet

VERBS: Mapping[str, str] = {
    audit.OPENED: "Åpnet noens materiale",
    audit.EXPORTED: "Hentet ut en fil",
    audit.CHANGED: "Endret",
    audit.ISSUED: "Utstedte bevis",
    audit.DELETED: "Slettet",
    audit.SETTINGS: "Endret innstillinger",
    audit.ROLE: "Endret hvem som leder",
    audit.LINK: "Hentet fram en lenke",
    audit.CONSENT: "Svarte på samtykke",
    audit.INVITED: "Inviterte",
    audit.SIGNED_IN: "Logget inn",
    audit.SIGNED_OUT: "Logget ut",
    audit.REFUSED: "Kom ikke inn",
    audit.ACCOUNT: "Endret kontoen sin",
}
_DID: Mapping[str, str] = {
    audit.OPENED: "åpnet",
    audit.EXPORTED: "hentet ut",
    audit.CHANGED: "endret",
    audit.ISSUED: "utstedte",
    audit.DELETED: "slettet",
    audit.INVITED: "inviterte",
}
_PLAIN: Mapping[str, str] = {
    audit.SETTINGS: "endret innstillingene",
    audit.ROLE: "bestemte",
    audit.LINK: "hentet fram en innloggingslenke",
    audit.SIGNED_OUT: "logget ut",
    audit.REFUSED: "kom ikke inn",
    audit.ACCOUNT: "endret kontoen",
}
_WHOLE: Mapping[str, tuple[str, str]] = {
    forgetting.WISHED: ("ba om å få alt slettet", "ba om at alt som hører til {}, blir slettet"),
    forgetting.CHANGED_MIND: (
        "angret ønsket om å få alt slettet",
        "angret ønsket om at alt som hører til {}, blir slettet",
    ),
    links.SHOWN: ("hentet fram sin personlige lenke", "hentet fram den personlige lenken til {}"),
    links.RENEWED: ("fornyet sin personlige lenke", "fornyet den personlige lenken til {}"),
    links.TAKEN_BACK: ("tok tilbake sin personlige lenke", "tok tilbake lenken til {}"),
    access_listing.DEVICE_OFF: ("tok bort en enhet", "tok bort en enhet som åpnet mappa til {}"),
    email_codes.BY_CODE: ("kom inn med en kode på e-post",) * 2,
    "sikkerhetskopi": ("tok en sikkerhetskopi",) * 2,
    "lagt tilbake fra sikkerhetskopi": ("la tilbake en sikkerhetskopi",) * 2,
}
"""What is a whole sentence of its own: done by oneself, and done for somebody."""
_WAYS = {"link": "med lenke", "password": "med passord", "provider": "med pålogging utenfra"}
_CONSENTS = {"photo": "bilder", "publication": "publisering", "research": "forskning"}
_FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "nettside", "md": "Markdown"}
_YOURS = {
    "arbeidsmappa": "arbeidsmappa di",
    "en fil i et praksisdokument": "en fil i et av praksisdokumentene dine",
    "et praksisdokument": "et av praksisdokumentene dine",
    "oppmøtet": "oppmøtet ditt",
    "oppsummeringen": "oppsummeringen din",
    "personsiden": "personsiden din",
}
_COMMANDS = ("facilitator", "Tjeneren")
SOMEBODY = "en deltaker"
GONE = "en som er slettet"


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


def sentence(entry: AuditEntry, names: Names, *, own: bool = False, nameless: bool = False) -> str:
    """`own`: said to the one it is about. `nameless`: participants have no name."""
    by = _by(entry, names, nameless)
    whose = ""
    if entry.about_id is not None and entry.about_id != entry.participant_id:
        whose = SOMEBODY if nameless else names.people.get(entry.about_id, GONE)
    if entry.verb == audit.SIGNED_IN:
        return f"{by} logget inn {_WAYS.get(entry.what, '')}".rstrip()
    if entry.verb == audit.CONSENT:
        answer = str(entry.details.get("answer", ""))
        return f"{by} svarte {answer} til {_CONSENTS.get(entry.what, entry.what)}"
    if entry.what in _WHOLE:
        alone, for_somebody = _WHOLE[entry.what]
        to = "deg" if own else whose
        return f"{by} {for_somebody.format(to) if to else alone}"
    if entry.verb in _PLAIN:
        return _plain(entry, by, "deg" if own else whose)
    did = str(entry.details.get("did", "")) or _DID[entry.verb]
    return f"{by} {did} {_what(entry, whose, own)}{_as_file(entry)}"


def _by(entry: AuditEntry, names: Names, nameless: bool) -> str:
    if entry.facilitator_id is not None:
        return names.leaders.get(entry.facilitator_id, entry.by)
    if entry.participant_id is not None:
        known = names.people.get(entry.participant_id, entry.by)
        return SOMEBODY.capitalize() if nameless else known
    # A name that stands alone is of somebody who is no longer here, or of a command.
    if entry.by.startswith(_COMMANDS):
        return "Serveren"
    return entry.by or GONE.capitalize()


def _plain(entry: AuditEntry, by: str, whose: str) -> str:
    to = f" til {whose}" if whose else ""
    said = f"{by} {_PLAIN[entry.verb]}{to}"
    return f"{said}: {entry.what}" if entry.what else said


def _what(entry: AuditEntry, whose: str, own: bool) -> str:
    if own and entry.what in _YOURS:
        return _YOURS[entry.what]
    if own and entry.about_id is None:
        return f"{entry.what}, også din"
    name = "deg" if own else whose
    if "{}" in entry.what:
        return entry.what.replace("{}", name or SOMEBODY)
    return f"{entry.what} til {name}" if name else entry.what


def _as_file(entry: AuditEntry) -> str:
    ending = str(entry.details.get("as", ""))
    return f" ({_FILES.get(ending, ending)})" if ending else ""


def book(session: Session, cohort: Cohort, asked: Asked, today: dt.date) -> Book:
    """What the page shows, as a list: all of it and not one page."""
    found = audit_reading.entries(session, cohort.id, asked, most=audit_reading.MOST_IN_A_FILE)
    sheet = _sheet(found, audit_reading.names(session, found), None)
    return lists_kull.book(cohort, today, "logg", "Logg", [sheet])


def book_of_installation(
    session: Session, asked: Asked, today: dt.date, leads: frozenset[int]
) -> Book:
    found = audit_reading.entries(session, None, asked, most=audit_reading.MOST_IN_A_FILE)
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
    return Sheet("Logg", columns, tuple(rows), "" if rows else lists_kull.TO_COME)
