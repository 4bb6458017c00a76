"""Oppmøte: joining proposes, a prosessleder confirms. Integers only, and never a reason."""

import datetime as dt

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from facilitator.domain.standing import HALVES as HALVES
from facilitator.models import Attendance, Gathering


def propose(session: Session, gathering: Gathering, participant_id: int, half: str) -> None:
    """Joining is a proposal; what a prosessleder has confirmed is left alone."""
    if gathering.cohort.passes:
        return
    if _find(session, gathering.id, participant_id, half) is None:
        session.add(
            Attendance(
                gathering_id=gathering.id,
                participant_id=participant_id,
                half=half,
                status="proposed",
            )
        )
        session.flush()


def propose_all(
    session: Session, gathering: Gathering, participant_ids: set[int], half: str
) -> None:
    """The same for everybody at once; two queries, however many they are."""
    if gathering.cohort.passes:
        return
    known = session.scalars(
        select(Attendance.participant_id).where(
            Attendance.gathering_id == gathering.id, Attendance.half == half
        )
    )
    session.add_all(
        Attendance(gathering_id=gathering.id, participant_id=person, half=half, status="proposed")
        for person in sorted(participant_ids - set(known))
    )
    session.flush()


def withdraw_proposals(session: Session, gathering_id: int, participant_id: int) -> None:
    """It was somebody else under this name; what a prosessleder has confirmed stays."""
    session.execute(
        delete(Attendance).where(
            Attendance.gathering_id == gathering_id,
            Attendance.participant_id == participant_id,
            Attendance.status == "proposed",
        )
    )


def confirm(
    session: Session,
    gathering: Gathering,
    participant_id: int,
    half: str,
    *,
    present: bool,
    by: str,
    now: dt.datetime,
) -> Attendance:
    """Say for certain that somebody was, or was not, there for a half day."""
    row = _find(session, gathering.id, participant_id, half)
    if row is None:
        row = Attendance(gathering_id=gathering.id, participant_id=participant_id, half=half)
        session.add(row)
    row.status = "present" if present else "absent"
    row.confirmed_at = now
    row.confirmed_by = by
    session.flush()
    return row


def confirm_proposed(
    session: Session, gathering: Gathering, half: str, *, by: str, now: dt.datetime
) -> int:
    """The whole list with one tap. Gives how many were confirmed."""
    rows = session.scalars(
        select(Attendance).where(
            Attendance.gathering_id == gathering.id,
            Attendance.half == half,
            Attendance.status == "proposed",
        )
    ).all()
    for row in rows:
        row.status, row.confirmed_at, row.confirmed_by = "present", now, by
    session.flush()
    return len(rows)


_ROW = select(Attendance).where(
    Attendance.gathering_id == bindparam("gathering"),
    Attendance.participant_id == bindparam("person"),
    Attendance.half == bindparam("half"),
)


def _find(session: Session, gathering_id: int, participant_id: int, half: str) -> Attendance | None:
    row = {"gathering": gathering_id, "person": participant_id, "half": half}
    return session.scalar(_ROW, row)


def attended_units(session: Session, participant_id: int) -> int:
    """How many half days are confirmed as present."""
    rows = session.scalars(
        select(Attendance.id).where(
            Attendance.participant_id == participant_id, Attendance.status == "present"
        )
    )
    return len(rows.all())
