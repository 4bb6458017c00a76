"""Words that arrive gently, in random order, all of one size and without names.

The order is mixed from the card's number, so that it tells nothing of who was first, is the
same after a reload and on another laptop, and moves nothing when a word is added. The browser
(words_wall.js) mixes in the same way, and lays the rows: it knows how wide the words are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.domain import boards
from facilitator.models import Card
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.fragments import board_slot
from facilitator.processes.cards import card_types
from facilitator.processes.parts import Board, CardSpec, FieldSpec

LONGEST = 80
"""What is longer than this is no word to be seen at a glance."""
WORD = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class WordsBody:
    prompt: str
    slot: str
    words: tuple[CardView, ...]


def picture(scene: BoardScene) -> Picture | None:
    """The board of words, from the phase in which they are given until the end."""
    if scene.board is None or not is_wall_of_words(scene.board):
        return None
    if scene.state.status != "ended" and scene.phase.projector.show not in ("board", "both"):
        return None
    prompts = asked.on_projector(scene.activity)
    lying = boards.lying(scene.db, scene.activity, scene.board_key)
    body = WordsBody(
        prompt=prompts[0] if prompts and scene.state.status != "ended" else scene.board.name,
        slot=board_slot(scene.activity.id, scene.board_key),
        words=tuple(card_view(card) for card in in_no_order(lying)),
    )
    return Picture("words", body)


def in_no_order(cards: Iterable[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: mixed(card.activity_id, card.id))


def mixed(activity_id: int, card_id: int) -> int:
    """A number of 32 bits that looks like chance and is always the same for a card."""
    found = (card_id * 0x9E3779B1 + activity_id * 0x85EBCA6B) & WORD
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        found = ((found ^ found >> shift) * factor) & WORD
    return found ^ found >> 16


def is_wall_of_words(board: Board) -> bool:
    """A board without order that takes only cards of one short line."""
    if board.order != "random" or board.layout != "cards" or board.names != "never":
        return False
    types = [card_types().get(type) for type in board.accepts]
    return bool(types) and all(type is not None and _is_line(type.fields) for type in types)


def says_one_line(spec: CardSpec) -> bool:
    return spec.count == "1" and _is_line(spec.fields)


def _is_line(fields: Sequence[FieldSpec]) -> bool:
    return len(fields) == 1 and fields[0].kind == "line" and fields[0].max <= LONGEST
