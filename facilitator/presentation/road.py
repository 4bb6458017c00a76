"""The road as a picture and as an ordered list: the same stations, in the same order.

Geometry is computed here and drawn as plain SVG. What the stations hold is said in the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from facilitator.domain import roads
from facilitator.domain.rooms import oslo_day
from facilitator.models import Card
from facilitator.presentation.card_faces import face
from facilitator.presentation.dates import short_date
from facilitator.processes.cards import card_types
from facilitator.processes.parts import FieldSpec
from facilitator.processes.schema import Phase

State = Literal["done", "now", "open"]

HEIGHTS = (128, 70, 112, 54, 104, 70, 92)
BRIDGED = "bridges"
"""The field of a road's card whose station is a bridge in the picture."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A station in the picture."""

    x: float
    y: float
    state: State
    bridge: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """The line of the road. `walked` is the part that has been drawn, `bed` all of it."""

    width: int
    height: int
    bed: str
    walked: str
    spots: tuple[Spot, ...]

    @property
    def goal(self) -> Spot:
        return self.spots[-1]


@dataclass(frozen=True, slots=True)
class Said:
    """Where the owners said they were, one day."""

    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A station in the list: its name and what stands there."""

    key: str
    name: str
    state: State
    lines: tuple[str, ...]
    said: tuple[Said, ...] = ()


def trail(states: Sequence[State], bridges: Sequence[bool], width: int, height: int) -> Trail:
    """A road through so many stations, the last one the goal, higher than the others."""
    step = width / (len(states) + 0.1)
    scale = height / 160
    spots = []
    for n, (state, bridge) in enumerate(zip(states, bridges, strict=True)):
        last = n == len(states) - 1
        y = 34 if last else HEIGHTS[n % len(HEIGHTS)]
        spots.append(Spot(round(step * (n + 0.5), 1), round(y * scale, 1), state, bridge))
    start = (round(4 * scale, 1), round(138 * scale, 1))
    reached = max((n for n, s in enumerate(states[:-1]) if s != "open"), default=-1) + 1
    return Trail(width, height, _path(start, spots), _path(start, spots[:reached]), tuple(spots))


def _path(start: tuple[float, float], spots: Sequence[Spot]) -> str:
    parts = [f"M{start[0]} {start[1]}"]
    x, y = start
    for spot in spots:
        middle = round((x + spot.x) / 2, 1)
        parts.append(f"C{middle} {y} {middle} {spot.y} {spot.x} {spot.y}")
        x, y = spot.x, spot.y
    return "".join(parts)


def of_stops(stops: Sequence[Stop], width: int, height: int) -> Trail:
    return trail(
        [stop.state for stop in stops], [stop.key == BRIDGED for stop in stops], width, height
    )


def stops_of_phases(
    drawn: Sequence[Phase], fields: Mapping[str, Any], now: Phase | None
) -> tuple[Stop, ...]:
    """The stations of a road that is being drawn, as one meets them on the way."""
    return tuple(_stop_of_phase(phase, fields, now) for phase in roads.along(drawn))


def _stop_of_phase(phase: Phase, fields: Mapping[str, Any], now: Phase | None) -> Stop:
    names = roads.fields_at(phase)
    state: State = "now" if phase == now else "done" if roads.is_drawn(fields, phase) else "open"
    type = phase.card.type if phase.card else ""
    lines = tuple(line for name in names for line in lines_of(type, fields, name))
    return Stop(names[0] if names else phase.key, phase.name, state, lines)


def stops_of_card(card: Card, waypoints: Sequence[Card]) -> tuple[Stop, ...]:
    """The stations of a road that was drawn before, with where its owners have been since."""
    here = str(waypoints[-1].fields.get("station") or "") if waypoints else ""
    return tuple(
        Stop(
            key=value,
            name=label,
            state="now" if value == here else "done" if card.fields.get(value) else "open",
            lines=lines_of(card.type, card.fields, value),
            said=tuple(_said(w) for w in waypoints if w.fields.get("station") == value),
        )
        for value, label in station_options()
    )


def station_options() -> tuple[tuple[str, str], ...]:
    """Where one may be on a road, as one meets it: field and name."""
    field = station_field()
    return tuple((option.value, option.label) for option in field.options)


def station_field() -> FieldSpec:
    found = card_types()[roads.WAYPOINT].field("station")
    assert found is not None
    return found


def _said(waypoint: Card) -> Said:
    day = oslo_day(waypoint.created_at)
    return Said(short_date(day), str(waypoint.fields.get("text") or ""))


def lines_of(type: str, fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """What stands at one station, line by line, as a card says it."""
    value = fields.get(name)
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    parts = [part for part in face(type, {name: value}, own=True).parts if part.name == name]
    return parts[0].lines if parts else tuple(str(item) for item in value)


# --- in the arbeidsmappe ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoadLink:
    """A road as the arbeidsmappe lists it. `here` is where its owners last said they were."""

    id: int
    title: str
    trail: Trail
    here: str
    question: str


def is_road(card: Card) -> bool:
    """A road, or a mark on one: shown as a road, and not among the other cards."""
    return card.type == roads.WAYPOINT or card.type in roads.road_types()


def links(found: Sequence[Card]) -> tuple[RoadLink, ...]:
    """The roads among these cards, with the marks that lie among them too."""
    drawn = [c for c in found if c.type in roads.road_types() and c.withdrawn_at is None]
    return tuple(_link(card, roads.marks_on(card, found)) for card in drawn)


def _link(card: Card, waypoints: Sequence[Card]) -> RoadLink:
    stops = stops_of_card(card, waypoints)
    here = next((stop.name for stop in stops if stop.state == "now"), "")
    title = str(card.fields.get("dream") or "")
    return RoadLink(card.id, title, of_stops(stops, 360, 92), here, station_field().label)
