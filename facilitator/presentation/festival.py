"""The festival as the prosessledere plan it. A shared contribution is one row."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import festival, greetings, roster
from facilitator.domain.festival_forms import form_name, forms, known_form
from facilitator.domain.rooms import OSLO
from facilitator.models import Cohort, FestivalContribution, Gathering, Participant
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import clock_time, long_date, short_date
from facilitator.presentation.people import by_name

NO_TITLE = "Uten tittel ennå"
NO_FORM = "Med egne ord"


@dataclass(frozen=True, slots=True)
class Sharer:
    """One who shares a contribution. `confirmed` says who said «Deltatt», and when; or empty."""

    id: int
    name: str
    released: bool
    confirmed: str


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """One contribution; `people` are all who share it."""

    id: int
    title: str
    form: str
    people: tuple[Sharer, ...]
    card: CardView | None
    description: str
    needs: str
    place: str
    begins: str
    public: bool
    clash: str
    """What else is in the same room at the same time; or empty."""

    @property
    def named(self) -> bool:
        return self.title != NO_TITLE

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people)


@dataclass(frozen=True, slots=True)
class FormGroup:
    heading: str
    rows: tuple[ContributionRow, ...]


@dataclass(frozen=True, slots=True)
class FestivalDay:
    """The festival itself, as every page of it begins. `when` is empty while it has no date."""

    name: str
    when: str
    place: str
    is_today: bool
    over: bool


@dataclass(frozen=True, slots=True)
class FestivalView:
    day: FestivalDay
    key: str
    groups: tuple[FormGroup, ...]
    count: int
    without: tuple[str, ...]
    """Those of the kull who have not said what they take part with, for the prosessledere."""
    confirmed: int
    taking_part: int
    waiting_greetings: int
    released: int


def festival_view(session: Session, cohort: Cohort, today: dt.date) -> FestivalView:
    found = festival.of_cohort(session, cohort)
    rows = _rows(session, found)
    groups = [FormGroup(name, chosen) for name, chosen in _by_form(rows, found) if chosen]
    taking = {person.id for _, person in found}
    people = by_name(session.scalars(roster.members(cohort.id)))
    return FestivalView(
        day=day_view(cohort, today),
        key=cohort.key,
        groups=tuple(groups),
        count=len(rows),
        without=tuple(p.name for p in people if p.id not in taking),
        confirmed=sum(1 for c, _ in found if c.took_part_at is not None),
        taking_part=len(found),
        waiting_greetings=greetings.count_waiting(session, cohort.id),
        released=sum(1 for row in rows if row.public),
    )


def day_view(cohort: Cohort, today: dt.date) -> FestivalDay:
    found: Gathering | None = festival.day_of(cohort)
    return FestivalDay(
        name=cohort.festival_name,
        when=long_date(found.date) if found else "",
        place=found.place if found else "",
        is_today=found is not None and found.date == today,
        over=found is not None and found.date < today,
    )


def _by_form(
    rows: Sequence[ContributionRow], found: Iterable[tuple[FestivalContribution, Participant]]
) -> list[tuple[str, tuple[ContributionRow, ...]]]:
    form_of = {c.id: known_form(c.form) for c, _ in found}
    known = {value for value, _, _ in forms()}
    headed = [
        (name, tuple(row for row in rows if form_of[row.id] == value)) for value, name, _ in forms()
    ]
    own = tuple(row for row in rows if form_of[row.id] not in known)
    return [*headed, (NO_FORM, own)]


Shared = list[tuple[FestivalContribution, Participant]]


def together(found: Iterable[tuple[FestivalContribution, Participant]]) -> list[Shared]:
    """The rows of each contribution, whoever shares it; the oldest row first."""
    shared: dict[str, Shared] = {}
    for contribution, person in sorted(found, key=lambda pair: pair[0].id):
        key = f"c{contribution.card_id}" if contribution.card_id else f"p{contribution.id}"
        shared.setdefault(key, []).append((contribution, person))
    return list(shared.values())


def _rows(
    session: Session, found: list[tuple[FestivalContribution, Participant]]
) -> list[ContributionRow]:
    """In order of time, then title."""
    cards = festival.cards_of(session, [c for c, _ in found])
    groups = together(found)
    taken = Counter(_where(group[0][0]) for group in groups)
    rows = []
    for group in groups:
        first = group[0][0]
        card = cards.get(first.card_id or 0)
        rows.append(_row(group, card_view(card) if card else None, taken[_where(first)] > 1))
    return sorted(rows, key=lambda row: (clock_key(row.begins), row.title))


def _row(group: Shared, card: CardView | None, clash: bool) -> ContributionRow:
    first = group[0][0]
    return ContributionRow(
        id=first.id,
        title=first.title or (card.title if card else "") or NO_TITLE,
        form=form_name(first.form),
        people=tuple(_sharer(c, person) for c, person in group),
        card=card,
        description=first.description,
        needs=first.needs,
        place=first.place,
        begins=first.begins,
        public=is_public(group),
        clash="Noe annet er i samme rom på samme tid." if clash and all(_where(first)) else "",
    )


def _sharer(contribution: FestivalContribution, person: Participant) -> Sharer:
    at, by = contribution.took_part_at, contribution.took_part_by
    said = f"{by}, {moment(at)}" if at and by else ""
    return Sharer(person.id, person.name, contribution.released_at is not None, said)


def moment(at: dt.datetime) -> str:
    return f"{short_date(at.astimezone(OSLO).date())} kl. {clock_time(at)}"


def _where(contribution: FestivalContribution) -> tuple[str, str]:
    return contribution.place.lower(), contribution.begins


def clock_key(begins: str) -> tuple[int, str]:
    """Half past nine comes before eleven, with and without a nought; without a time it is last."""
    return (1, "") if not begins else (0, begins.replace(":", ".").rjust(5, "0"))


def is_public(group: Shared) -> bool:
    """Every one who shares it has said yes."""
    return all(c.released_at is not None for c, _ in group)
