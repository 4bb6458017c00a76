"""How long text that nobody has said yes to is kept."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import anonymity, apart
from facilitator.domain.rooms import oslo_day
from facilitator.models import Draft

KEPT_UNAPPROVED = dt.timedelta(days=14)
KEPT_UNSHARED = dt.timedelta(days=30)


def delete_expired(session: Session, now: dt.datetime) -> int:
    """Stories nobody approved go after 14 days, unshared notes after 30. Gives how many.

    What was answered without a name is cut loose from everybody, should nobody have ended it,
    and «ikke sammen» of days that have passed is deleted.
    """
    old = session.scalars(
        select(Draft).where(
            (Draft.interview_id.is_not(None) & (Draft.updated_at < now - KEPT_UNAPPROVED))
            | (Draft.updated_at < now - KEPT_UNSHARED)
        )
    ).all()
    for draft in old:
        session.delete(draft)
    session.flush()
    anonymity.keep_overdue(session, now)
    apart.forget_past(session, oslo_day(now))
    return len(old)
