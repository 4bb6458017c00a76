"""The arbeidsmappe: what one person has told, listened to, made and been part of.

It is read by its owner alone. A name that was claimed by code and not yet confirmed sees only
what was written in that room; so does a guest, whose samling is that one.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from facilitator.domain import (
    boards,
    card_fields,
    cards,
    closed,
    given,
    led,
    marks,
    pens,
    policies,
    portfolio_made,
    relations,
    retention,
    rooms,
    threads,
)
from facilitator.domain.policies import Actor
from facilitator.domain.portfolio_parts import Frame, KeptBoard, Listened, Portfolio
from facilitator.domain.relations import Reader
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import (
    Activity,
    Card,
    CardMark,
    Claim,
    Draft,
    Gathering,
    Group,
    Participant,
    Presence,
    Room,
    SavedBoard,
)

NOT_YOURS = "Arbeidsmappa åpner du med den personlige lenken din, eller når du er med i et rom."


Scope = frozenset[int] | None
"""The rooms that a mappe is opened for; None when all of it is."""


def scope_of(session: Session, person: Participant, actor: Actor) -> Scope:
    """A guest has one room. An unconfirmed name has those it came into on this device."""
    if person.guest_of is not None:
        return frozenset({person.guest_of})
    if actor.whole_portfolio:
        return None
    claim = session.get(Claim, actor.claim_id) if actor.claim_id else None
    if claim is None:
        return frozenset()
    joined = session.scalars(
        select(Presence.room_id).where(
            Presence.participant_id == person.id, Presence.joined_at >= claim.claimed_at
        )
    )
    return frozenset(joined) | ({claim.room_id} if claim.room_id else frozenset())


def of(session: Session, actor: Actor, now: dt.datetime) -> Portfolio:
    """One's own mappe. The number of queries does not grow with what lies in it."""
    person = require_person(session, actor)
    scope = scope_of(session, person, actor)
    frames = _frames(session, person.cohort_id, scope)
    reader = relations.reader_for(session, actor)
    from_groups = _group_cards(session, reader, frames)
    begun = _drafts(session, Draft.writer_id == person.id, frames, delivered=False)
    own = _own_cards(session, person.id, frames)
    return Portfolio(
        person=person,
        cohort=person.cohort,
        frames=frames,
        own=own,
        listened=_listened(session, reader, person.id, frames),
        from_groups=from_groups,
        boards=_boards(session, person.id, frames),
        waiting=_drafts(session, Draft.owner_id == person.id, frames, delivered=True),
        waits=retention.days(session, retention.UNAPPROVED),
        drafts=begun + _begun_together(session, reader, from_groups, frames),
        made=portfolio_made.made(session, person, frames, own, now) if scope is None else None,
        open_room=_open_room(session, reader, person.cohort_id),
        ties=tuple(threads.readable(session, reader, own)),
        marked=_marked(session, reader, person.id, frames),
        givers=given.givers(session, [card for card in own if closed.is_given(card)]),
        led=led.of_person(session, person.id, _named(frames), whole=scope is None),
    )


def require_person(session: Session, actor: Actor) -> Participant:
    person = session.get(Participant, actor.participant_id) if actor.participant_id else None
    if person is None:
        raise NotAllowed(NOT_YOURS)
    return person


def _frames(session: Session, cohort_id: int, scope: Scope) -> dict[int, Frame]:
    name = Activity.process["name"].as_string()
    listened = Activity.process["listened"].as_string()
    wanted = (
        select(Activity, name, listened)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == cohort_id)
        .order_by(Gathering.date.desc(), Activity.position)
        .options(contains_eager(Activity.room).contains_eager(Room.gathering))
    )
    if scope is not None:
        wanted = wanted.where(Room.id.in_(scope))
    return {row[0].id: Frame(row[0], row[1], row[2] or "") for row in session.execute(wanted)}


def _named(frames: dict[int, Frame]) -> dict[int, tuple[Activity, str]]:
    return {key: (frame.activity, frame.process) for key, frame in frames.items()}


def _own_cards(session: Session, person_id: int, frames: dict[int, Frame]) -> tuple[Card, ...]:
    found = session.scalars(select(Card).where(Card.owner_id == person_id).order_by(Card.id))
    mine = (card for card in found if not closed.is_closed(card))
    return tuple(card for card in mine if card.activity_id in frames)


def _listened(
    session: Session, reader: Reader, person_id: int, frames: dict[int, Frame]
) -> tuple[Listened, ...]:
    found = session.scalars(
        select(Card)
        .where(Card.written_by_id == person_id, Card.owner_id != person_id)
        .order_by(Card.id)
    )
    return tuple(
        Listened(card, relations.can_read(session, reader, card))
        for card in found
        if card.activity_id in frames
    )


def _group_cards(session: Session, reader: Reader, frames: dict[int, Frame]) -> tuple[Card, ...]:
    found = session.scalars(
        select(Card)
        .where(
            Card.owner_id.is_(None),
            Card.group_id.in_(reader.group_ids),
            Card.withdrawn_at.is_(None),
        )
        .order_by(Card.id)
        .options(joinedload(Card.group).lazyload(Group.members))
    )
    return tuple(card for card in found if card.activity_id in frames)


