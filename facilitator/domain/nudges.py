"""The gentle question below a field: does it name a child, or an exact day? Never a block.

The kull's own people, places and days are not asked about. Nothing of this is stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import nudge_words
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

_DAY_FIELD = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Question:
    """`word` is what it is about, as it stands in the field."""

    field: str
    kind: str
    word: str


def asked(
    session: Session, cohort_id: int | None, fields: Mapping[str, Any]
) -> tuple[Question, ...]:
    """What to ask about these fields. The database is only asked when there is something."""
    texts = _texts(fields)
    if not _questions(texts, frozenset(), nudge_words.COMMON_DAYS):
        return ()
    cohort = session.get(Cohort, cohort_id) if cohort_id else None
    if cohort is None:
        return _questions(texts, frozenset(), nudge_words.COMMON_DAYS)
    return _questions(texts, *_of_kull(session, cohort))


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """What is written; a chosen day and what is picked from a list say nothing here."""
    return {
        name: value
        for name, value in fields.items()
        if isinstance(value, str) and value and not _DAY_FIELD.fullmatch(value)
    }


def _questions(
    texts: Mapping[str, str], ours: frozenset[str], common: nudge_words.Days
) -> tuple[Question, ...]:
    found = [
        Question(name, NAME, word)
        for name, text in texts.items()
        for word in nudge_words.names(text, ours)
    ]
    days = [
        Question(name, DATE, word)
        for name, text in texts.items()
        for word in nudge_words.dates(text, common)
    ]
    return (*found, *days[:1])  # of days it is asked once


def _of_kull(session: Session, cohort: Cohort) -> tuple[frozenset[str], nudge_words.Days]:
    people = session.execute(
        select(Participant.name, Workplace.name, Workplace.municipality)
        .outerjoin(Workplace, Workplace.id == Participant.workplace_id)
        .where(Participant.cohort_id == cohort.id)
    )
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
    days = frozenset((day.day, day.month) for day, _ in held)
    return nudge_words.words_of(*words), nudge_words.COMMON_DAYS | days
