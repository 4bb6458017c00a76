"""Who is in a kull: those with a seat, those who wait for one, and those who have left.

What concerns the room and the year asks `members`: guests, the waiting list and those who have
left are no part of it.
"""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from facilitator.models import Participant
from facilitator.models.people import SEATED


def members(cohort_id: int) -> Select[Participant]:
    """Those with a seat, in no order."""
    return select(Participant).where(
        Participant.cohort_id == cohort_id,
        Participant.guest_of.is_(None),
        Participant.place == SEATED,
    )


def everybody(cohort_id: int) -> Select[Participant]:
    """Those with a seat, those who wait and those who have left; never a guest."""
    return select(Participant).where(
        Participant.cohort_id == cohort_id, Participant.guest_of.is_(None)
    )


def count(session: Session, cohort_id: int) -> int:
    return session.scalar(select(func.count()).select_from(members(cohort_id).subquery())) or 0
