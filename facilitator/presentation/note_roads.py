"""Dreams and first steps, by consent."""

from facilitator.domain.harvests import Harvest
from facilitator.presentation.content import Block


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing."""
    return []
