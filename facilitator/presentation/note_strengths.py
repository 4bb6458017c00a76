"""The strength map as text: «Dette er rommet rikt på: …», nobody named."""

from facilitator.domain.harvests import Harvest
from facilitator.presentation.content import Block, Bullets, Paragraph, Subheading
from facilitator.presentation.strengths import MapGroup, map_view
from facilitator.presentation.templating import people

RICH = "Dette er rommet rikt på:"


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing. Nothing before enough have given."""
    found: list[Block] = []
    cohort = harvest.activity.room.gathering.cohort
    for key, counted in harvest.maps.items():
        view = map_view(cohort, counted)
        lines = tuple(_line(group) for group in view.groups if _named(group))
        if view.shown and lines:
            heading = harvest.process.boards[key].name
            found += [Subheading(heading), Paragraph(RICH), Bullets(lines)]
    return found


def _line(group: MapGroup) -> str:
    """In the order of the catalogue: the note is no list of the most and the least."""
    return f"{group.name}: {people(_named(group)).lower()}"


def _named(group: MapGroup) -> list[str]:
    return [strength.name for strength in group.strengths if strength.count]
