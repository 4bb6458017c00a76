"""Loading the demo into a database, once, and telling how old it is."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.demo import data, days, folders, kull, plans
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort, Facilitator, Gathering, Room
from facilitator.models.cohort import YEAR

TODAYS_NUMBER = 8


class NotTheDemo(Exception):
    """The database belongs to a real kull; the demo stays out of it."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What one needs to open the demo. `days_old` is 0 on the day samling 8 is."""

    public_id: str
    join_code: str
    date: dt.date
    days_old: int
    leader_id: int
    leader_name: str


def ensure(database: Database, now: dt.datetime) -> Demo:
    """The demo in this database; loaded when the database is empty, else left as it is.

    All or nothing: whatever goes wrong, a half-loaded kull is never left behind. Raises
    NotTheDemo when somebody else's kull is there.
    """
    today = oslo_day(now)
    with database.reading() as session:
        found = _find(session, today)
    if found is None:
        with database.transaction() as session:
            # Another start may have been first while this one waited for the write lock.
            found = _find(session, today) or _load(session, now, today)
    return found


def is_empty(database: Database) -> bool:
    """Whether nobody's kull is here yet."""
    with database.reading() as session:
        return session.scalar(select(Cohort.id).limit(1)) is None


def _load(session: Session, now: dt.datetime, today: dt.date) -> Demo:
    loaded = kull.make(session, data.load(), today)
    plans.load_plans(loaded)
    days.load_past(loaded)
    plans.mark_held(loaded)
    folders.load_folders(loaded)
    days.open_today(loaded, now)
    session.flush()
    found = _find(session, today)
    assert found is not None
    return found


def _find(session: Session, today: dt.date) -> Demo | None:
    keys = session.scalars(select(Cohort.key).where(Cohort.kind == YEAR)).all()
    if not keys:
        return None
    if kull.KEY not in keys:
        raise NotTheDemo
    room, gathering = session.execute(
        select(Room, Gathering)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .join(Cohort, Cohort.id == Gathering.cohort_id)
        .where(Cohort.key == kull.KEY, Gathering.number == TODAYS_NUMBER)
    ).one()
    leader = session.scalars(select(Facilitator).order_by(Facilitator.id).limit(1)).one()
    return Demo(
        public_id=room.public_id,
        join_code=room.join_code,
        date=gathering.date,
        days_old=(today - gathering.date).days,
        leader_id=leader.id,
        leader_name=leader.name,
    )
