"""Dreams and first steps, of those who have said yes to that. Nobody is named."""

from sqlalchemy.orm import object_session

from facilitator.domain import roads
from facilitator.domain.harvests import Harvest
from facilitator.models import Card
from facilitator.presentation import road
from facilitator.presentation.note_blocks import Block, Bullets, Subheading

HEADING = "Drømmer og første skritt"


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    session = object_session(harvest.activity)
    if session is None or not roads.stations(harvest.process):
        return []
    lines = tuple(line for card in roads.shared(session, harvest.activity) if (line := _line(card)))
    return [Subheading(HEADING), Bullets(lines)] if lines else []


def _line(card: Card) -> str:
    """«En rolig morgen. Første skritt: Dekke bordet (20. september)»."""
    dream = " ".join(str(card.fields.get("dream") or "").split())
    steps = road.lines_of(card.type, card.fields, "steps")
    step = f"Første skritt: {steps[0]}" if steps else ""
    return ". ".join(part.rstrip(".") for part in (dream, step) if part)
