"""Kort: what lies on the board, what is hidden, and what the prosessleder may do with it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import boards, progress
from facilitator.models import Activity, Card
from facilitator.presentation.cards import CardView, card_view
from facilitator.text import first_sentence

SHOWN = 120


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card in the leaders' list; all of them may be read in the room."""

    card: CardView
    in_light: bool

    @property
    def title(self) -> str:
        return self.card.title or first_sentence(self.card.text, SHOWN)

    @property
    def beginning(self) -> str:
        return first_sentence(self.card.text, SHOWN) if self.card.title else ""


@dataclass(frozen=True, slots=True)
class HeapRow:
    """Cards that lie together; without an id those that nobody has gathered."""

    id: int | None
    title: str
    rows: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class CardsView:
    heaps: tuple[HeapRow, ...]
    hidden: tuple[CardRow, ...]
    in_light: str
    approved: int

    @property
    def count(self) -> int:
        return sum(len(heap.rows) for heap in self.heaps)


def cards_view(session: Session, activity: Activity) -> CardsView:
    heaps = tuple(
        HeapRow(
            id=heap.cluster.id if heap.cluster else None,
            title=(heap.cluster.title or "Samlet") if heap.cluster else "",
            rows=tuple(_row(card, activity) for card in heap.cards),
        )
        for heap in boards.heaps(session, activity)
    )
    lit = [row.title for heap in heaps for row in heap.rows if row.in_light]
    return CardsView(
        heaps=heaps,
        hidden=tuple(_row(card, activity) for card in boards.hidden(session, activity)),
        in_light=lit[0] if lit else "",
        approved=progress.approved(session, activity).done,
    )


def _row(card: Card, activity: Activity) -> CardRow:
    return CardRow(card_view(card, ended_at=activity.ended_at), card.id == activity.spotlight_id)
