"""«Se opp»: a prosessleder asks all who look at a phone to look up for a moment."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, facts
from facilitator.models import Room

NOT_AGAIN_FOR = 5_000
"""A second press in this time, or the other leader's, is the same call."""


def call(session: Session, room: Room, now: dt.datetime) -> bool:
    """Ask everybody to look up. False when they have just been asked."""
    at = int(now.timestamp() * 1000)
    if room.called_at is not None and 0 <= at - room.called_at < NOT_AGAIN_FOR:
        return False
    room.called_at = at
    session.flush()
    name = audiences.room(room.id)
    record(session, facts.EverybodyCalled(name, audiences.touch(session, name), at))
    return True
