"""The strengths that were given in the room, as a picture: one pebble for each card."""

from dataclasses import dataclass

from facilitator.domain import strength_map
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.strengths import MapGroup, MapView, map_view
from facilitator.text import first_sentence

WAITS = "Kartet kommer når {count} har gitt et kort."
COUNTS = ("", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")

BESIDE, ROOMY = 4, 6
"""On a small projector so many pebbles stand beside their word; and with no more than so many
strengths that need a line for theirs, there is room for all that is asked."""


@dataclass(frozen=True, slots=True)
class MapBody:
    """`waits` are the words until enough people have given."""

    map: MapView
    prompts: tuple[str, ...]
    ask: str
    """All that is asked, or the first of it where there is little room."""
    waits: str


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    key = strength_map.shown(scene.activity)
    return Picture("map", body(scene, key)) if key else None


def body(scene: BoardScene, key: str) -> MapBody:
    found = strength_map.of(scene.db, scene.activity, key)
    ended = scene.activity.status == "ended"
    prompts = () if ended else asked.prompts_of(scene.activity, scene.phase)
    drawn = map_view(scene.activity.room.gathering.cohort, found)
    return MapBody(
        map=drawn,
        prompts=prompts,
        ask=_ask(drawn, prompts),
        waits="" if found.is_shown else waits(found.threshold),
    )


def _ask(drawn: MapView, prompts: tuple[str, ...]) -> str:
    """On a small projector: six groups stand in two rows, and what is above must not push them."""
    rows = (drawn.groups[:3], drawn.groups[3:])
    if len(drawn.groups) <= 6 and sum(max(map(_long, row), default=0) for row in rows) <= ROOMY:
        return " ".join(prompts)
    return first_sentence(prompts[0]) if prompts else ""


def _long(group: MapGroup) -> int:
    """How many of its strengths have more pebbles than stand beside the word."""
    return sum(strength.count > BESIDE for strength in group.strengths)


def waits(threshold: int) -> str:
    count = COUNTS[threshold] if threshold < len(COUNTS) else str(threshold)
    return WAITS.format(count=count)
