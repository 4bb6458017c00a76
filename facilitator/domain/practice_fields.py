"""What stands in the form of a practice document: read, tidied, and judged at the hand-in. Pure.

While it is a kladd anything may be left out, and a link may be half written. What it takes to be
read by somebody is asked for when it is handed in, with all faults at once.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid

KINDS = ("photo", "lesson_plan", "minutes", "text")
TITLE_LIMIT = 120
DOCUMENT_LIMIT = 12_000
LINK_LIMIT = 500
ALT_LIMIT = 200
MOST_STRENGTHS = 5

NO_TITLE = "Gi dokumentet en tittel."
NO_KIND = "Velg hva slags dokument det er."
NO_DATE = "Skriv datoen da det skjedde."
NOT_A_DATE = "Skriv datoen som dag, måned og år, for eksempel 11.05.2027."
NOT_YET = "Datoen er ikke kommet ennå. Skriv dagen da det skjedde."
NO_CONTENT = "Skriv noen ord, eller legg ved et bilde eller en fil."
NO_TIE = "Velg en arbeidsform eller en styrke dokumentet handler om."
NO_ALT = "Skriv hva bildet viser, så får alle det med seg."
NO_TICK = "Kryss av når ingen kan kjennes igjen, eller ta bort bildet."
NOT_A_LINK = "Skriv hele adressen til siden, slik den står i nettleseren."
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


class Cleaner(Protocol):
    def __call__(self, value: str, field: str, *, most: int) -> str: ...


Typed = Mapping[str, Sequence[str]]
"""Name → the values that a form sent under it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of a photo."""

    alt: str = ""
    no_faces: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The fields of a document, tidied."""

    title: str = ""
    kind: str = ""
    date: dt.date | None = None
    text: str = ""
    link: str = ""
    process_key: str = ""
    strengths: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    captions: Mapping[int, Caption] = field(default_factory=dict)
    """By the id of the photo."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in the form: keys of processes and strengths, ids of goals and photos."""

    processes: Collection[str] = ()
    strengths: Collection[str] = ()
    goals: Collection[int] = ()
    photos: Collection[int] = ()


def read(typed: Typed, choices: Choices) -> Written:
    """Raises Invalid with every fault, by field. What cannot be chosen any more is left out."""
    faults: dict[str, str] = {}

    def said(name: str) -> str:
        return next(iter(typed.get(name, ())), "")

    def line(name: str, most: int, clean: Cleaner = clean_line) -> str:
        try:
            return clean(said(name), name, most=most)
        except Invalid as invalid:
            faults.update(invalid.errors)
            return ""

    try:
        date = read_date(said("date"))
    except Invalid as invalid:
        date = None
        faults.update(invalid.errors)
    kind, process = said("kind"), said("process")
    written = Written(
        title=line("title", TITLE_LIMIT),
        kind=kind if kind in KINDS else "",
        date=date,
        text=line("text", DOCUMENT_LIMIT, clean_text),
        link=line("link", LINK_LIMIT),
        process_key=process if process in choices.processes else "",
        strengths=tuple(s for s in choices.strengths if s in typed.get("strengths", ())),
        goals=tuple(goal for goal in choices.goals if str(goal) in typed.get("goals", ())),
        captions={
            number: Caption(line(f"alt-{number}", ALT_LIMIT), bool(said(f"nobody-{number}")))
            for number in choices.photos
            if f"alt-{number}" in typed
        },
    )
    if len(written.strengths) > MOST_STRENGTHS:
        faults["strengths"] = f"Velg opptil {MOST_STRENGTHS} styrker."
    if faults:
        raise Invalid(faults)
    return written


def read_date(typed: str) -> dt.date | None:
    """As a date field sends it, or as one writes it. Raises Invalid at the field `date`."""
    said = typed.strip()
    if not said:
        return None
    written = _DAY_FIRST.fullmatch(said)
    try:
        if written:
            return dt.date(int(written[3]), int(written[2]), int(written[1]))
        return dt.date.fromisoformat(said)
    except ValueError as error:
        raise Invalid({"date": NOT_A_DATE}) from error


@dataclass(frozen=True, slots=True)
class Period:
    """What a practice may be dated in: the kull's own time, and nothing that is to come."""

    first: dt.date | None
    last: dt.date | None
    today: dt.date

    @property
    def latest(self) -> dt.date:
        return min(self.last, self.today) if self.last else self.today

    def fault(self, date: dt.date | None) -> str:
        """What is wrong with the date; an empty string when nothing is."""
        if date is None:
            return NO_DATE
        if date > self.today:
            return NOT_YET
        if (self.first and date < self.first) or (self.last and date > self.last):
            return f"Datoen må være i tiden kullet varer, {self._words()}."
        return ""

    def _words(self) -> str:
        ends = [f"{day.day}.{day.month}.{day.year}" for day in (self.first, self.last) if day]
        if len(ends) == 2:
            return f"fra {ends[0]} til {ends[1]}"
        return f"fra {ends[0]}" if self.first else f"til {ends[0]}"


def lacks(written: Written, period: Period, *, has_file: bool) -> dict[str, str]:
    """Field → what to do before it can be handed in. Empty when it is ready."""
    wanted = {
        "title": "" if written.title else NO_TITLE,
        "kind": "" if written.kind else NO_KIND,
        "date": period.fault(written.date),
        "text": "" if written.text or has_file else NO_CONTENT,
        "process": "" if written.process_key or written.strengths else NO_TIE,
        "link": "" if not written.link or safe_link(written.link) else NOT_A_LINK,
    }
    for number, caption in written.captions.items():
        wanted[f"alt-{number}"] = "" if caption.alt else NO_ALT
        wanted[f"nobody-{number}"] = "" if caption.no_faces else NO_TICK
    return {name: text for name, text in wanted.items() if text}


def safe_link(typed: str) -> str:
    """An address that may be shown as a link; an empty string for anything else.

    Only http and https, with a host of its own and nobody's name and password in front of it.
    """
    said = typed.strip()
    if "://" not in said and re.match(r"^(www\.|[a-z0-9-]+(\.[a-z0-9-]+)+(/|$))", said, re.I):
        said = "https://" + said
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
        parts.port  # noqa: B018 – a port that is no number is found out here
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and "." in host and "@" not in parts.netloc
    return said if plain and not re.search(r"[\s\x00-\x1f\x7f\\]", said) else ""
