"""The gentle question below a field: does it name a child, an exact day, a number, or a place with
something rare? Never a block.

The kull's own people, places and days are not asked about for themselves. Nothing of this is
stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import nudge_places, nudge_words
from facilitator.models import (
    Cohort,
    CohortLeader,
    Facilitator,
    Gathering,
    Participant,
    Workplace,
)

NAME: Final = "name"
DATE: Final = "date"
NUMBER: Final = "number"
PLACE: Final = "place"

_DAY_FIELD = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Question:
    """`word` is what it is about, as it stands in the field; `event` is what is rare there."""

    field: str
    kind: str
    word: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class _Ours:
    """What is a kull's own: words of names and places, its days, and its places as they are."""

    words: frozenset[str] = frozenset()
    days: nudge_words.Days = nudge_words.COMMON_DAYS
    places: tuple[str, ...] = ()


def asked(
    session: Session, cohort_id: int | None, fields: Mapping[str, Any]
) -> tuple[Question, ...]:
    """What to ask about these fields. The database is only asked when there is something."""
    texts = _texts(fields)
    found = _questions(texts, _Ours())
    if not found and not any(map(nudge_places.is_rare, texts.values())):
        return ()
    cohort = session.get(Cohort, cohort_id) if cohort_id else None
    return found if cohort is None else _questions(texts, _of_kull(session, cohort))


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """What is written; a chosen day and what is picked from a list say nothing here."""
    return {
        name: value
        for name, value in fields.items()
        if isinstance(value, str) and value and not _DAY_FIELD.fullmatch(value)
    }


def _questions(texts: Mapping[str, str], ours: _Ours) -> tuple[Question, ...]:
    found: list[Question] = []
    days: list[Question] = []
    for name, text in texts.items():
        found += [Question(name, NAME, word) for word in nudge_words.names(text, ours.words)]
        found += [Question(name, NUMBER, word) for word in nudge_places.numbers(text)]
        if together := nudge_places.place_and_event(text, ours.places):
            found.append(Question(name, PLACE, *together))
        days += [Question(name, DATE, word) for word in nudge_words.dates(text, ours.days)]
    return (*found, *days[:1])  # of days it is asked once


def _of_kull(session: Session, cohort: Cohort) -> _Ours:
    people = session.execute(
        select(Participant.name, Workplace.name, Workplace.municipality)
        .outerjoin(Workplace, Workplace.id == Participant.workplace_id)
        .where(Participant.cohort_id == cohort.id)
    ).all()
    leaders = session.scalars(
        select(Facilitator.name)
        .join(CohortLeader, CohortLeader.facilitator_id == Facilitator.id)
        .where(CohortLeader.cohort_id == cohort.id)
    )
    held = session.execute(
        select(Gathering.date, Gathering.place).where(Gathering.cohort_id == cohort.id)
    ).all()
    words = [part or "" for row in people for part in row]
    words += [*leaders, *(place or "" for _, place in held)]
    words += [cohort.organiser, cohort.name, cohort.programme]
    return _Ours(
        words=nudge_words.words_of(*words),
        days=nudge_words.COMMON_DAYS | {(day.day, day.month) for day, _ in held},
        places=tuple(dict.fromkeys(part for _, *at in people for part in at if part)),
    )
