"""One word into the room, with what one promised last time at hand."""

from dataclasses import dataclass

from facilitator.domain import boards, commitments
from facilitator.models import Card
from facilitator.presentation import phone_card
from facilitator.presentation.at_hand import HandView, at_hand, is_locked
from facilitator.presentation.board_words import in_no_order, is_wall_of_words, says_one_line
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.fragments import board_slot
from facilitator.presentation.phone_card import CardBody
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.steps_back import StepBack, step_back


@dataclass(frozen=True, slots=True)
class WordBody:
    """`words` is everybody's, in no order, once one's own is among them."""

    card: CardBody
    name: str
    value: str
    most: int
    words: tuple[CardView, ...]
    slot: str
    back: tuple[StepBack, ...]
    locked: bool
    """What one wanted to try lies in a mappe that is not open on this phone yet."""
    hands: tuple[HandView, ...]

    @property
    def prompts(self) -> tuple[str, ...]:
        return self.card.prompts


def screen(scene: Scene) -> Screen | None:
    """A phase in which each lays one short line on a board without names or order."""
    phase = scene.phase
    board = scene.process.boards.get(phase.board)
    if phase.writes != "each" or phase.card is None or phase.release is None or board is None:
        return None
    if not (is_wall_of_words(board) and says_one_line(phase.card)):
        return None
    plain = phone_card.own(scene)
    body = _body(scene, plain.body)
    return Screen("word", body, "Ett ord, eller noen få", key=plain.key)


def _body(scene: Scene, card: CardBody) -> WordBody:
    field = card.form.rows[0].fields[0]
    hands = at_hand(scene)
    return WordBody(
        card=card,
        name=field.name,
        value=field.value,
        most=field.spec.max,
        words=_words(scene) if card.made else (),
        slot=board_slot(scene.on.id, scene.phase.board),
        back=_back(scene, hands),
        locked=is_locked(scene),
        hands=tuple(h for h in hands if any(c.type != commitments.TYPE for c in h.cards)),
    )


def _words(scene: Scene) -> tuple[CardView, ...]:
    lying = boards.lying(scene.db, scene.on, scene.phase.board)
    return tuple(card_view(card) for card in in_no_order(lying))


def _back(scene: Scene, hands: tuple[HandView, ...]) -> tuple[StepBack, ...]:
    ids = [c.id for h in hands for c in h.cards if c.type == commitments.TYPE]
    return tuple(step_back(scene.db.get_one(Card, card_id)) for card_id in ids)
