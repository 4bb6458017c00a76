"""`/deltakere`: everybody's four requirements in marks and words, sorted and filtered."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import certificates, cockpit, portfolio_reviews, reviewing
from facilitator.domain.certificate_texts import in_words
from facilitator.domain.cockpit import Line
from facilitator.domain.festival_forms import role_word
from facilitator.domain.requirements import festival_date
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort
from facilitator.presentation import attendance
from facilitator.presentation.cockpit_sums import Sum, sums
from facilitator.presentation.dates import long_date, short_date
from facilitator.presentation.invite import Invite, invite
from facilitator.presentation.joining import sort_key

NOT_YET = "ikke ennå"
SUMMARIES = {
    reviewing.DRAFT: "kladd",
    reviewing.HANDED_IN: "levert",
    reviewing.NEEDS_MORE: "trenger mer",
    reviewing.ANSWERED: "besvart",
    reviewing.APPROVED: "godkjent",
}
UNFORMED = "meldt inn"
SHORT_STATUS = {"Trenger en avtale": "Trenger avtale"}
"""In a narrow column; everywhere else it is said in full."""
BEVIS = {certificates.VALID: "har bevis", certificates.PREPARED: "bevis er forberedt"}
"""By the state of a line."""

NAME, MUNICIPALITY, WORKPLACE = "navn", "kommune", "virksomhet"
ATTENDANCE, FOLDER, SUMMARY, FESTIVAL = "oppmote", "mappe", "oppsummering", "festival"
DOWN = "synkende"
_STATUS_ORDER = ("needs_agreement", "needs_rest", "on_track", "agreed", "met")
_FOLDER_ORDER = (
    portfolio_reviews.UNDER_WAY,
    portfolio_reviews.READY,
    portfolio_reviews.APPROVED,
)
_SUMMARY_ORDER = ("", *SUMMARIES)

SORTS: Mapping[str, tuple[str, Callable[[Line], Any]]] = {
    NAME: ("Navn", lambda line: ()),
    MUNICIPALITY: ("Kommune", lambda line: _last_when_empty(line.person.municipality)),
    WORKPLACE: ("Virksomhet", lambda line: _last_when_empty(line.person.workplace_name)),
    ATTENDANCE: ("Oppmøte", lambda line: _STATUS_ORDER.index(line.standing.status)),
    FOLDER: (
        "Mappe",
        lambda line: (_FOLDER_ORDER.index(line.progress.portfolio), line.progress.counting),
    ),
    SUMMARY: ("Oppsummering", lambda line: _SUMMARY_ORDER.index(line.progress.summary)),
    FESTIVAL: (
        "Festival",
        lambda line: (line.required.took_part, line.required.form is not None, line.required.form),
    ),
}
COLUMNS = (NAME, ATTENDANCE, FOLDER, SUMMARY, FESTIVAL)

ALL, TALK, READY, QUIET, HAVE = "", "prat", "klare", "stille", "bevis"
FILTERS: Mapping[str, tuple[str, Callable[[Line], bool]]] = {
    ALL: ("Alle", lambda line: True),
    TALK: ("Trenger en prat", lambda line: line.needs_talk),
    READY: ("Klare for bevis", lambda line: line.ready),
    QUIET: ("Ikke hørt fra", lambda line: line.quiet),
    HAVE: ("Har bevis", lambda line: line.has_bevis),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks to see; what it does not know is as if it was not said."""

    sort: str = NAME
    down: bool = False
    show: str = ALL
    search: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        sort, show = args.get("sorter", NAME), args.get("vis", ALL)
        return cls(
            sort=sort if sort in SORTS else NAME,
            down=args.get("retning") == DOWN,
            show=show if show in FILTERS else ALL,
            search=args.get("sok", "").strip()[:80],
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """`mark` is `full`, `half`, `open` or `talk`; it always stands with its word."""

    mark: str
    word: str
    more: str = ""
    """For whoever hears the page, where the mark says more than the word."""


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    beside: str
    """What one sorts by, where that has no column; or that there is a bevis."""
    attendance: Cell
    folder: Cell
    summary: Cell
    festival: Cell


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head, or another way to sort. `turned` is the direction of its link."""

    key: str
    label: str
    sorted: str
    """`ascending`, `descending`, or empty."""
    turned: str


@dataclass(frozen=True, slots=True)
class Chip:
    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    id: int
    name: str
    heard: str


@dataclass(frozen=True, slots=True)
class CockpitView:
    people: int
    asked: Asked
    said: str
    """«Per 15. september 2027. SMART-festivalen 20. oktober gjenstår.»"""
    rows: tuple[Row, ...]
    heads: tuple[Head, ...]
    besides: tuple[Head, ...]
    chips: tuple[Chip, ...]
    sums: tuple[Sum, ...]
    quiet: tuple[Quiet, ...]
    ready: int
    invite: Invite

    @property
    def halves(self) -> tuple[tuple[Row, ...], ...]:
        """Two columns of rows side by side, read down the first and then the second."""
        middle = -(-len(self.rows) // 2)
        return tuple(part for part in (self.rows[:middle], self.rows[middle:]) if part)


def view(session: Session, cohort: Cohort, asked: Asked, now: dt.datetime) -> CockpitView:
    today = oslo_day(now)
    lines = by_name(cockpit.lines_of(session, cohort, now))
    return CockpitView(
        people=len(lines),
        asked=asked,
        said=said(cohort, today),
        rows=tuple(row_of(line, asked.sort) for line in chosen(lines, asked)),
        heads=tuple(_head(key, asked) for key in COLUMNS),
        besides=tuple(_head(key, asked) for key in (MUNICIPALITY, WORKPLACE)),
        chips=tuple(_chips(lines, asked)),
        sums=sums(lines, cohort),
        quiet=tuple(_quiet(line) for line in lines if line.quiet),
        ready=sum(line.ready for line in lines),
        invite=invite(session, cohort.id),
    )


def by_name(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (sort_key(line.person.name), line.person.id))


def chosen(lines: Sequence[Line], asked: Asked) -> list[Line]:
    """Those asked for, in the order asked for; those who are alike stand by name either way."""
    wanted = FILTERS[asked.show][1]
    words = asked.search.casefold().split()
    found = [line for line in lines if wanted(line) and _named(line, words)]
    if asked.sort == NAME:
        return found[::-1] if asked.down else found
    return sorted(found, key=SORTS[asked.sort][1], reverse=asked.down)


def _named(line: Line, words: list[str]) -> bool:
    person = line.person
    text = f"{person.name} {person.workplace_name} {person.municipality}".casefold()
    return all(word in text for word in words)


def _last_when_empty(text: str) -> tuple[bool, Any]:
    return (not text, sort_key(text))


def said(cohort: Cohort, today: dt.date) -> str:
    day = f"Per {long_date(today).partition(' ')[2]}."
    coming = festival_date(cohort)
    if coming is None or coming < today:
        return day
    when = "er i dag" if coming == today else f"{short_date(coming)} gjenstår"
    return f"{day} {cohort.festival_name} {when}."


def row_of(line: Line, sort: str) -> Row:
    beside = {
        MUNICIPALITY: line.person.municipality,
        WORKPLACE: line.person.workplace_name,
    }.get(sort, BEVIS.get(line.bevis, ""))
    return Row(
        id=line.person.id,
        name=line.person.name,
        beside=beside,
        attendance=_attendance(line),
        folder=_folder(line),
        summary=_summary(line),
        festival=_festival(line),
    )


def _attendance(line: Line) -> Cell:
    words = attendance.status_words(line.standing)
    return Cell(attendance.status_mark(line.standing), SHORT_STATUS.get(words, words))


def _folder(line: Line) -> Cell:
    """Only an approved mappe is full; enough documents alone are on the way to it."""
    progress = line.progress
    if progress.portfolio == portfolio_reviews.APPROVED:
        return Cell("full", "godkjent")
    if progress.portfolio == portfolio_reviews.READY:
        return Cell("half", "klar", "til godkjenning")
    begun = progress.counting or progress.handed_in or progress.needs_more or progress.drafts
    if progress.counting > progress.needed:
        return Cell("half", str(progress.counting), "dokumenter")
    said = f"{progress.counting} av {progress.needed}"
    return Cell("half" if begun else "open", said, "dokumenter")


def _summary(line: Line) -> Cell:
    status = line.progress.summary
    if not status:
        return Cell("open", NOT_YET)
    mark = "full" if status == reviewing.APPROVED else "half"
    return Cell(mark, SUMMARIES.get(status, status))


def _festival(line: Line) -> Cell:
    required = line.required
    if required.form is None and not required.took_part:
        return Cell("open", NOT_YET)
    form = role_word(required.form or "")
    if required.took_part:
        return Cell("full", form or "deltatt", "bekreftet")
    return Cell("half", form or UNFORMED, "ikke bekreftet ennå")


def _head(key: str, asked: Asked) -> Head:
    here = asked.sort == key
    direction = ("descending" if asked.down else "ascending") if here else ""
    return Head(key, SORTS[key][0], direction, DOWN if here and not asked.down else "")


def _chips(lines: Sequence[Line], asked: Asked) -> Iterable[Chip]:
    for key, (label, wanted) in FILTERS.items():
        count = sum(wanted(line) for line in lines)
        if key != HAVE or count or asked.show == HAVE:
            yield Chip(key, label, count, key == asked.show)


def _quiet(line: Line) -> Quiet:
    heard = f"Sist hørt fra {short_date(line.heard)}." if line.heard else "Ikke hørt fra ennå."
    return Quiet(line.person.id, line.person.name, heard)


def headline(people: int) -> str:
    """«36 deltakere, fire krav»."""
    count = "Én deltaker" if people == 1 else f"{people} deltakere"
    return f"{count}, {in_words(4)} krav"
