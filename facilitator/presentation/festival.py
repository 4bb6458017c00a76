"""The festival plan as the prosessleder lays it: contributions by form, with room and time."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import festival
from facilitator.models import Cohort, FestivalContribution, Participant
from facilitator.presentation.cards import CardView, card_view
from facilitator.processes.cards import card_types


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """One contribution; `people` are all who share it."""

    id: int
    title: str
    people: tuple[str, ...]
    card: CardView | None
    place: str
    begins: str


@dataclass(frozen=True, slots=True)
class FormGroup:
    heading: str
    rows: tuple[ContributionRow, ...]


@dataclass(frozen=True, slots=True)
class FestivalView:
    cohort: str
    groups: tuple[FormGroup, ...]
    count: int
    without: int
    """How many of the kull have not sent one in yet; a number and no names."""


def festival_view(session: Session, cohort: Cohort, people: int) -> FestivalView:
    found = festival.of_cohort(session, cohort)
    rows = _rows(session, found)
    groups = []
    for value, label in [*_forms(), ("", "Uten form ennå")]:
        chosen = tuple(row for form, row in rows if form == value)
        if chosen:
            groups.append(FormGroup(label, chosen))
    return FestivalView(cohort.name, tuple(groups), len(rows), max(0, people - len(found)))


def _forms() -> list[tuple[str, str]]:
    form = card_types()["contribution"].field("form")
    return [(option.value, option.label) for option in form.options] if form else []


def _rows(
    session: Session, found: list[tuple[FestivalContribution, Participant]]
) -> list[tuple[str, ContributionRow]]:
    """One row for each contribution, whoever shares it; in order of time, then title."""
    shared: dict[str, tuple[FestivalContribution, list[str]]] = {}
    for contribution, person in found:
        key = f"c{contribution.card_id}" if contribution.card_id else f"p{contribution.id}"
        shared.setdefault(key, (contribution, []))[1].append(person.name)
    rows = []
    for contribution, names in shared.values():
        card = festival.card_of(session, contribution)
        view = card_view(card) if card else None
        title = view.title if view and view.title else "Uten tittel ennå"
        row = ContributionRow(
            contribution.id, title, tuple(names), view, contribution.place, contribution.begins
        )
        rows.append((contribution.form, row))
    known = {value for value, _ in _forms()}
    rows = [(form if form in known else "", row) for form, row in rows]
    return sorted(rows, key=lambda pair: (pair[1].begins or "~", pair[1].title))
