"""The words of what the board shows for now: «Viser Bord 3 · 4 av 31 kort»."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import board_filter
from facilitator.domain.board_filter import Filter
from facilitator.domain.boards import Heap
from facilitator.models import Activity
from facilitator.processes.catalogue import FIRST, catalogue_or_first


@dataclass(frozen=True, slots=True)
class FilterView:
    """`shown` of all `total` cards that lie on the board."""

    name: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the prosessleder may choose among."""

    tables: tuple[Choice, ...]
    strengths: tuple[Choice, ...]

    def __bool__(self) -> bool:
        return bool(self.tables or self.strengths)


def filter_view(chosen: Filter | None, arranged: Sequence[Heap]) -> FilterView | None:
    """None while everything is shown."""
    if chosen is None:
        return None
    cards = [card for heap in arranged for card in heap.cards]
    catalogue = _catalogue(cards[0].activity) if cards else FIRST
    name = _name(chosen, catalogue)
    return FilterView(name, sum(chosen.fits(card) for card in cards), len(cards))


def filter_choices(session: Session, activity: Activity) -> FilterChoices:
    on = board_filter.of(session, activity)
    catalogue = _catalogue(activity)
    found = [
        (
            known.kind,
            Choice(known.key, _name(known, catalogue), on is not None and on.key == known.key),
        )
        for known in board_filter.choices(session, activity)
    ]
    strengths = [choice for kind, choice in found if kind == "strength"]
    return FilterChoices(
        tables=tuple(choice for kind, choice in found if kind == "group"),
        strengths=tuple(sorted(strengths, key=lambda choice: choice.name)),
    )


def _catalogue(activity: Activity) -> str:
    return activity.room.gathering.cohort.catalogue


def _name(chosen: Filter, catalogue: str) -> str:
    if chosen.kind == "group":
        return f"Bord {chosen.number}"
    known = {strength.key: strength.name for strength in catalogue_or_first(catalogue).strengths}
    return known.get(str(chosen.value), str(chosen.value))
