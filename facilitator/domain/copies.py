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

from facilitator.domain import cards, process_dates
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
        session.add(
            Copy(
                id=secrets.token_hex(16),
                activity_id=activity.id,
                phase_key=phase.key,
                board=board,
                type=phase.card.type if phase.card else "",
                fields=dict(fields),
                withdraw_digest=digest,
            )
        )
    session.flush()
    if waits(session, activity, board) >= BATCH:
        lay_out(session, activity, board)


def waits(session: Session, activity: Activity, board: str) -> int:
    count = session.scalar(
        select(func.count())
        .select_from(Copy)
        .where(Copy.activity_id == activity.id, Copy.board == board)
    )
    return count or 0


def lay_out(session: Session, activity: Activity, board: str = "") -> None:
    """What waits comes to the board, shuffled; of where it came from nothing is left."""
    wanted = select(Copy).where(Copy.activity_id == activity.id)
    waiting = list(session.scalars(wanted.where(Copy.board == board) if board else wanted))
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
            visibility="room",
            created_at=moment,
            approved_at=moment,
        )
        session.add(card)
        session.flush()
        cards.release(session, card)
    session.execute(delete(Copy).where(Copy.id.in_([copy.id for copy in waiting])))
    session.flush()


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
    cards.leave_board(session, card)
    session.delete(card)
    session.flush()
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
