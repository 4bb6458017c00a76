"""The form that a practice document is written in, with what was typed when it is refused."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain import practice_content, practice_writing, reviewing
from facilitator.domain.practice_fields import (
    ALT_LIMIT,
    DOCUMENT_LIMIT,
    LINK_LIMIT,
    MOST_STRENGTHS,
    TITLE_LIMIT,
    Period,
    Typed,
    Written,
)
from facilitator.models import Cohort, PracticeDocument
from facilitator.presentation.dates import clock_time
from facilitator.presentation.documents import (
    FileView,
    LogLine,
    file_view,
    log_lines,
    message,
)
from facilitator.presentation.made import StateMark, state_mark
from facilitator.presentation.strengths import PickGroup, pick_groups

KINDS = (
    ("photo", "Bilde"),
    ("lesson_plan", "Opplegg"),
    ("minutes", "Referat"),
    ("text", "Tekst"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick or choose."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What the fields of the form have room for."""

    title: int = TITLE_LIMIT
    text: int = DOCUMENT_LIMIT
    link: int = LINK_LIMIT
    alt: int = ALT_LIMIT
    strengths: int = MOST_STRENGTHS


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """`ref` is the address, `kept` what the text is called on the phone."""

    ref: str
    kept: str
    begun: bool
    state: StateMark
    saved: str
    version: int
    message: str
    asked: LogLine | None
    """The last answer, while its owner goes on writing."""
    title: str
    kind: str
    kinds: tuple[tuple[str, str], ...]
    date: str
    earliest: str
    latest: str
    text: str
    link: str
    processes: tuple[Option, ...]
    strength_groups: tuple[PickGroup, ...]
    strengths: tuple[str, ...]
    goals: tuple[Option, ...]
    photos: tuple[FileView, ...]
    files: tuple[FileView, ...]
    button: str
    promise: str
    """What happens when it is handed in."""
    may_remove: bool
    older_ref: str
    between: str
    limits: Limits
    log: tuple[LogLine, ...]
    unsaved: bool
    """Made of a card and not saved yet: the page saves it by itself."""


def form_view(
    ref: str,
    document: PracticeDocument | None,
    cohort: Cohort,
    processes: Mapping[str, str],
    period: Period,
    *,
    kept: str,
    blank: Written,
    between: str = "",
    typed: Typed | None = None,
) -> DocumentForm:
    """`blank` is what a document that is not begun starts with; `typed` what a form sent."""
    written = practice_content.written(document) if document is not None else blank
    values = _typed(typed) if typed is not None else _values(written)
    strengths = _ticked(typed, "strengths", written.strengths)
    goals = _ticked(typed, "goals", tuple(str(goal) for goal in written.goals))
    shown = _files(document, typed)
    log = log_lines(document.events) if document is not None else ()
    status = document.status if document is not None else reviewing.DRAFT
    return DocumentForm(
        ref=ref,
        kept=kept,
        begun=document is not None,
        state=state_mark(status),
        saved=_saved(document),
        version=document.version if document is not None else 0,
        message=message(document, cohort) if document is not None else "",
        asked=next((line for line in log if line.noticed or line.wonders), None),
        title=values["title"],
        kind=values["kind"],
        kinds=KINDS,
        date=values["date"],
        earliest=_iso(period.first),
        latest=_iso(period.latest),
        text=values["text"],
        link=values["link"],
        processes=tuple(
            Option(key, name, key == values["process"]) for key, name in processes.items()
        ),
        strength_groups=pick_groups(cohort),
        strengths=strengths,
        goals=tuple(
            Option(str(goal.id), goal.text, str(goal.id) in goals) for goal in cohort.goals
        ),
        photos=tuple(file for file in shown if file.is_photo),
        files=tuple(file for file in shown if not file.is_photo),
        button="Lever" if status == reviewing.DRAFT else "Lever på nytt",
        promise=_promise(status, cohort),
        may_remove=document is not None and status == reviewing.DRAFT,
        older_ref=str(document.replaces_id or "") if document is not None else "",
        between=between,
        limits=Limits(),
        log=log,
        unsaved=document is None and written != Written(),
    )


def _promise(status: str, cohort: Cohort) -> str:
    if status == reviewing.ANSWERED and not cohort.approve_documents:
        return "Det teller nå. Leverer du på nytt, teller det igjen når det er lest og besvart."
    return f"Du får svar innen {cohort.answer_days} dager. Du kan trekke det tilbake fram til da."


def _values(written: Written) -> dict[str, str]:
    found = practice_writing.form_fields(written)
    return {name: str(found[name]) for name in _NAMES if name != "kind"} | {"kind": written.kind}


_NAMES = ("title", "kind", "date", "text", "link", "process")


def _typed(typed: Typed) -> dict[str, str]:
    return {name: next(iter(typed.get(name, ())), "") for name in _NAMES}


def _ticked(typed: Typed | None, name: str, otherwise: Sequence[str]) -> tuple[str, ...]:
    return tuple(typed.get(name, ()) if typed is not None else otherwise)


def _files(document: PracticeDocument | None, typed: Typed | None) -> list[FileView]:
    if document is None:
        return []
    found = []
    for file in practice_content.shown_files(document):
        view = file_view(file)
        if typed is not None and f"alt-{file.id}" in typed:
            alt = next(iter(typed[f"alt-{file.id}"]), "")
            view = FileView(
                view.id, view.token, view.name, view.is_photo, view.size, alt,
                bool(typed.get(f"nobody-{file.id}")),
            )  # fmt: skip
        found.append(view)
    return found


def _saved(document: PracticeDocument | None) -> str:
    if document is None or document.saved_at is None:
        return ""
    return saved_words(document.saved_at)


def saved_words(moment: dt.datetime) -> str:
    return clock_time(moment)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
