"""That a right has ended, or a circle of readers is narrower, where no row is left to say so.

It is remembered by numbers alone beside what was deleted, for domain/taken_back_again.py.
"""

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import facts, policies
from facilitator.models import Card, Erasure

LED: Final = "led"
"""Prosessleder of a kull: the kull's number, and theirs."""
HELD: Final = "held"
"""Kursholder of it: the same two."""
OWNED: Final = "owned"
"""Owner of the installation: theirs."""
NARROWED: Final = "narrowed"
"""Who may read a card: the card's number, and how many of `policies.LEVELS` lie below."""
UNRELEASED: Final = "unreleased"
"""A contribution is off the festival's open page: its number."""
NAMELESS: Final = "nameless"
"""The teller's name stands with a card no longer: the card's number."""
UNSIGNED: Final = "unsigned"
"""Nor with a contribution to the festival: its number."""
UNLINKED: Final = "unlinked"
"""An account at a provider opens nothing any more: its number."""
REMOVED: Final = "removed"
"""A photo was taken away: its number."""
DELETED: Final = "deleted"
"""A card was taken back by its giver before it was opened: its number.

Not a copy without a name: when it was taken back, beside all else that was just then, would say
whose it is.
"""
KINDS: Final = (
    LED, HELD, OWNED, NARROWED, UNRELEASED, NAMELESS, UNSIGNED, UNLINKED, REMOVED, DELETED,
)  # fmt: skip


def remember(
    session: Session, kind: str, number: int, now: dt.datetime, second: int | None = None
) -> None:
    session.add(Erasure(kind=kind, row_id=number, into_id=second, at=now))
    record(session, facts.TakenBack())
    session.flush()


def narrowed(
    session: Session,
    card: Card,
    visibility: str,
    now: dt.datetime,
    *,
    show_name: bool | None = None,
) -> None:
    """Before a card gets another circle of readers, or loses the name; what shows as much or more
    is no news.

    It tells nobody: what leaves a board says so itself, and the rest is found by looking.
    """
    level = policies.LEVELS.index(visibility)
    if level < policies.LEVELS.index(card.visibility):
        session.add(Erasure(kind=NARROWED, row_id=card.id, into_id=level, at=now))
    if card.show_name and show_name is False:
        session.add(Erasure(kind=NAMELESS, row_id=card.id, at=now))
