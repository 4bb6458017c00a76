"""Cards: what somebody has said yes to. Only its owner widens who may read one."""

import datetime as dt

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session, lazyload

from facilitator.db import record
from facilitator.domain import audiences, closed, facts, given, lost_rights, outdated, policies
from facilitator.domain.policies import Actor
from facilitator.domain.running import board_of, process_of
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import (
    Activity,
    Card,
    CardThread,
    GroupMember,
)

THANKS_LIMIT = 140

STORY_LEVELS = policies.LEVELS[:5]
"""What a teller may choose among; the festival comes with its own contributions."""

_SENT_BEFORE = (
    select(Card)
    .where(Card.author_id == bindparam("author"), Card.client_id == bindparam("client_id"))
    .options(lazyload("*"))  # mostly there is none, and preparing for its people costs as much
)


def find(session: Session, card_id: int) -> Card:
    card = session.get(Card, card_id)
    if card is None:
        raise NotFound("Kortet finnes ikke lenger.")
    return card


def by_client_id(session: Session, author_id: int, client_id: str) -> Card | None:
    """The card that this very POST has made before, if it is a repeated one."""
    return session.scalar(_SENT_BEFORE, {"author": author_id, "client_id": client_id})


def set_visibility(
    session: Session,
    card: Card,
    visibility: str,
    now: dt.datetime,
    *,
    show_name: bool | None = None,
) -> None:
    """The owner widens or narrows; narrowing takes effect on the board at once.

    `show_name` says whether the teller's name may stand with it; None leaves that as it is.
    """
    if visibility not in STORY_LEVELS:
        raise Invalid({"visibility": "Velg hvem som får lese den."})
    outdated.by_change(session, card, {}, visibility, show_name=show_name)
    lost_rights.narrowed(session, card, visibility, now, show_name=show_name)
    if show_name is not None:
        card.show_name = show_name
    was_on = shows_on_board(card)
    card.visibility = visibility
    card.withdrawn_at = None
    if policies.on_board(visibility):
        comes_back = not was_on and card.board_order is not None
        release(session, card)
        if comes_back:
            _arrange(session, card)
    elif was_on:
        leave_board(session, card)
    tell_owners(session, card)


def withdraw(session: Session, card: Card, now: dt.datetime) -> None:
    """Take it back: gone from every board and every saved board; the owner still has it."""
    take_back(session, card, now)
    if closed.is_given(card):
        given.tell_map(session, *given.place(session, card))
    tell_owners(session, card)


def take_back(session: Session, card: Card, now: dt.datetime) -> None:
    was_on = shows_on_board(card)
    card.withdrawn_at = card.withdrawn_at or now
    outdated.by_card(session, card)
    if was_on:
        leave_board(session, card)


def hide(session: Session, card: Card, now: dt.datetime) -> None:
    """The prosessleder takes a card off the board for now; nothing is lost."""
    if shows_on_board(card):
        card.hidden_at = now
        outdated.by_card(session, card)
        leave_board(session, card)
        tell_owners(session, card)


def unhide(session: Session, card: Card) -> None:
    if card.hidden_at is not None:
        card.hidden_at = None
        if shows_on_board(card):
            release(session, card)
        tell_owners(session, card)


def thank(session: Session, card: Card, text: str) -> None:
    """The teller's one line to the one who listened and wrote."""
    card.thanks = clean_line(text, "thanks", most=THANKS_LIMIT) or None
    tell_owners(session, card)
    session.flush()


def shows_on_board(card: Card) -> bool:
    return (
        policies.on_board(card.visibility) and card.withdrawn_at is None and card.hidden_at is None
    )


def release(session: Session, card: Card, room_id: int | None = None) -> None:
    """Put a card on the board, or renew it there. Order is arrival: the first release counts."""
    if not shows_on_board(card):
        return
    if room_id is None:
        activity = session.get_one(Activity, card.activity_id)
        room_id = activity.room_id
        card.board = card.board or board_of(process_of(activity), card.phase_key)
    name = audiences.board(room_id)
    revision = audiences.touch(session, name)
    comes_first = card.board_order is None
    if comes_first:
        card.board_order = revision
    else:
        card.version += 1
    session.add(card)  # a new one is stored together with its place
    session.flush()
    record(session, facts.CardOnBoard(name, revision, card.id))
    if not comes_first:
        _renew_tied(session, card)


def renew(session: Session, card: Card) -> None:
    """Say the card anew where it lies: something beside it has changed."""
    if card.board_order is None or not shows_on_board(card):
        return
    card.version += 1
    session.flush()
    name = audiences.board(session.get_one(Activity, card.activity_id).room_id)
    record(session, facts.CardOnBoard(name, audiences.touch(session, name), card.id))


def _renew_tied(session: Session, card: Card) -> None:
    """Stories that are tied to this one name it, or no longer do, wherever they lie."""
    if card.type != "story":
        return
    there = CardThread.from_card_id == card.id, CardThread.to_card_id == Card.id
    back = CardThread.to_card_id == card.id, CardThread.from_card_id == Card.id
    tied = select(Card).join(CardThread, or_(and_(*there), and_(*back)))
    for other in session.scalars(tied):
        renew(session, other)


def leave_board(session: Session, card: Card) -> None:
    activity = session.get_one(Activity, card.activity_id)
    card.version += 1
    arranged = card.cluster_id is not None or activity.spotlight_id == card.id
    if activity.spotlight_id == card.id:
        activity.spotlight_id = None
    name = audiences.board(activity.room_id)
    revision = audiences.touch(session, name)
    session.flush()
    record(session, facts.CardOffBoard(name, revision, card.id, card.version))
    _renew_tied(session, card)
    if arranged:
        # The light goes out, or a heading loses its last card: the picture around it changes.
        _arrange(session, card)


def _arrange(session: Session, card: Card) -> None:
    """Open pages fetch the board as it lies, for a card that comes back is not always last."""
    name = audiences.board(session.get_one(Activity, card.activity_id).room_id)
    record(session, facts.BoardArranged(name, audiences.touch(session, name)))


def tell_owners(session: Session, card: Card) -> None:
    """The teller, the one who wrote, and the leaders' counts."""
    room_id = session.get_one(Activity, card.activity_id).room_id
    for person in {card.owner_id, card.written_by_id} - {None}:
        assert person is not None
        audiences.tell_person(session, room_id, person)
    audiences.tell_counts(session, room_id)


def owned_by(session: Session, card: Card, actor: Actor) -> bool:
    """Whether the actor owns the card: its teller, or a member of the group that made it.

    A card that waits to be opened is in nobody's hands yet.
    """
    if actor.participant_id is None or closed.is_closed(card):
        return False
    if card.owner_id is not None:
        return card.owner_id == actor.participant_id
    found = session.scalar(
        select(GroupMember.id).where(
            GroupMember.group_id == card.group_id,
            GroupMember.participant_id == actor.participant_id,
        )
    )
    return found is not None


def require_owner(session: Session, card: Card, actor: Actor) -> None:
    if not owned_by(session, card, actor):
        raise NotAllowed("Bare den som eier kortet, kan gjøre dette.")
