"""The words of the gentle question, for a page and for the answer to a save."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import nudges
from facilitator.domain.nudges import Question

HEEDED = "Det er greit"
INSTEAD = "Skriv heller «en elev» eller «et barn på avdelingen»."


@dataclass(frozen=True, slots=True)
class Nudge:
    field: str
    kind: str
    words: tuple[str, ...]
    text: str


def of(session: Session, cohort_id: int | None, fields: Mapping[str, Any]) -> tuple[Nudge, ...]:
    return tuple(nudge(question) for question in nudges.asked(session, cohort_id, fields))


def nudge(question: Question) -> Nudge:
    return Nudge(question.field, question.kind, question.words, _text(question))


def _text(question: Question) -> str:
    quoted = [f"«{word}»" for word in question.words]
    if question.kind == nudges.DATE:
        return f"Må {quoted[0]} stå så nøyaktig? Skriv heller «en dag i høst» eller «en morgen»."
    if len(quoted) == 1:
        return f"{quoted[0]}: Står det et barns navn her? {INSTEAD}"
    return f"{', '.join(quoted[:-1])} og {quoted[-1]}: Står det navn på barn her? {INSTEAD}"


def as_json(found: Iterable[Nudge]) -> list[dict[str, Any]]:
    """As `nudge.js` reads it in the answer to a save."""
    return [
        {"field": each.field, "kind": each.kind, "words": list(each.words), "text": each.text}
        for each in found
    ]
