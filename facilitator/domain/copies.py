"""Copies for the board, cut loose from their author.

A copy holds no author, client id, individual time or order of arrival. It waits without
any of these and is laid out in shuffled batches. The secret to withdraw it lives on the
phone it came from; here is only a digest.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, cards, facts, outdated, process_dates
from facilitator.domain.running import board_of, process_of
from facilitator.models import Activity, Card, Copy
from facilitator.processes.schema import Phase

BATCH = 3
"""So many wait until they are laid out together; the rest when the phase ends."""


def offer(
    session: Session, activity: Activity, phase: Phase, fields: Mapping[str, Any], secret: str
) -> None:
    """A copy waits for its batch. The same secret again changes the same copy."""
    digest = _digest(secret)
    board = board_of(process_of(activity), phase.key)
    lying = session.scalar(select(Card).where(Card.withdraw_digest == digest))
    waiting = session.scalar(select(Copy).where(Copy.withdraw_digest == digest))
    if lying is not None:
        lying.fields = dict(fields)
        lying.withdrawn_at = None
        cards.release(session, lying)
    elif waiting is not None:
        waiting.fields = dict(fields)
    else:
        _wait(
            session,
            Copy(
                id=secrets.token_hex(16),
                activity_id=activity.id,
                phase_key=phase.key,
                board=board,
                type=phase.card.type if phase.card else "",
                fields=dict(fields),
                withdraw_digest=digest,
            ),
        )
    session.flush()
    if waits(session, activity, board) >= BATCH:
        lay_out(session, activity, board)


def _wait(session: Session, copy: Copy) -> None:
    """All that wait are put down anew in random order: the first row is not the first to come."""
    waiting = _waiting(session, copy.activity_id, copy.board)
    again = [copy, *(_same(other) for other in waiting)]
    for other in waiting:
        session.delete(other)
    session.flush()
    secrets.SystemRandom().shuffle(again)
    for one in again:
        session.add(one)
        session.flush()


def _same(copy: Copy) -> Copy:
    return Copy(
        id=secrets.token_hex(16),
        activity_id=copy.activity_id,
        phase_key=copy.phase_key,
        board=copy.board,
        type=copy.type,
        fields=dict(copy.fields),
        withdraw_digest=copy.withdraw_digest,
    )


def _waiting(session: Session, activity_id: int, board: str = "") -> list[Copy]:
    wanted = select(Copy).where(Copy.activity_id == activity_id)
    return list(session.scalars(wanted.where(Copy.board == board) if board else wanted))


def waits(session: Session, activity: Activity, board: str) -> int:
    count = session.scalar(
        select(func.count())
        .select_from(Copy)
        .where(Copy.activity_id == activity.id, Copy.board == board)
    )
    return count or 0


def lay_out(session: Session, activity: Activity, board: str = "") -> None:
    """What waits comes to the board, shuffled; of where it came from nothing is left."""
    waiting = _waiting(session, activity.id, board)
    secrets.SystemRandom().shuffle(waiting)
    moment = process_dates.begun(activity)
    for copy in waiting:
        card = Card(
            activity_id=activity.id,
            phase_key=copy.phase_key,
            type=copy.type,
            fields=dict(copy.fields),
            board=copy.board,
            client_id=secrets.token_hex(16),
            withdraw_digest=copy.withdraw_digest,
            visibility=_level(activity, copy.board),
            created_at=moment,
            approved_at=moment,
        )
        session.add(card)
        session.flush()
        cards.release(session, card)
    if waiting:
        session.execute(delete(Copy).where(Copy.id.in_([copy.id for copy in waiting])))
        session.flush()
        _lie_anywhere(session, activity)


def _lie_anywhere(session: Session, activity: Activity) -> None:
    """Open pages fetch the board anew: on it copies do not lie in order of arrival."""
    name = audiences.board(activity.room_id)
    record(session, facts.BoardArranged(name, audiences.touch(session, name)))


def anywhere(activity_id: int, lying: list[Card]) -> list[Card]:
    """Copies without an author in an order that says nothing of when they came.

    It stands still from one look to the next. What the prosessleder has given a place, and
    all other cards, lie where they lay.
    """
    loose = [n for n, card in enumerate(lying) if card.withdraw_digest and card.place is None]
    drawn = sorted((lying[n] for n in loose), key=lambda card: _digest(f"{activity_id}:{card.id}"))
    order = list(lying)
    for n, card in zip(loose, drawn, strict=True):
        order[n] = card
    return order


def _level(activity: Activity, board: str) -> str:
    """A board that the kull keeps holds its copies after today."""
    kept = process_of(activity).boards.get(board)
    return "cohort" if kept is not None and kept.saved == "cohort" else "room"


def withdraw(session: Session, activity: Activity, secret: str) -> bool:
    """Taken back by the phone that holds the secret. Gives whether there was anything."""
    digest = _digest(secret)
    waiting = session.scalar(
        select(Copy).where(Copy.withdraw_digest == digest, Copy.activity_id == activity.id)
    )
    if waiting is not None:
        session.delete(waiting)
        session.flush()
        return True
    card = session.scalar(
        select(Card).where(Card.withdraw_digest == digest, Card.activity_id == activity.id)
    )
    if card is None:
        return False
    outdated.by_card(session, card)
    cards.leave_board(session, card)
    session.delete(card)
    session.flush()
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
