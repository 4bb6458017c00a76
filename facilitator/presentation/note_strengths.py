"""The strength map, drawn and as text: «Dette er rommet rikt på: …», nobody named."""

from facilitator.domain.harvests import Harvest
from facilitator.presentation import figures
from facilitator.presentation.content import Block, Bullets, Figure, Paragraph, Subheading
from facilitator.presentation.strengths import MapGroup, MapStrength, map_view
from facilitator.presentation.templating import people

RICH = "Dette er rommet rikt på:"
ALT = "Styrkekartet, med en småstein for hvert av de {count} kortene. Lista under sier det samme."


def blocks(harvest: Harvest) -> list[Block]:
    """What this harvest has of it; most have nothing. Nothing before enough have given."""
    found: list[Block] = []
    cohort = harvest.activity.room.gathering.cohort
    for key, counted in harvest.maps.items():
        view = map_view(cohort, counted)
        lines = tuple(_line(group) for group in view.groups if _named(group))
        if view.shown and lines:
            heading = harvest.process.boards[key].name
            drawn = sum(s.count for group in view.groups for s in group.strengths)
            figure = Figure(figures.strength_map(view), ALT.format(count=drawn))
            found += [Subheading(heading), figure, Paragraph(RICH), Bullets(lines)]
    return found


def _line(group: MapGroup) -> str:
    """In the order of the catalogue: the note is no list of the most and the least."""
    return f"{group.name}: {people([_said(strength) for strength in _named(group)])}"


def _said(strength: MapStrength) -> str:
    return f"{strength.name.lower()} ({strength.words})"


def _named(group: MapGroup) -> list[MapStrength]:
    return [strength for strength in group.strengths if strength.count]
