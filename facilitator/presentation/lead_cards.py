"""Kort: what lies on the board, what is hidden, and what the prosessleder may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, board_filter, boards, progress
from facilitator.domain.boards import Heap
from facilitator.models import Activity, Card
from facilitator.presentation.board_filtered import (
    FilterChoices,
    FilterView,
    filter_choices,
    filter_view,
)
from facilitator.presentation.cards import CardView, card_view
from facilitator.text import first_sentence

SHOWN = 120
UNNAMED = "Samlet"
UNDO_FOR = 10_000
"""Milliseconds that «Angre» is offered after a card was hidden; the list below keeps it."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card in the leaders' list; all of them may be read in the room.

    `previous` and `next` are its neighbours in the same heap, which moving it goes past.
    """

    card: CardView
    in_light: bool
    previous: int | None = None
    next: int | None = None

    @property
    def title(self) -> str:
        return self.card.title or first_sentence(self.card.text, SHOWN)

    @property
    def beginning(self) -> str:
        return first_sentence(self.card.text, SHOWN) if self.card.title else ""


@dataclass(frozen=True, slots=True)
class HeapRow:
    """Cards that lie together; without an id those that nobody has gathered.

    `name` is what the heap is called, `title` the heading as it was written.
    """

    id: int | None
    name: str
    title: str
    rows: tuple[CardRow, ...]
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class CardsView:
    heaps: tuple[HeapRow, ...]
    hidden: tuple[CardRow, ...]
    in_light: str
    light_id: int | None
    approved: int
    filter: FilterView | None
    choices: FilterChoices
    undo: CardRow | None
    undo_until: int

    @property
    def count(self) -> int:
        return sum(len(heap.rows) for heap in self.heaps)

    @property
    def clusters(self) -> tuple[HeapRow, ...]:
        return tuple(heap for heap in self.heaps if heap.id is not None)


def cards_view(session: Session, activity: Activity) -> CardsView:
    arranged = boards.heaps(session, activity)
    heaps = _heaps(arranged, activity)
    lit = next((row for heap in heaps for row in heap.rows if row.in_light), None)
    hidden = boards.hidden(session, activity)
    last = max(hidden, key=lambda card: card.hidden_at or card.created_at, default=None)
    return CardsView(
        heaps=heaps,
        hidden=tuple(_row(card, activity) for card in hidden),
        in_light=lit.title if lit else "",
        light_id=lit.card.id if lit else None,
        approved=progress.approved(session, activity).done,
        filter=filter_view(board_filter.of(session, activity), arranged),
        choices=filter_choices(session, activity),
        undo=_row(last, activity) if last else None,
        undo_until=_hidden_at(last) + UNDO_FOR if last else 0,
    )


def _heaps(arranged: Sequence[Heap], activity: Activity) -> tuple[HeapRow, ...]:
    ids = [heap.cluster.id for heap in arranged if heap.cluster]
    return tuple(
        HeapRow(
            id=heap.cluster.id if heap.cluster else None,
            name=(heap.cluster.title or UNNAMED) if heap.cluster else "",
            title=heap.cluster.title if heap.cluster else "",
            rows=_rows(heap.cards, activity),
            previous=_beside(ids, heap.cluster.id, -1) if heap.cluster else None,
            next=_beside(ids, heap.cluster.id, 1) if heap.cluster else None,
        )
        for heap in arranged
    )


def _rows(cards: Sequence[Card], activity: Activity) -> tuple[CardRow, ...]:
    ids = [card.id for card in cards]
    return tuple(
        _row(card, activity, _beside(ids, card.id, -1), _beside(ids, card.id, 1)) for card in cards
    )


def _row(
    card: Card, activity: Activity, previous: int | None = None, following: int | None = None
) -> CardRow:
    view = card_view(card, ended_at=activity.ended_at)
    return CardRow(view, card.id == activity.spotlight_id, previous, following)


def _beside(ids: Sequence[int], own: int, step: int) -> int | None:
    place = ids.index(own) + step
    return ids[place] if 0 <= place < len(ids) else None


def _hidden_at(card: Card) -> int:
    return activities.milliseconds(card.hidden_at) if card.hidden_at else 0
