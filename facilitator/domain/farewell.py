"""«Dette tar du med deg»: what one day has given one person.

One's own story, the strengths one received with what others saw, the next step, and the stories
that one's table's root causes grew from. Only what the person may read; a teller is named only
when they sat at the same table or have said that their name may stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from facilitator.domain import closed, portfolios, relations
from facilitator.domain.policies import Actor
from facilitator.domain.relations import Reader
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Card, Gathering, Group, Participant, Room


@dataclass(frozen=True, slots=True)
class Grown:
    """A root cause of one's table, and the stories it grew from; each with its teller or none."""

    cause: Card
    stories: tuple[tuple[Card, Participant | None], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    stories: tuple[Card, ...]
    strengths: tuple[Card, ...]
    steps: tuple[Card, ...]
    words: tuple[Card, ...]
    grown: tuple[Grown, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.stories or self.strengths or self.steps or self.words or self.grown)


def room_of_day(session: Session, actor: Actor, gathering_id: int) -> Room:
    """The room of a samling that is open to the actor's mappe. Raises NotFound, NotAllowed."""
    person = portfolios.require_person(session, actor)
    gathering = session.get(Gathering, gathering_id)
    room = session.scalar(select(Room).where(Room.gathering_id == gathering_id))
    if gathering is None or room is None:
        raise NotFound("Denne samlingen finnes ikke.")
    scope = portfolios.scope_of(session, person, actor)
    if gathering.cohort_id != person.cohort_id or (scope is not None and room.id not in scope):
        raise NotAllowed("Denne dagen ligger ikke i arbeidsmappa di.")
    return room


def of_day(session: Session, reader: Reader, person: Participant, room: Room) -> Taken:
    """What lies in the person's hands after the day in this room."""
    cards = _cards(session, reader, person, room)
    own = [card for card in cards if card.owner_id == person.id]
    given = [card for card in own if closed.is_given(card)]
    made = [card for card in own if not closed.is_given(card)]
    causes = [card for card in cards if card.owner_id is None and card.type == "root_cause"]
    return Taken(
        stories=tuple(c for c in own if c.type == "story"),
        strengths=tuple(c for c in given if c.type == "strength" and not closed.is_closed(c)),
        steps=tuple(c for c in made if c.type == "commitment"),
        words=tuple(c for c in made if c.type == "word"),
        grown=_grown(session, reader, causes),
    )


def _cards(session: Session, reader: Reader, person: Participant, room: Room) -> list[Card]:
    mine = (Card.owner_id == person.id) | (
        Card.owner_id.is_(None) & Card.group_id.in_(reader.group_ids)
    )
    found = session.scalars(
        select(Card)
        .join(Activity, Activity.id == Card.activity_id)
        .where(Activity.room_id == room.id, Card.withdrawn_at.is_(None), mine)
        .order_by(Card.id)
    )
    return list(found)


def _grown(session: Session, reader: Reader, causes: Sequence[Card]) -> tuple[Grown, ...]:
    known: dict[int, tuple[Card, ...]] = {}
    found = []
    for cause in causes:
        group = cause.group
        if group is None:
            continue
        linked = [int(n) for n in cause.fields.get("stories") or []]
        if linked:
            stories = _readable(session, reader, Card.id.in_(linked), cause)
        else:
            if group.id not in known:
                known[group.id] = tuple(_at_table(session, reader, group, cause))
            stories = list(known[group.id])
        seated = {member.participant_id for member in group.members}
        found.append(Grown(cause, tuple((card, _teller(card, seated)) for card in stories)))
    return tuple(found)


def _at_table(session: Session, reader: Reader, group: Group, cause: Card) -> list[Card]:
    """Stories told at the table: those of its members, and those that they have retold."""
    members = [member.participant_id for member in group.members]
    told = or_(Card.owner_id.in_(members), Card.written_by_id.in_(members))
    return _readable(session, reader, told, cause)


def _readable(
    session: Session, reader: Reader, wanted: ColumnElement[bool], cause: Card
) -> list[Card]:
    found = session.scalars(
        select(Card)
        .where(
            Card.activity_id == cause.activity_id,
            Card.type == "story",
            Card.withdrawn_at.is_(None),
            wanted,
        )
        .order_by(Card.id)
    )
    return relations.readable(session, reader, found)


def _teller(card: Card, seated: set[int]) -> Participant | None:
    named = card.show_name or card.owner_id in seated
    return card.owner if named else None
