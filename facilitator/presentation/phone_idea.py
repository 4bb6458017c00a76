"""Many small cards, one after the other: nobody judges, and the next field is always empty."""

from dataclasses import dataclass

from facilitator.domain import card_rows
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.at_hand import HandView, at_hand
from facilitator.presentation.card_form import CardForm, own_form
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.phone_scene import Scene, Screen


@dataclass(frozen=True, slots=True)
class IdeaBody:
    """`made` are one's own, the latest first."""

    prompts: tuple[str, ...]
    form: CardForm
    made: tuple[CardView, ...]
    copies: bool
    hands: tuple[HandView, ...]


def screen(scene: Scene) -> Screen | None:
    """Where each writes more cards than fit in one form."""
    card = scene.phase.card
    if card is None or scene.phase.writes != "each" or not card_rows.one_by_one(card):
        return None
    made = [
        card_view(written, own=True)
        for written in card_rows.of_chain(scene.db, scene.on, scene.phase, scene.person)
        if written.withdrawn_at is None
    ]
    release = scene.phase.release
    body = IdeaBody(
        prompts=prompts_of(scene.on, scene.phase),
        form=own_form(scene),
        made=tuple(reversed(made)),
        copies=release is not None and release.form == "copy",
        hands=at_hand(scene),
    )
    return Screen("idea", body, "Én idé om gangen", key=f"idea-{scene.phase.key}")
