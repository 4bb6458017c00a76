"""Practice documents and the summary as their owner sees them: status as a mark and a word."""

from dataclasses import dataclass

from facilitator.models import PracticeDocument, Summary
from facilitator.presentation.cards import StrengthMark, strength_marks
from facilitator.presentation.dates import short_date
from facilitator.processes.catalogue import catalogue_or_first

KINDS = {
    "lesson_plan": "Opplegg",
    "minutes": "Referat",
    "photo": "Bilde med tekst",
    "text": "Tekst",
}
STATES = {
    "kladd": ("Kladd", "draft", "penn"),
    "levert": ("Levert", "wait", "klokke"),
    "trenger_mer": ("Trenger mer", "turn", "naa"),
    "besvart": ("Lest og besvart", "good", "hake"),
    "godkjent": ("Godkjent", "good", "hake"),
}
SUMMARY_TYPES = {
    "a": "En metode eller et konsept som er videreutviklet eller nytt",
    "b": "Resultater dere er stolte av",
    "c": "Et problem som er overvunnet",
    "d": "En erfaring eller innsikt som har gjort noe med deg",
}


@dataclass(frozen=True, slots=True)
class StateMark:
    """A status: its word, its colour and its icon, never by colour alone."""

    word: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    title: str
    date: str
    kind: str
    state: StateMark
    text: str
    strengths: tuple[StrengthMark, ...]
    comment: str
    comment_by: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    title: str
    type: str
    state: StateMark
    text: str


def state_mark(status: str) -> StateMark:
    return StateMark(*STATES.get(status, STATES["kladd"]))


def document_view(document: PracticeDocument, catalogue: str) -> DocumentView:
    said = next((e for e in reversed(document.events) if e.noticed), None)
    return DocumentView(
        title=document.title,
        date=f"{short_date(document.date)} {document.date.year}" if document.date else "",
        kind=KINDS.get(document.kind, document.kind.capitalize()),
        state=state_mark(document.status),
        text=document.text or "",
        strengths=strength_marks(document.strengths, catalogue_or_first(catalogue)),
        comment=said.noticed or "" if said else "",
        comment_by=said.by if said else "",
    )


def summary_view(summary: Summary) -> SummaryView:
    return SummaryView(
        title=summary.title or "",
        type=SUMMARY_TYPES.get(summary.type or "", ""),
        state=state_mark(summary.status),
        text=summary.text or "",
    )
