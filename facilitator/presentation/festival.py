"""The festival as the prosessledere plan it. A shared contribution is one row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.domain import as_shown, festival, festival_times, greetings, roster
from facilitator.domain.festival_forms import form_name, forms, known_form
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort, FestivalContribution, Gathering, Participant
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.dates import clock_time, long_date, short_date
from facilitator.presentation.people import by_name

NO_TITLE = "Uten tittel ennå"
NO_FORM = "Med egne ord"

Shared = list[tuple[FestivalContribution, Participant]]
"""The rows of one contribution or of many, each with its owner."""


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
    seen: str
    """Marks of room and time as they stand, so that two who plan keep each other's."""
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
    gathering_id: int | None


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
    here: tuple[int, ...]
    """Those whom the festival's oppmøte has as present, and who are not confirmed yet."""
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
        here=_here(session, cohort, found),
        waiting_greetings=greetings.count_waiting(session, cohort.id),
        released=sum(1 for row in rows if row.public),
    )


def _here(session: Session, cohort: Cohort, found: Shared) -> tuple[int, ...]:
    present = festival.who_are_here(session, cohort)
    return tuple(p.id for c, p in found if p.id in present and c.took_part_at is None)


def day_view(cohort: Cohort, today: dt.date) -> FestivalDay:
    found: Gathering | None = festival.day_of(cohort)
    return FestivalDay(
        name=cohort.festival_name,
        when=long_date(found.date) if found else "",
        place=found.place if found else "",
        is_today=found is not None and found.date == today,
        over=found is not None and found.date < today,
        gathering_id=found.id if found else None,
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
    rows = []
    for group in together(found):
        card = cards.get(group[0][0].card_id or 0)
        rows.append(_row(group, card_view(card) if card else None))
    return sorted(
        _with_clashes(rows), key=lambda row: (festival_times.order(row.begins), row.title)
    )


def _with_clashes(rows: Sequence[ContributionRow]) -> list[ContributionRow]:
    taken: dict[tuple[str, tuple[int, str]], list[ContributionRow]] = {}
    for row in rows:
        if row.place and row.begins:
            taken.setdefault(_where(row), []).append(row)
    return [replace(row, clash=_clash(row, taken.get(_where(row), ()))) for row in rows]


def _where(row: ContributionRow) -> tuple[str, tuple[int, str]]:
    return row.place.lower(), festival_times.order(row.begins)


def _clash(row: ContributionRow, there: Sequence[ContributionRow]) -> str:
    others = [f"«{o.title}»" if o.named else o.names[0] for o in there if o.id != row.id]
    return f"Samtidig i samme rom: {', '.join(others)}." if others else ""


def _row(group: Shared, card: CardView | None) -> ContributionRow:
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
        seen=as_shown.marks(place_of(first)),
        public=is_public(group),
        clash="",
    )


def place_of(contribution: FestivalContribution) -> dict[str, str]:
    return {"place": contribution.place, "begins": contribution.begins}


def _sharer(contribution: FestivalContribution, person: Participant) -> Sharer:
    at, by = contribution.took_part_at, contribution.took_part_by
    said = f"{by}, {moment(at)}" if at and by else ""
    return Sharer(person.id, person.name, contribution.released_at is not None, said)


def moment(at: dt.datetime) -> str:
    return f"{short_date(oslo_day(at))} kl. {clock_time(at)}"


def is_public(group: Shared) -> bool:
    """Every one who shares it has said yes."""
    return all(c.released_at is not None for c, _ in group)
