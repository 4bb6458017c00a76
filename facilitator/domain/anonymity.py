"""The promise that what was said without a name stays so, also when nobody presses «Avslutt».

It is kept when the activity ends (`phase_ends`), when its room is closed or deleted, and
half a day after it began, should the room have been left open.
"""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import copies, distributions, positions
from facilitator.domain.running import process_of, state_of
from facilitator.models import Activity

LONGEST = dt.timedelta(hours=12)
"""No activity is on so long: whoever began it has gone home."""


def keep_promise(session: Session, activity: Activity, now: dt.datetime) -> None:
    """Freeze what may be counted, lay out what waits, and destroy the key with the answers."""
    if state_of(activity).status != "planned":
        for phase in process_of(activity).phases[: activity.phase_index + 1]:
            distributions.freeze(session, activity, phase, now)
    copies.lay_out(session, activity)
    positions.forget(session, activity, now)


def keep_in_room(session: Session, room_id: int, now: dt.datetime) -> None:
    """The room is closed or deleted, whatever its activities had come to."""
    for activity in session.scalars(
        select(Activity).where(Activity.room_id == room_id, Activity.secret.is_not(None))
    ):
        keep_promise(session, activity, now)


def keep_overdue(session: Session, now: dt.datetime) -> int:
    """Activities that somebody forgot to end. Gives how many."""
    forgotten = session.scalars(
        select(Activity).where(Activity.secret.is_not(None), Activity.started_at < now - LONGEST)
    ).all()
    for activity in forgotten:
        keep_promise(session, activity, now)
    return len(forgotten)
