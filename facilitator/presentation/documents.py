"""Practice documents as their owner sees them: the list in the mappe, and one that is read."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain import leaving_names, practice, practice_content, reviewing
from facilitator.domain.practice_fields import safe_link
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort, DocumentEvent, DocumentFile, PracticeDocument
from facilitator.presentation.cards import StrengthMark, strength_marks
from facilitator.presentation.dates import clock_time, short_date
from facilitator.presentation.made import KINDS, StateMark, state_mark
from facilitator.processes.catalogue import catalogue_or_first

REPLACED = StateMark("Erstattet", "draft", "blad")
RENEWING = "Den forrige versjonen er godkjent og teller til denne er {}."


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list. `counts`: towards what the kull asks for."""

    ref: str
    title: str
    date: str
    kind: str
    state: StateMark
    counts: bool
    strengths: tuple[StrengthMark, ...]
    said: str
    """What the reader noticed, the last time somebody answered."""
    said_by: str
    waits: bool
    """It waits for its owner: asked for a little more."""


@dataclass(frozen=True, slots=True)
class DocumentList:
    """`rows`: what waits for its owner first, then the newest practice first."""

    rows: tuple[DocumentRow, ...]
    counting: int
    wanted: int
    counting_words: str


def list_view(documents: Sequence[PracticeDocument], cohort: Cohort) -> DocumentList:
    approves = cohort.approve_documents
    counting = practice.counting(documents, approves)
    good = {document.id for document in counting}
    rows = [_row(one, cohort, one.id in good) for one in reversed(documents)]
    rows.sort(key=lambda row: not row.waits)
    return DocumentList(
        tuple(rows),
        len(counting),
        cohort.min_approved_documents,
        counting_words(len(counting), cohort.min_approved_documents, approves=approves),
    )


_GOOD = {True: "godkjent", False: "lest og besvart"}


def _counted(cohort: Cohort) -> str:
    return _GOOD[cohort.approve_documents]


def counting_words(count: int, wanted: int, *, approves: bool) -> str:
    """«4 er godkjent. Det skal være 6.»"""
    if not wanted:
        return ""
    verb = _GOOD[approves]
    if count >= wanted:
        return f"{count} er {verb}. Det er alt som trengs."
    return f"{count} er {verb}. Det skal være {wanted}."


def _row(document: PracticeDocument, cohort: Cohort, counts: bool) -> DocumentRow:
    said = next((e for e in reversed(document.events) if e.noticed or e.wonders), None)
    approved = reviewing.counts(document.status, approves=cohort.approve_documents)
    return DocumentRow(
        ref=str(document.id),
        title=document.title or "Uten tittel ennå",
        date=date_words(document.date),
        kind=KINDS.get(document.kind, ""),
        state=state_mark(document.status) if counts or not approved else REPLACED,
        counts=counts,
        strengths=_marks(document.strengths, cohort),
        said=(said.noticed or said.wonders or "") if said else "",
        said_by=said.by if said else "",
        waits=document.status == reviewing.NEEDS_MORE,
    )


def date_words(day: dt.date | None) -> str:
    return f"{short_date(day)} {day.year}" if day else ""


def moment_words(moment: dt.datetime | None) -> str:
    """«3. mai 2027 klokka 10.42», in Oslo."""
    if moment is None:
        return ""
    return f"{date_words(oslo_day(moment))} klokka {clock_time(moment)}"


def _marks(keys: Iterable[str], cohort: Cohort) -> tuple[StrengthMark, ...]:
    return strength_marks(list(keys), catalogue_or_first(cohort.catalogue))


# --- one document -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileView:
    """A photo or a file. `size` in words."""

    id: int
    token: str
    name: str
    is_photo: bool
    size: str
    alt: str
    no_faces: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """A step of the way, with what was said in its two parts."""

    when: str
    by: str
    what: str
    noticed: str
    wonders: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """What it said when it was handed in; kept when it has been handed in more than once."""

    when: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document that is read: handed in, or approved and locked."""

    ref: str
    title: str
    kind: str
    date: str
    state: StateMark
    message: str
    handed_in: str
    text: str
    link: str
    process: str
    strengths: tuple[StrengthMark, ...]
    goals: tuple[str, ...]
    photos: tuple[FileView, ...]
    files: tuple[FileView, ...]
    log: tuple[LogLine, ...]
    editions: tuple[EditionView, ...]
    may_withdraw: bool
    may_renew: bool
    may_go_on: bool
    """Answered, and its owner's to write on in."""
    counts_when: str
    """What must have happened to a new version before it counts, in words."""
    newer_ref: str
    older_ref: str


