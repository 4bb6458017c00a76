"""Cards in columns: the room's own picture of what to keep, deepen and let grow."""

from dataclasses import dataclass

from facilitator.domain import board_filter, boards
from facilitator.presentation import asked
from facilitator.presentation.board_filtered import FilterView, filter_view
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.columns import Column, by_column, field_of
from facilitator.presentation.fragments import board_slot

SHOWS = ("board", "both")


@dataclass(frozen=True, slots=True)
class ColumnsBody:
    """`slot` is where a card that arrives is put; the browser moves it to its column."""

    slot: str
    columns: tuple[Column[CardView], ...]
    prompt: str
    waits: bool
    """The question stands until the first card has come."""
    filter: FilterView | None

    @property
    def count(self) -> int:
        return sum(len(column.cards) for column in self.columns)


def picture(scene: BoardScene) -> Picture | None:
    """A board of columns, whenever the board itself is shown."""
    board = scene.board
    if board is None or scene.layout != "columns":
        return None
    show = scene.phase.projector.show
    if scene.state.status != "ended" and show not in SHOWS:
        return None
    everything = boards.heaps(scene.db, scene.activity, scene.board_key)
    chosen = board_filter.of(scene.db, scene.activity)
    lying = [
        (card, card_view(card, ended_at=scene.activity.ended_at))
        for heap in board_filter.narrowed(everything, chosen)
        for card in heap.cards
    ]
    prompts = asked.prompts_of(scene.activity, scene.phase)
    body = ColumnsBody(
        slot=board_slot(scene.activity.id, scene.board_key),
        columns=by_column(board, field_of(board), lying),
        prompt=prompts[0] if prompts else "",
        waits=show == "both" and scene.state.status != "ended",
        filter=filter_view(chosen, everything),
    )
    return Picture("columns", body)
