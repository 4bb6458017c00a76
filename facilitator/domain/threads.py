"""«Minner meg om …»: stories meet stories.

Whoever reads a released story may tie one of their own released stories to it. A thread is
seen only where both stories may be read, so that taking back or narrowing either makes it
vanish everywhere at once. Threads are told in words and never counted: a story is no better
for having reminded many.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from facilitator.domain import cards, policies, relations
from facilitator.domain.relations import Reader
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Card, CardThread, Participant, Presence, Room

TYPE = "story"
Told = tuple[tuple[int, str], ...]
"""Card and title of each story that one is tied to."""
CHOOSE = "Velg en av fortellingene dine."


@dataclass(frozen=True, slots=True)
class Tie:
    """A thread as seen from one of its stories. `reminded`: `here` is the one that came after."""

    id: int
    here: Card
    other: Card
    reminded: bool


def tie(
    session: Session,
    reader: Reader,
    person: Participant,
    own: Card,
    other: Card,
    now: dt.datetime,
) -> CardThread:
    """The person's own story was called to mind by another's. Tied again, it is the same thread.

    Raises NotAllowed for what the person does not read, Invalid for a story that is not their
    own, or that nobody else may read.
    """
    require_readable(session, reader, other)
    if other.owner_id == person.id:
        raise NotAllowed("Dette er din egen fortelling.")
    if own.owner_id != person.id or not is_released(own):
        raise Invalid({"own": CHOOSE})
    found = _between(session, own.id, other.id)
    if found is not None:
        return found
    thread = CardThread(from_card_id=own.id, to_card_id=other.id, by_id=person.id, created_at=now)
    session.add(thread)
    session.flush()
    _renew(session, own, other)
    return thread


def untie(session: Session, person: Participant, thread_id: int) -> None:
    """Either owner takes the thread away. Harmless when it is gone already."""
    thread = session.get(CardThread, thread_id)
    if thread is None:
        return
    both = (thread.from_card, thread.to_card)
    if person.id not in {card.owner_id for card in both}:
        raise NotAllowed("Bare de to som eier fortellingene, kan ta bort tråden.")
    session.delete(thread)
    session.flush()
    _renew(session, *both)


def is_released(card: Card) -> bool:
    """A story that its teller has let the room read, or more."""
    return card.type == TYPE and cards.shows_on_board(card)


def require_readable(session: Session, reader: Reader, card: Card) -> None:
    """Raises NotAllowed for a story that the reader does not see on a board or in a mappe."""
    if card.type != TYPE:
        raise NotFound("Kortet finnes ikke lenger.")
    if not is_released(card) or not relations.can_read(session, reader, card):
        raise NotAllowed("Denne fortellingen er ikke delt med deg.")


def own_stories(session: Session, person: Participant) -> list[Card]:
    """The person's own released stories of all samlinger, the latest first."""
    found = session.scalars(
        select(Card).where(Card.owner_id == person.id, Card.type == TYPE).order_by(Card.id.desc())
    )
    return [card for card in found if is_released(card)]


def in_room(session: Session, room_id: int, lying: Sequence[Card]) -> dict[int, Told]:
    """Card → the stories it is tied to, as the whole room may see them.

    Stories of the same room, and those that their tellers have shared with the whole kull;
    where a guest sits in the room, only the room's own.
    """
    ties = of_cards(session, lying)
    if not ties:
        return {}
    room = session.get_one(Room, room_id)
    guests = _has_guests(session, room) if any(_is_elsewhere(t, room) for t in ties) else False
    seen = [t for t in ties if _room_sees(t.other, room, guests=guests)]
    return _titles(seen)


def for_reader(session: Session, reader: Reader, lying: Sequence[Card]) -> dict[int, Told]:
    """The same for one reader: only what that reader may read."""
    return _titles(readable(session, reader, lying))


def readable(session: Session, reader: Reader, lying: Sequence[Card]) -> list[Tie]:
    """The threads of these cards whose other story the reader may read."""
    return [t for t in of_cards(session, lying) if relations.can_read(session, reader, t.other)]


def of_cards(session: Session, lying: Iterable[Card]) -> list[Tie]:
    """All threads of these cards between released stories, seen from each of them."""
    known = {card.id: card for card in lying if is_released(card)}
    if not known:
        return []
    found = session.scalars(
        select(CardThread)
        .where(or_(CardThread.from_card_id.in_(known), CardThread.to_card_id.in_(known)))
        .order_by(CardThread.id)
        .options(joinedload(CardThread.from_card), joinedload(CardThread.to_card))
    )
    ties = []
    for thread in found:
        if not (is_released(thread.from_card) and is_released(thread.to_card)):
            continue
        if thread.from_card_id in known:
            ties.append(Tie(thread.id, thread.from_card, thread.to_card, reminded=True))
        if thread.to_card_id in known:
            ties.append(Tie(thread.id, thread.to_card, thread.from_card, reminded=False))
    return ties


def _between(session: Session, one: int, other: int) -> CardThread | None:
    """The thread between two stories, whichever of them came to mind first."""
    return session.scalar(
        select(CardThread).where(
            or_(
                and_(CardThread.from_card_id == one, CardThread.to_card_id == other),
                and_(CardThread.from_card_id == other, CardThread.to_card_id == one),
            )
        )
    )


def _renew(session: Session, *both: Card) -> None:
    for card in both:
        cards.renew(session, card)


def _titles(ties: Iterable[Tie]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for tied in ties:
        title = str(tied.other.fields.get("title") or "")
        if title:
            found[tied.here.id] = (*found.get(tied.here.id, ()), (tied.other.id, title))
    return found


def _is_elsewhere(tied: Tie, room: Room) -> bool:
    return tied.other.activity.room_id != room.id


def _room_sees(card: Card, room: Room, *, guests: bool) -> bool:
    if card.activity.room_id == room.id:
        return card.board_order is not None
    same_kull = card.activity.room.gathering.cohort_id == room.gathering.cohort_id
    return same_kull and not guests and policies.at_least(card.visibility, "cohort")


def _has_guests(session: Session, room: Room) -> bool:
    found = session.scalar(
        select(Presence.id)
        .join(Participant, Participant.id == Presence.participant_id)
        .where(
            Presence.room_id == room.id,
            Presence.gone_at.is_(None),
            Participant.guest_of.is_not(None),
        )
        .limit(1)
    )
    return found is not None
