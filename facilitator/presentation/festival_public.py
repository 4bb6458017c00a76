"""What the festival's guests see, made here and nowhere else, and what of theirs waits to be read.

Only what every owner has released is here, and names only where their owner lets them stand.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import festival, festival_times, greetings
from facilitator.domain.festival_forms import form_name
from facilitator.models import Cohort, FestivalGreeting
from facilitator.presentation.festival import (
    NO_TITLE,
    FestivalDay,
    Shared,
    day_view,
    is_public,
    moment,
    together,
)


@dataclass(frozen=True, slots=True)
class Greeting:
    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A contribution as guests see it. `id` is what a greeting is sent to."""

    id: int
    title: str
    form: str
    description: str
    names: tuple[str, ...]
    place: str
    begins: str
    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, slots=True)
class PublicView:
    key: str
    day: FestivalDay
    organiser: str
    focus_question: str
    rows: tuple[PublicRow, ...]
    greetings: tuple[Greeting, ...]
    """To all of them."""

    @property
    def rooms(self) -> tuple[tuple[str, tuple[PublicRow, ...]], ...]:
        """By room, for the printed programme; what has no room yet comes last."""
        names = sorted({row.place for row in self.rows}, key=lambda name: (not name, name))
        return tuple((n, tuple(r for r in self.rows if r.place == n)) for n in names)


def public_view(session: Session, cohort: Cohort, today: dt.date) -> PublicView:
    said = greetings.shown(session, cohort.id)
    released = [
        group for group in together(festival.of_cohort(session, cohort)) if is_public(group)
    ]
    rows = [_public_row(group, said_to(group, said)) for group in released]
    return PublicView(
        key=cohort.key,
        day=day_view(cohort, today),
        organiser=cohort.organiser,
        focus_question=cohort.focus_question,
        rows=tuple(sorted(rows, key=lambda row: (festival_times.order(row.begins), row.title))),
        greetings=greeting_views(said.get(None, [])),
    )


def said_to(
    group: Shared, said: Mapping[int | None, Sequence[FestivalGreeting]]
) -> list[FestivalGreeting]:
    """Also what was written before another came to share it."""
    found = [greeting for c, _ in group for greeting in said.get(c.id, ())]
    return sorted(found, key=lambda greeting: greeting.id)


def public_group(session: Session, cohort: Cohort, contribution_id: int) -> Shared | None:
    """The one that guests see under that number; None for what they do not see, and for none."""
    for group in together(festival.of_cohort(session, cohort)):
        if any(c.id == contribution_id for c, _ in group):
            return group if is_public(group) else None
    return None


def _public_row(group: Shared, said: Sequence[FestivalGreeting]) -> PublicRow:
    first = group[0][0]
    return PublicRow(
        id=first.id,
        title=first.title,
        form=form_name(first.form),
        description=first.description,
        names=shown_names(group),
        place=first.place,
        begins=first.begins,
        greetings=greeting_views(said),
    )


def shown_names(group: Shared) -> tuple[str, ...]:
    """Of those who let theirs stand."""
    return tuple(person.name for c, person in group if c.show_name)


def greeting_views(found: Iterable[FestivalGreeting]) -> tuple[Greeting, ...]:
    return tuple(Greeting(g.id, g.name, g.text) for g in found)


# --- moderating -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JudgedGreeting:
    id: int
    name: str
    text: str
    to: str
    at: str
    status: str
    judged: str


def to_judge(session: Session, cohort: Cohort) -> tuple[JudgedGreeting, ...]:
    titles: dict[int, str] = {c.id: c.title for c, _ in festival.of_cohort(session, cohort)}
    return tuple(_judged(greeting, titles.get) for greeting in greetings.of_cohort(session, cohort))


def _judged(greeting: FestivalGreeting, title: Callable[[int], str | None]) -> JudgedGreeting:
    to = title(greeting.contribution_id) if greeting.contribution_id else "Alle på festivalen"
    return JudgedGreeting(
        id=greeting.id,
        name=greeting.name,
        text=greeting.text,
        to=to or NO_TITLE,
        at=moment(greeting.at),
        status=greeting.status,
        judged=greeting.judged_by or "",
    )
