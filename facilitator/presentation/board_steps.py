"""Cards of steps, side by side: what the room looks for while somebody shows."""

from dataclasses import dataclass

from facilitator.domain import boards
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.card_faces import face

MOST = 6
"""So many have room at a size the back row reads; the rest are on the phones."""


@dataclass(frozen=True, slots=True)
class StepsView:
    name: str
    steps: tuple[str, ...]
    table: int | None


@dataclass(frozen=True, slots=True)
class StepsBody:
    prompt: str
    cards: tuple[StepsView, ...]
    more: int


def picture(scene: BoardScene) -> Picture | None:
    """Where the phase marks single lines of cards that lie on the board it shows."""
    mark = scene.phase.mark
    if scene.board is None or mark is None or not mark.field or scene.state.status == "ended":
        return None
    lying = [
        card
        for card in boards.lying(scene.db, scene.activity, scene.board_key)
        if isinstance(card.fields.get(mark.field), list)
    ]
    if not lying:
        return None
    prompts = asked.prompts_of(scene.activity, scene.phase)
    views = [
        StepsView(
            name=face(card.type, card.fields).title,
            steps=tuple(str(step) for step in card.fields[mark.field]),
            table=card.group.number if card.group else None,
        )
        for card in lying
    ]
    body = StepsBody(prompts[0] if prompts else "", tuple(views[:MOST]), len(views[MOST:]))
    return Picture("steps", body)
