"""The strengths that were given in the room, as a picture: one pebble for each card."""

from dataclasses import dataclass

from facilitator.domain import strength_map
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.strengths import MapView, map_view
from facilitator.text import first_sentence

WAITS = "Kartet kommer når {count} har gitt et kort."
COUNTS = ("", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")


@dataclass(frozen=True, slots=True)
class MapBody:
    """`waits` are the words until enough people have given."""

    map: MapView
    prompts: tuple[str, ...]
    ask: str
    """The first of what is asked, where there is little room."""
    waits: str


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    key = strength_map.shown(scene.activity)
    return Picture("map", body(scene, key)) if key else None


def body(scene: BoardScene, key: str) -> MapBody:
    found = strength_map.of(scene.db, scene.activity, key)
    ended = scene.activity.status == "ended"
    prompts = () if ended else asked.prompts_of(scene.activity, scene.phase)
    return MapBody(
        map=map_view(scene.activity.room.gathering.cohort, found),
        prompts=prompts,
        ask=first_sentence(prompts[0]) if prompts else "",
        waits="" if found.is_shown else waits(found.threshold),
    )


def waits(threshold: int) -> str:
    count = COUNTS[threshold] if threshold < len(COUNTS) else str(threshold)
    return WAITS.format(count=count)
