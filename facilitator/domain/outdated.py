"""Large files that hold what somebody has taken back meanwhile: nobody gets them any more.

What lies ready is as if its day were over, and housekeeping takes it away. What is being made is
begun anew, and reads what may be read then. Nothing says why, for that is its owner's own.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from facilitator.domain import policies
from facilitator.domain.jobs import DONE, QUEUED, RUNNING
from facilitator.models import Activity, Card, Gathering, Job, Participant, Room

WITH_TEXTS = ("portfolios", "notes")
"""The kinds that hold what people have written; a kompetansebevis is its register's."""
OVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def by_card(session: Session, card: Card) -> None:
    """It is read by fewer than before, or without a name that stood there."""
    _outdate(
        session,
        select(Gathering.cohort_id)
        .join(Room, Room.gathering_id == Gathering.id)
        .join(Activity, Activity.room_id == Room.id)
        .where(Activity.id == card.activity_id),
    )


def by_change(
    session: Session,
    card: Card,
    fields: Mapping[str, Any],
    visibility: str | None = None,
    *,
    show_name: bool | None = None,
) -> None:
    """Before it becomes this; None stays as it is. Only where a yes is taken back by it."""
    narrower = visibility is not None and not policies.at_least(visibility, card.visibility)
    nameless = card.show_name and show_name is False
    unticked = any(fields.get(name) is False for name, was in card.fields.items() if was is True)
    if narrower or nameless or unticked:
        by_card(session, card)


def by_person(session: Session, person: Participant) -> None:
    """Something that they had handed in is their own again."""
    _outdate(session, select(Participant.cohort_id).where(Participant.id == person.id))


def _outdate(session: Session, cohort: Select[int]) -> None:
    mine = (Job.cohort_id.in_(cohort), Job.kind.in_(WITH_TEXTS))
    # In this order: what is finished between the two is found by the second.
    for status, values in (
        (RUNNING, {"status": QUEUED, "seen_at": None}),
        (DONE, {"ended_at": OVER}),
    ):
        session.execute(
            update(Job)
            .where(*mine, Job.status == status)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
