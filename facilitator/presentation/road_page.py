"""A road in the arbeidsmappe: what it is now, where its owners are, and its fields to change."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.domain import card_fields, photos, roads
from facilitator.domain.rooms import oslo_day
from facilitator.models import Card, Group, Room
from facilitator.presentation import road
from facilitator.presentation.card_form import FieldView, plain_fields
from facilitator.presentation.dates import short_date
from facilitator.presentation.road import Stop, Trail

PICTURE = (720, 150)


@dataclass(frozen=True, slots=True)
class Place:
    """Which card a picture is for, as parts/photo.html asks for it."""

    activity_id: int
    phase_key: str
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Body:
    form: Place


@dataclass(frozen=True, slots=True)
class RoadPage:
    """The page. `mates` share the road; `chosen` and `text` are of a waypoint being set."""

    id: int
    public_id: str
    body: Body
    number: int
    drawn: str
    dream: str
    mates: tuple[str, ...]
    trail: Trail
    stops: tuple[Stop, ...]
    photo: str
    alt: str
    fields: tuple[FieldView, ...]
    question: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    text: str
    token: str


def view(session: Session, card: Card, room: Room, typed: Mapping[str, str]) -> RoadPage:
    """`typed` is what a refused form held."""
    spec = roads.spec_of(card)
    marks = roads.waypoints(session, card)
    stops = road.stops_of_card(card, marks)
    token = str(card.fields.get("photo") or "")
    alt = photos.alts(session, [token]).get(token, "")
    flat = typed if "0-dream" in typed else card_fields.flatten(spec, {0: card.fields})
    return RoadPage(
        id=card.id,
        public_id=room.public_id,
        body=Body(Place(card.activity_id, card.phase_key, card.group_id)),
        number=room.gathering.number,
        drawn=short_date(oslo_day(card.created_at)),
        dream=str(card.fields.get("dream") or ""),
        mates=_mates(session, card),
        trail=road.of_stops(stops, *PICTURE),
        stops=stops,
        photo=token,
        alt=alt,
        fields=tuple(replace(f, alt=alt) for f in plain_fields(spec, flat)),
        question=road.station_field().label,
        options=road.station_options(),
        chosen=typed.get("0-station", ""),
        text=typed.get("0-text", ""),
        token=secrets.token_urlsafe(12),
    )


def _mates(session: Session, card: Card) -> tuple[str, ...]:
    group = session.get(Group, card.group_id) if card.group_id else None
    people = group.people if group is not None else []
    return tuple(person.first_name for person in people) if len(people) > 1 else ()
