"""Which prosessledere left so long ago that what leads to them goes, and who is gone already."""

import datetime as dt
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from facilitator.domain import cohort_leaders, retention_kinds
from facilitator.domain.method_access import OWN
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort, CohortLeader, Erasure, Facilitator, Method

FACILITATOR: Final = "facilitator"
"""The kind of domain/erasures.py."""


def gone() -> Select[int]:
    """The numbers of those who are emptied already."""
    return select(Erasure.row_id).where(Erasure.kind == FACILITATOR)


def is_gone(session: Session, facilitator_id: int) -> bool:
    return session.scalar(gone().where(Erasure.row_id == facilitator_id).limit(1)) is not None


def alone_in(session: Session, on: dt.date) -> dict[int, tuple[str, ...]]:
    """Who is kursholder of a kull that had not ended that day, and has no other: their names."""
    ends = retention_kinds.ended(session)
    held = [each for each in cohort_leaders.without_owner(session) if _goes_on(each, ends, on)]
    rows = session.execute(
        select(CohortLeader.facilitator_id, Cohort.name)
        .join(Cohort, Cohort.id == CohortLeader.cohort_id)
        .where(CohortLeader.is_owner, Cohort.id.in_([each.id for each in held]))
        .order_by(Cohort.name, Cohort.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for leader, name in rows:
        found[leader] = (*found.get(leader, ()), name)
    return found


def _goes_on(cohort: Cohort, ends: dict[int, dt.date], on: dt.date) -> bool:
    """A kull without dates has no end."""
    return cohort.id not in ends or ends[cohort.id] >= on


def due(session: Session, before: dt.datetime) -> list[Facilitator]:
    """Those closed out before the moment, but for whoever alone held a kull that went on then."""
    wanted = select(Facilitator).where(
        Facilitator.closed_at < before, Facilitator.id.not_in(gone())
    )
    found = session.scalars(wanted.order_by(Facilitator.id)).all()
    alone = alone_in(session, oslo_day(before)) if found else {}
    return [each for each in found if each.id not in alone]


def count_due(session: Session, before: dt.datetime, do: bool) -> int:
    """A rule of domain/retention.py. Housekeeping carries it out: `leaving.forget_due`.

    What they had shared and somebody has since taken out of the library is nobody's, and goes now.
    """
    if do:
        theirs = Method.facilitator_id.in_(gone())
        session.execute(delete(Method).where(theirs, Method.scope == OWN))
    return len(due(session, before))
