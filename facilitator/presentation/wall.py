"""The wall of cards as arranged: projector, phones and lists are drawn from it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, board_filter, boards, threads
from facilitator.models import Activity
from facilitator.presentation.board_filtered import FilterView, filter_view
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.fragments import board_slot

OTHERS = "Ellers på tavla"
EMPTY = "Her kommer fortellingene når de er godkjent."


@dataclass(frozen=True, slots=True)
class HeapView:
    """Cards side by side under their heading; without one, those nobody has gathered."""

    id: int | None
    title: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class WallView:
    """The board as arranged. `layout` is the first guess; the browser knows the width.
    `filter` says that only some of the cards are shown for now."""

    slot: str
    heaps: tuple[HeapView, ...]
    count: int
    layout: int
    filter: FilterView | None
    empty: str


def shown_board(activity: Activity) -> str:
    """Which of its boards the activity shows now; after its end the last one it filled."""
    process = activities.process_of(activity)
    so_far = process.phases[: activity.phase_index + 1]
    if activity.status != "ended":
        return activities.phase_of(activity).board
    return next((phase.board for phase in reversed(so_far) if phase.board), "")


def wall(session: Session, activity: Activity) -> WallView:
    """The board as arranged, with every card that may be read in the room."""
    board = shown_board(activity)
    everything = boards.heaps(session, activity, board)
    chosen = board_filter.of(session, activity)
    arranged = board_filter.narrowed(everything, chosen)
    catalogue = activity.room.gathering.cohort.catalogue
    lying = [card for heap in arranged for card in heap.cards]
    tied = threads.in_room(session, activity.room_id, lying)
    heaps = tuple(
        HeapView(
            id=heap.cluster.id if heap.cluster else None,
            title=heap.cluster.title if heap.cluster else OTHERS if len(arranged) > 1 else "",
            cards=tuple(
                card_view(
                    card,
                    ended_at=activity.ended_at,
                    catalogue=catalogue,
                    tied=tied.get(card.id, ()),
                )
                for card in heap.cards
            ),
        )
        for heap in arranged
    )
    count = sum(len(heap.cards) for heap in heaps)
    headings = sum(bool(heap.title) for heap in heaps)
    layout = layout_for(count + headings)
    narrowed = filter_view(chosen, everything)
    slot = board_slot(activity.id, board)
    return WallView(slot, heaps, count, layout, narrowed, _empty(activity, board))


def _empty(activity: Activity, board: str) -> str:
    """What will come, in the words of what the board takes."""
    found = activities.process_of(activity).boards.get(board)
    stories = found is None or "story" in found.accepts or "root_cause" in found.accepts
    return EMPTY if stories else "Her kommer kortene når de er sendt."


def layout_for(count: int) -> int:
    """The smallest layout with room for so many (LOOK, «Board layout»)."""
    return next((n for n in (1, 3, 8, 12, 24, 36, 60) if n >= count), 60)
