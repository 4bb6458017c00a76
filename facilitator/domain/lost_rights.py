"""That somebody no longer leads or owns something, where no row is left that would say so.

It is remembered by numbers alone beside what was deleted, for domain/taken_back.py.
"""

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import facts
from facilitator.models import Erasure

LED: Final = "led"
"""Prosessleder of a kull: the kull's number, and theirs."""
HELD: Final = "held"
"""Kursholder of it: the same two."""
OWNED: Final = "owned"
"""Owner of the installation: theirs."""


def remember(
    session: Session, kind: str, number: int, now: dt.datetime, leader: int | None = None
) -> None:
    session.add(Erasure(kind=kind, row_id=number, into_id=leader, at=now))
    record(session, facts.TakenBack())
    session.flush()