def page_view(
    document: PracticeDocument,
    cohort: Cohort,
    processes: Mapping[str, str],
    newer: PracticeDocument | None,
) -> DocumentPage:
    shown = [file_view(file) for file in practice_content.shown_files(document)]
    replaced = newer is not None and reviewing.counts(
        newer.status, approves=cohort.approve_documents
    )
    return DocumentPage(
        ref=str(document.id),
        title=document.title or "Uten tittel ennå",
        kind=KINDS.get(document.kind, ""),
        date=date_words(document.date),
        state=REPLACED if replaced else state_mark(document.status),
        message=message(document, cohort, replaced=replaced),
        handed_in=moment_words(document.handed_in_at),
        text=document.text or "",
        link=safe_link(document.link),
        process=processes.get(document.process_key or "", ""),
        strengths=_marks(document.strengths, cohort),
        goals=tuple(goal.text for goal in cohort.goals if goal.id in (document.goals or ())),
        photos=tuple(file for file in shown if file.is_photo),
        files=tuple(file for file in shown if not file.is_photo),
        log=log_lines(document.events),
        editions=_editions(document),
        may_withdraw=document.status == reviewing.HANDED_IN,
        may_renew=document.status == reviewing.APPROVED and newer is None,
        may_go_on=document.status == reviewing.ANSWERED,
        counts_when=_counted(cohort),
        newer_ref=str(newer.id) if newer is not None else "",
        older_ref=str(document.replaces_id or ""),
    )


def file_view(file: DocumentFile) -> FileView:
    return FileView(
        file.id,
        file.token,
        file.name,
        file.kind == practice_content.PHOTO,
        size_words(file.size),
        file.alt,
        file.no_faces,
    )


def size_words(size: int) -> str:
    """«320 kB», «1,4 MB»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def message(document: PracticeDocument, cohort: Cohort, *, replaced: bool = False) -> str:
    """How far it has come, in the words that its owner meets on top."""
    reader = leaving_names.reader(document.events[-1].by if document.events else "")
    if replaced:
        return f"En nyere versjon er {_counted(cohort)}, og teller nå. Denne tar vi vare på."
    if document.status == reviewing.HANDED_IN:
        return f"Levert. Takk for at du deler. Du får svar innen {cohort.answer_days} dager."
    if document.status == reviewing.APPROVED:
        return "Godkjent. Nå er det en del av arbeidsmappa di."
    if document.status == reviewing.NEEDS_MORE:
        return f"Nesten i mål. {reader} vil gjerne vite litt mer."
    if document.status == reviewing.ANSWERED:
        return f"{reader} har lest det og svart deg. Nå er det en del av arbeidsmappa di."
    return RENEWING.format(_counted(cohort)) if document.replaces_id else ""


def log_lines(events: Sequence[DocumentEvent]) -> tuple[LogLine, ...]:
    """The newest first. A withdrawal is told from a beginning by there being steps before it."""
    return tuple(
        LogLine(
            moment_words(event.at),
            event.by,
            _what(event),
            event.noticed or "",
            event.wonders or "",
            event.reason or "",
        )
        for event in reversed(events)
    )


def _what(event: DocumentEvent) -> str:
    if event.reason:
        return "Åpnet igjen"
    return {
        reviewing.HANDED_IN: "Levert",
        reviewing.DRAFT: "Trukket tilbake",
        reviewing.NEEDS_MORE: "Ba om litt mer",
        reviewing.ANSWERED: "Leste og svarte",
        reviewing.APPROVED: "Godkjente",
    }.get(event.status, "")


def _editions(document: PracticeDocument) -> tuple[EditionView, ...]:
    """Those from before the last one: that one stands on the page."""
    return tuple(
        EditionView(moment_words(one.at), one.content["title"], one.content["text"])
        for one in reversed(document.editions[:-1])
    )
