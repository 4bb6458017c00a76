"""What a status, a kind and a type are called; status as a mark and a word."""

from dataclasses import dataclass

from facilitator.models import Summary

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
class SummaryView:
    title: str
    type: str
    state: StateMark
    text: str


def state_mark(status: str) -> StateMark:
    return StateMark(*STATES.get(status, STATES["kladd"]))


def summary_view(summary: Summary) -> SummaryView:
    return SummaryView(
        title=summary.title or "",
        type=SUMMARY_TYPES.get(summary.type or "", ""),
        state=state_mark(summary.status),
        text=summary.text or "",
    )
