"""«Hjem og prøv ut»: the time from one samling to the next, and what one did with it. Pure.

Each samling sends its people home with a task; at its end each says what they will try. What
they wrote of it, and what became of what they said, belongs to the same time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.rooms import oslo_day
from facilitator.models import Card, Gathering, PracticeDocument


@dataclass(frozen=True, slots=True)
class Between:
    """From a samling until the next one. `steps` are the next steps one said there."""

    gathering: Gathering
    following: Gathering | None
    steps: tuple[Card, ...]
    documents: tuple[PracticeDocument, ...]

    @property
    def task(self) -> str:
        return self.gathering.between_task or ""

    @property
    def is_empty(self) -> bool:
        return not (self.task or self.steps or self.documents)


def periods(
    gatherings: Iterable[Gathering],
    steps: Mapping[int, Sequence[Card]],
    documents: Iterable[PracticeDocument],
    today: dt.date,
    *,
    over: bool,
) -> tuple[Between, ...]:
    """Those that have begun and hold something, the newest first.

    `over`: whether today's samling, if there is one, is over. Until then it has sent nobody
    home. `steps`: samling → what one said there. A document from before the first samling
    belongs to the first, as does one that nobody has dated yet to the day it was begun.
    """
    planned = sorted(
        (one for one in gatherings if not one.cancelled), key=lambda one: (one.date, one.number)
    )
    held = [one for one in planned if one.date < today or (over and one.date == today)]
    written: dict[int, list[PracticeDocument]] = {}
    for document in documents:
        day = _day_of(document)
        before = [one for one in held if day is not None and one.date <= day] or held[:1]
        if before:
            written.setdefault(before[-1].id, []).append(document)
    found = [
        Between(
            one,
            planned[n + 1] if n + 1 < len(planned) else None,
            tuple(steps.get(one.id, ())),
            tuple(written.get(one.id, ())),
        )
        for n, one in enumerate(held)
    ]
    return tuple(between for between in reversed(found) if not between.is_empty)


def _day_of(document: PracticeDocument) -> dt.date | None:
    if document.date is not None:
        return document.date
    return oslo_day(document.created_at) if document.created_at else None


def current(found: Sequence[Between], today: dt.date, *, over: bool) -> Between | None:
    """The time one is in now. There is none before the first samling and after the last."""
    newest = found[0] if found else None
    if newest is None or newest.following is None:
        return None
    ends = newest.following.date
    return newest if ends > today or (ends == today and not over) else None
