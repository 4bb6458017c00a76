"""What a room's day is called on its screens."""

from facilitator.models import Gathering
from facilitator.models.cohort import BORROWED

LENT = "Lånt rom"


def day_name(gathering: Gathering) -> str:
    """«Samling 8»; a borrowed room is of no samling."""
    return LENT if gathering.cohort.kind == BORROWED else f"Samling {gathering.number}"