def _marked(
    session: Session, reader: Reader, person_id: int, frames: dict[int, Frame]
) -> tuple[CardMark, ...]:
    return tuple(
        mark
        for mark in marks.kept_by(session, person_id)
        if mark.activity_id in frames and relations.can_read(session, reader, mark.card)
    )


def _boards(session: Session, person_id: int, frames: dict[int, Frame]) -> tuple[KeptBoard, ...]:
    held = [b for b in boards.saved_for(session, person_id) if b.activity_id in frames]
    counts = _lying_counts(session, [board.activity_id for board in held])
    return tuple(KeptBoard(board, counts.get(board.activity_id, 0)) for board in held)


def _lying_counts(session: Session, activity_ids: list[int]) -> dict[int, int]:
    """How many cards each saved board shows now."""
    wide = policies.LEVELS[policies.LEVELS.index("cohort") :]
    rows = session.execute(
        select(Card.activity_id, func.count())
        .where(
            Card.activity_id.in_(activity_ids),
            Card.board_order.is_not(None),
            Card.visibility.in_(wide),
            Card.withdrawn_at.is_(None),
            Card.hidden_at.is_(None),
        )
        .group_by(Card.activity_id)
    )
    return {row[0]: row[1] for row in rows}


def _drafts(
    session: Session, mine: ColumnElement[bool], frames: dict[int, Frame], *, delivered: bool
) -> tuple[Draft, ...]:
    """Stories that wait for their teller, or what one has begun and nobody else has been given."""
    handed_over = Draft.delivered_at.is_not(None) if delivered else Draft.delivered_at.is_(None)
    found = session.scalars(
        select(Draft)
        .where(mine, handed_over)
        .order_by(Draft.updated_at.desc())
        .options(joinedload(Draft.writer), joinedload(Draft.owner))
    )
    return tuple(draft for draft in found if draft.activity_id in frames)


def _begun_together(
    session: Session, reader: Reader, made: tuple[Card, ...], frames: dict[int, Frame]
) -> tuple[Draft, ...]:
    """What a table has written and not said «Ferdig» to, also when the room closed on it."""
    found = _drafts(session, Draft.group_id.in_(reader.group_ids), frames, delivered=False)
    lying: dict[int | None, set[str]] = {}
    for card in made:
        lying.setdefault(card.group_id, set()).update(_words(card.fields))
    return tuple(draft for draft in found if _says_more(draft, lying.get(draft.group_id, set())))


def _says_more(draft: Draft, lying: set[str]) -> bool:
    """Whether something stands in the draft that no card of the group says.

    Where the pen has been put down the words have become a card, whatever it says by now.
    """
    if any(line not in lying for line in pens.lines_of(draft)):
        return True
    rows = {name: value for name, value in draft.fields.items() if card_fields.is_of_row(name)}
    return draft.pen_holder_id is not None and any(word not in lying for word in _words(rows))


def _words(value: object) -> Iterator[str]:
    """Every text in a card's fields or in a form, without the spaces that tidying takes."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)
    elif value is not None and str(value).strip():
        yield " ".join(str(value).split())


def _open_room(session: Session, reader: Reader, cohort_id: int) -> Room | None:
    found = rooms.open_rooms(session, cohort_id)
    return next((room for room in found if room.id in reader.open_room_ids), None)


def saved_board(session: Session, actor: Actor, board_id: int) -> SavedBoard:
    """A saved board that the actor holds. Raises NotFound, NotAllowed for somebody else's."""
    person = require_person(session, actor)
    board = session.get(SavedBoard, board_id)
    if board is None:
        raise NotFound("Denne tavla finnes ikke lenger.")
    held = {kept.id for kept in boards.saved_for(session, person.id)}
    scope = scope_of(session, person, actor)
    if board.id not in held or (scope is not None and board.activity.room_id not in scope):
        raise NotAllowed("Denne tavla ligger ikke i arbeidsmappa di.")
    return board


def cards_on(session: Session, actor: Actor, board: SavedBoard) -> list[tuple[str, list[Card]]]:
    """The board as arranged, with what the actor may still read of it."""
    reader = relations.reader_for(session, actor)
    arranged = [
        (title, relations.readable(session, reader, found))
        for title, found in boards.saved_cards(session, board)
    ]
    return [(title, found) for title, found in arranged if found]


def own_card(session: Session, actor: Actor, card_id: int) -> Card:
    """A card of one's own, from one's mappe. Raises NotFound, NotAllowed for another's."""
    person = require_person(session, actor)
    card = cards.find(session, card_id)
    scope = scope_of(session, person, actor)
    room_id = session.get_one(Activity, card.activity_id).room_id
    if (
        not cards.owned_by(session, card, actor)
        or card.owner_id is None
        or (scope is not None and room_id not in scope)
    ):
        raise NotAllowed("Bare den som eier kortet, kan gjøre dette.")
    return card
