"""The words of the gentle question, for a page and for the answer to a save."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import nudges
from facilitator.domain.nudges import Question

NAMED = "«{}»: Står det et barns navn her? Skriv heller «en elev» eller «et barn på avdelingen»."
DATED = "Må «{}» stå så nøyaktig? Skriv heller «en dag i høst» eller «en morgen»."

NUMBERED = "«{}»: Kan nummeret føre til noen? Ta det gjerne bort."
PLACED = (
    "«{}» og «{}»: Kan noen skjønne hvem det handler om? På små steder skal det lite til. "
    "Bytt gjerne ut det ene."
)
WORDS = {
    nudges.NAME: NAMED,
    nudges.DATE: DATED,
    nudges.NUMBER: NUMBERED,
    nudges.PLACE: PLACED,
}


@dataclass(frozen=True, slots=True)
class Nudge:
    field: str
    kind: str
    word: str
    text: str


def of(session: Session, cohort_id: int | None, fields: Mapping[str, Any]) -> tuple[Nudge, ...]:
    return tuple(nudge(question) for question in nudges.asked(session, cohort_id, fields))


def nudge(question: Question) -> Nudge:
    text = WORDS[question.kind].format(question.word, question.event)
    return Nudge(question.field, question.kind, question.word, text)


def as_json(found: Iterable[Nudge]) -> list[dict[str, Any]]:
    """As `nudge.js` reads it in the answer to a save."""
    return [asdict(each) for each in found]
