"""Roads: a card that is drawn station by station, and goes on living after the day.

A process's stations are the phases that show the road. The first of them is where the road
leads, so on the way it lies last. A waypoint says where on the road somebody is; it belongs to
the road's card and to those who own that.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    card_fields,
    cards,
    groups,
    outdated,
    photos_on_cards,
    portfolios,
)
from facilitator.domain.card_fields import Flat
from facilitator.domain.policies import Actor
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Group, GroupMember, Participant
from facilitator.processes.cards import card_types
from facilitator.processes.parts import CardSpec
from facilitator.processes.schema import Phase, Process

WAYPOINT = "waypoint"
ASIDE = ("photo", "tick")
"""Kinds of fields that draw nothing at a station by themselves."""
NOTHING_DRAWN = "Tegn eller skriv noe først."


def stations(process: Process) -> tuple[Phase, ...]:
    """The phases in which the road is drawn, in the order they are drawn."""
    return tuple(p for p in process.phases if p.projector.show == "road" and p.card is not None)


def along(drawn: Sequence[Phase]) -> tuple[Phase, ...]:
    """The stations as one meets them on the way: what is drawn first is where the road leads."""
    return (*drawn[1:], *drawn[:1])


def fields_at(phase: Phase) -> tuple[str, ...]:
    """The fields of the card that a station asks for; a picture is of the whole road."""
    spec = phase.card
    return tuple(f.name for f in spec.fields if f.kind not in ASIDE) if spec else ()


def is_drawn(fields: Mapping[str, Any], phase: Phase) -> bool:
    """Whether something stands at the station."""
    return any(fields.get(name) for name in fields_at(phase))


def require_something(
    activity: Activity,
    phase: Phase,
    rows: Mapping[int, Mapping[str, Any]],
    standing: Iterable[Mapping[str, Any]],
) -> None:
    """A station is not taken care of before it is drawn; what stands there may be emptied.

    Raises Invalid at the station's first field.
    """
    if phase not in stations(process_of(activity)):
        return
    drawn = any(value for fields in rows.values() for value in fields.values())
    if not drawn and not any(is_drawn(fields, phase) for fields in standing):
        raise Invalid({f"0-{name}": NOTHING_DRAWN for name in fields_at(phase)[:1]})


def may_draw(process: Process, phase: Phase, index: int, fields: Mapping[str, Any]) -> bool:
    """A station is open when the room has come to it, or when the one before it is drawn."""
    drawn = stations(process)
    at = drawn.index(phase)
    return process.index(phase.key) <= index or (at > 0 and is_drawn(fields, drawn[at - 1]))


def drawn_at(session: Session, activity: Activity) -> dict[str, int]:
    """Station → how many roads have something there. Counts only: nobody's words."""
    process = process_of(activity)
    drawn = stations(process)
    types = {phase.card.type for phase in drawn if phase.card}
    found = session.scalars(
        select(Card.fields).where(
            Card.activity_id == activity.id, Card.type.in_(types), Card.withdrawn_at.is_(None)
        )
    ).all()
    return {p.key: sum(is_drawn(fields, p) for fields in found) for p in drawn}


def teams_drawing(session: Session, activity: Activity) -> int:
    """How many roads there will be."""
    drawn = stations(process_of(activity))
    set_key = drawn[0].groups if drawn else ""
    return sum(bool(g.members) for g in groups.of_set(session, activity, set_key)) if set_key else 0


# --- after the day ----------------------------------------------------------------------------


def road_types() -> frozenset[str]:
    """Card types whose waypoints there are: those that a waypoint can point at."""
    spec = card_types()[WAYPOINT]
    return frozenset(field.links for field in spec.fields if field.links)


def spec_of(card: Card) -> CardSpec:
    """All of a road at once, as it is gone on with in the arbeidsmappe."""
    return CardSpec(type=card.type, fields=card_types()[card.type].fields)


def own_road(session: Session, actor: Actor, card_id: int) -> Card:
    """A road of one's own or of one's team. Raises NotFound, NotAllowed for another's."""
    person = portfolios.require_person(session, actor)
    card = cards.find(session, card_id)
    if card.type not in road_types():
        raise NotFound("Veikartet finnes ikke lenger.")
    scope = portfolios.scope_of(session, person, actor)
    room_id = session.get_one(Activity, card.activity_id).room_id
    if (scope is not None and room_id not in scope) or not cards.owned_by(session, card, actor):
        raise NotAllowed("Bare de som har tegnet veikartet, ser det.")
    return card


def of_person(session: Session, person_id: int) -> list[Card]:
    """Every road somebody has drawn, alone or with a team; the newest last."""
    mine = select(GroupMember.group_id).where(GroupMember.participant_id == person_id)
    return list(
        session.scalars(
            select(Card)
            .where(
                Card.type.in_(road_types()),
                Card.withdrawn_at.is_(None),
                (Card.owner_id == person_id) | (Card.owner_id.is_(None) & Card.group_id.in_(mine)),
            )
            .order_by(Card.id)
        )
    )


def revise(session: Session, card: Card, flat: Flat, now: dt.datetime) -> None:
    """The road is changed where life has changed it. Raises Invalid by form field."""
    spec = spec_of(card)
    rows = card_fields.clean_rows(spec, flat)
    outdated.by_change(session, card, rows.get(0, {}))
    card.fields = card.fields | rows.get(0, {})
    card.version += 1
    session.flush()
    photos_on_cards.attach(session, card)
    if card.board_order is not None:
        cards.release(session, card)
    _tell(session, card)


def mark(
    session: Session,
    card: Card,
    person: Participant,
    flat: Flat,
    *,
    client_id: str,
    now: dt.datetime,
) -> Card:
    """«Hvor er du på veien?» A repeated POST makes no second waypoint. Raises Invalid."""
    if repeated := cards.by_client_id(session, person.id, client_id):
        return repeated
    made_of = card_types()[WAYPOINT]
    asked = tuple(field for field in made_of.fields if not field.links)
    fields = card_fields.clean_rows(CardSpec(type=WAYPOINT, fields=asked), flat)[0]
    waypoint = Card(
        activity_id=card.activity_id,
        phase_key=card.phase_key,
        type=WAYPOINT,
        fields=fields | {link.name: [card.id] for link in made_of.fields if link.links},
        owner_id=card.owner_id,
        group_id=card.group_id,
        author_id=person.id,
        client_id=client_id,
        visibility="me",
        created_at=now,
        approved_at=now,
    )
    session.add(waypoint)
    session.flush()
    _tell(session, card)
    return waypoint


def waypoints(session: Session, road: Card) -> list[Card]:
    """Where its owners have been on the road, the first first."""
    wanted = select(Card).where(
        Card.activity_id == road.activity_id, Card.type == WAYPOINT, Card.withdrawn_at.is_(None)
    )
    return marks_on(road, session.scalars(wanted.order_by(Card.created_at, Card.id)))


def marks_on(road: Card, found: Iterable[Card]) -> list[Card]:
    """The waypoints of one road among these cards, in their order."""
    marks = (card for card in found if card.type == WAYPOINT and card.withdrawn_at is None)
    return [card for card in marks if road.id in _linked(card)]


def _linked(card: Card) -> Iterable[int]:
    return card.fields.get("roadmap") or ()


def _tell(session: Session, card: Card) -> None:
    if card.group_id is not None and session.get(Group, card.group_id) is not None:
        audiences.tell_group(session, card.group_id)
    if card.owner_id is not None:
        room_id = session.get_one(Activity, card.activity_id).room_id
        audiences.tell_person(session, room_id, card.owner_id)
