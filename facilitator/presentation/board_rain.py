"""A rain of short cards without names: strips of paper, calm also when there are sixty.

The text stands in columns that grow narrower as more comes, so that what hangs there is read
from the back row as long as it can be.
"""

from dataclasses import dataclass

from facilitator.domain import boards
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import card_view

MOST = 60
FEW, SEVERAL = 8, 24


@dataclass(frozen=True, slots=True)
class Drop:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class RainBody:
    """`size` is few, several or many; of `more` there is only the number."""

    prompt: str
    drops: tuple[Drop, ...]
    size: str
    more: int
    empty: str


def picture(scene: BoardScene) -> Picture | None:
    """Boards in random order, while they are filled."""
    if scene.board is None or scene.board.order != "random" or not scene.state.is_on:
        return None
    if scene.phase.projector.show not in ("board", "both"):
        return None
    lying = boards.lying(scene.db, scene.activity, scene.board_key)
    latest = {card.id for card in sorted(lying, key=lambda card: card.id)[-MOST:]}
    views = [card_view(card) for card in lying if card.id in latest]
    prompts = asked.on_projector(scene.activity)
    body = RainBody(
        prompt=prompts[0] if prompts else scene.board.name,
        drops=tuple(Drop(view.id, view.title or view.text) for view in views),
        size="few" if len(views) <= FEW else "several" if len(views) <= SEVERAL else "many",
        more=len(lying) - len(views),
        empty="Snart kommer de første.",
    )
    return Picture("rain", body)
