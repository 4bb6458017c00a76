"""Which relations somebody has to a card; together with `policies` they decide who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import closed, leading, policies
from facilitator.domain.policies import Actor
from facilitator.models import (
    Activity,
    Card,
    Cohort,
    Group,
    GroupMember,
    Participant,
    Presence,
    Room,
    SavedBoard,
    SavedBoardHolder,
)
from facilitator.models.cohort import BORROWED, YEAR


@dataclass(frozen=True, slots=True)
class Reader:
    """An actor with what is needed to judge many cards without a query for each."""

    participant_id: int | None
    is_leader: bool
    cohort_id: int | None
    open_room_ids: frozenset[int]
    mates: frozenset[tuple[int, str, int]]
    """(activity, `pair` or `group`, participant): those one has been together with."""
    group_ids: frozenset[int]
    borrowed: frozenset[int] = frozenset()
    """The passing kull that this actor leads as the one who has borrowed the room."""
    others: frozenset[int] = frozenset()
    """Other prosessledere's kull, and rooms somebody else has borrowed: nothing is read there."""
    held: frozenset[int] = frozenset()
    """A guest's: the activities whose board was saved while they were present."""

    def relations(self, card: Card, room_id: int, cohort_id: int) -> frozenset[str]:
        found = {"anyone"}
        if cohort_id in self.borrowed or (self.is_leader and cohort_id not in self.others):
            found.add("leader")
        if room_id in self.open_room_ids:
            found.add("room")
        if self.participant_id is not None:
            found |= self._as_participant(card, cohort_id)
        return frozenset(found)

    def _as_participant(self, card: Card, cohort_id: int) -> set[str]:
        found = set()
        if card.owner_id == self.participant_id or (
            card.owner_id is None and card.group_id in self.group_ids
        ):
            found.add("owner")
        if closed.is_given(card) and card.author_id == self.participant_id:
            found.add("giver")
        if card.written_by_id == self.participant_id:
            found.add("pair")
        if card.owner_id is not None:
            for kind in ("pair", "group"):
                if (card.activity_id, kind, card.owner_id) in self.mates:
                    found.add(kind)
        if cohort_id == self.cohort_id:
            found.add("cohort")
        if card.activity_id in self.held and card.board_order is not None:
            found.add("holder")
        return found


def reader_for(session: Session, actor: Actor) -> Reader:
    """Collect what an actor is to others. Three or four queries, however many cards follow."""
    person = session.get(Participant, actor.participant_id) if actor.participant_id else None
    borrowed, others = _borrowed_and_others(session, actor)
    if person is None:
        nothing: frozenset[int] = frozenset()
        return Reader(None, actor.is_leader, None, nothing, frozenset(), nothing, borrowed, others)
    rooms = session.scalars(
        select(Presence.room_id)
        .join(Room, Room.id == Presence.room_id)
        .where(Presence.participant_id == person.id, Room.closed_at.is_(None))
    )
    own = _own_groups(session, person.id)
    return Reader(
        participant_id=person.id,
        is_leader=actor.is_leader,
        cohort_id=person.cohort_id if person.guest_of is None else None,
        open_room_ids=frozenset(rooms),
        mates=_mates(own, person.id),
        group_ids=frozenset(group.id for group in own),
        borrowed=borrowed,
        others=others,
        held=_held(session, person.id) if person.guest_of is not None else frozenset(),
    )


def _borrowed_and_others(session: Session, actor: Actor) -> tuple[frozenset[int], frozenset[int]]:
    """The borrowed rooms' kull that the actor leads, and every kull that others lead."""
    if not actor.is_leader and not actor.whole_portfolio:
        return frozenset(), frozenset()
    kinds = (BORROWED, YEAR) if actor.is_leader else (BORROWED,)
    found = session.scalars(select(Cohort).where(Cohort.kind.in_(kinds))).all()
    own = frozenset(c.id for c in found if leading.leads_cohort(actor, c))
    borrowed = frozenset(c.id for c in found if c.kind == BORROWED)
    return own & borrowed, frozenset(c.id for c in found) - own


def reader_in_room(person: Participant, room: Room, groups: Iterable[Group]) -> Reader:
    """The same for somebody present in one room, from `groups` already at hand: no queries."""
    own = list(groups)
    return Reader(
        participant_id=person.id,
        is_leader=False,
        cohort_id=person.cohort_id if person.guest_of is None else None,
        open_room_ids=frozenset({room.id} if room.is_open else ()),
        mates=_mates(own, person.id),
        group_ids=frozenset(group.id for group in own),
    )


def _held(session: Session, participant_id: int) -> frozenset[int]:
    """The boards of a samling one was at. The kull reads them without having been there."""
    return frozenset(
        session.scalars(
            select(SavedBoard.activity_id)
            .join(SavedBoardHolder, SavedBoardHolder.board_id == SavedBoard.id)
            .where(SavedBoardHolder.participant_id == participant_id)
        )
    )


def _own_groups(session: Session, participant_id: int) -> list[Group]:
    return list(
        session.scalars(
            select(Group).join(GroupMember).where(GroupMember.participant_id == participant_id)
        )
    )


def _mates(own: Iterable[Group], participant_id: int) -> frozenset[tuple[int, str, int]]:
    found = set()
    for group in own:
        for member in group.members:
            if member.participant_id != participant_id:
                found.add((group.activity_id, group.circle, member.participant_id))
    return frozenset(found)


def readable(session: Session, reader: Reader, cards: Iterable[Card]) -> list[Card]:
    """The cards among these that the reader may read, in the order given."""
    return [card for card in cards if can_read(session, reader, card)]


def can_read(session: Session, reader: Reader, card: Card) -> bool:
    room = session.get_one(Activity, card.activity_id).room
    relations = reader.relations(card, room.id, room.gathering.cohort_id)
    return policies.may_read(
        relations,
        card.visibility,
        hidden=card.hidden_at is not None,
        withdrawn=card.withdrawn_at is not None,
        closed=closed.is_closed(card),
    )
