"""«Jeg er klar»: counted for the room, never listed."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.domain import audiences
from facilitator.models import (
    Activity,
    Group,
    Ready,
)


def mark(session: Session, activity_id: int, phase_key: str, person_id: int) -> None:
    known = session.scalar(
        select(Ready.id).where(
            Ready.activity_id == activity_id,
            Ready.phase_key == phase_key,
            Ready.participant_id == person_id,
        )
    )
    if known is None:
        session.add(Ready(activity_id=activity_id, phase_key=phase_key, participant_id=person_id))
        session.flush()


def mark_ready(session: Session, activity: Activity, phase_key: str, person_id: int) -> None:
    """«Jeg er klar.» Counted for the room, never listed."""
    mark(session, activity.id, phase_key, person_id)
    audiences.tell_counts(session, activity.room_id)
    audiences.tell_person(session, activity.room_id, person_id)


def mark_group(session: Session, group: Group, phase_key: str) -> None:
    for member in group.members:
        mark(session, group.activity_id, phase_key, member.participant_id)
    activity = session.get_one(Activity, group.activity_id)
    audiences.tell_counts(session, activity.room_id)


def unmark_group(session: Session, group: Group, phase_key: str) -> None:
    """«Vi er ikke ferdige likevel.»"""
    session.execute(
        delete(Ready).where(
            Ready.activity_id == group.activity_id,
            Ready.phase_key == phase_key,
            Ready.participant_id.in_([member.participant_id for member in group.members]),
        )
    )
    activity = session.get_one(Activity, group.activity_id)
    audiences.tell_counts(session, activity.room_id)
