"""A silent walk: the board as a list by columns, with private marks for oneself alone."""

from dataclasses import dataclass

from facilitator.domain import boards, borrowing, marks, relations
from facilitator.models import Card
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.columns import Column, by_column, field_of
from facilitator.presentation.fragments import board_slot
from facilitator.presentation.phone_scene import Scene, Screen

KEPT = "Bare du ser merkene dine. Du finner dem igjen i mappa di."
TONIGHT = "Bare du ser merkene dine. De slettes i natt."
PASSING = "Bare du ser merkene dine. De er borte når fasen er over."


@dataclass(frozen=True, slots=True)
class WalkCard:
    """A card on the board and whether one has marked it; `more` is what lies behind its words."""

    card: CardView
    more: tuple[str, ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class GalleryBody:
    prompts: tuple[str, ...]
    label: str
    note: str
    activity_id: int
    phase_key: str
    slot: str
    columns: tuple[Column[WalkCard], ...]

    @property
    def is_empty(self) -> bool:
        return not any(column.cards for column in self.columns)


def screen(scene: Scene) -> Screen | None:
    """A gallery in which one marks cards of a board."""
    mark = scene.phase.mark
    if scene.phase.kind != "gallery" or mark is None or not mark.board:
        return None
    board = scene.process.boards[mark.board]
    own = marks.own(scene.db, scene.on, scene.phase, scene.person)
    reader = relations.reader_in_room(scene.person, scene.room, scene.groups)
    lying = relations.readable(scene.db, reader, boards.lying(scene.db, scene.on, mark.board))
    made = [(card, _card(card, board.field, (card.id, marks.WHOLE) in own)) for card in lying]
    body = GalleryBody(
        prompts=prompts_of(scene.on, scene.phase),
        label=mark.label,
        note=_note(scene, mark.lasts),
        activity_id=scene.on.id,
        phase_key=scene.phase.key,
        slot=board_slot(scene.on.id, scene.phase.board),
        columns=by_column(board, field_of(board), made),
    )
    return Screen("gallery", body, "Les i ro")


def _note(scene: Scene, lasts: str) -> str:
    if lasts != "kept":
        return PASSING
    return TONIGHT if borrowing.is_borrowed(scene.room) else KEPT


def _card(card: Card, field: str, marked: bool) -> WalkCard:
    view = card_view(card)
    more = [line for part in view.parts if part.name != field for line in part.texts]
    return WalkCard(view, tuple(more), marked)
