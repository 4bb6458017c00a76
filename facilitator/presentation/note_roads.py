"""Dreams and first steps, of those who have said yes to it.

A road is its drawers' own and lies on no board. What its owners have let into the note stands
there without names, and nothing of the rest of the road does.
"""

from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation.card_faces import face
from facilitator.presentation.content import Block, Quote, Subheading
from facilitator.presentation.note_words import one_line
from facilitator.processes.schema import Phase


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    found: list[Block] = []
    for phase, cards in harvest.let_in:
        quotes = [_quote(harvest, phase, card) for card in cards if said(phase, card)]
        found += [Subheading(phase.name), *quotes] if quotes else []
    return found


def said(phase: Phase, card: Card) -> str:
    """What the phase asked for first, and none of what was asked for beside it."""
    asked = {field.name for field in phase.card.fields} if phase.card else set[str]()
    words = face(card.type, {k: v for k, v in card.fields.items() if k in asked})
    return one_line(words.title or words.text)


def _quote(harvest: Harvest, phase: Phase, card: Card) -> Quote:
    return Quote(
        card_id=card.id,
        title="",
        sentence=said(phase, card),
        teller=None,
        dropped=card.id in harvest.dropped,
        is_new=card.id in harvest.fresh,
    )
