"""«Angre» in the log of the oppmøte: a whole tap, or one line of it, becomes what it was.

Refused for what has been changed since, so that an old tap never writes over a newer one.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import attendance, attendance_log, attendance_terms
from facilitator.domain.attendance_log import AGREEMENT, ENTRY, HALF
from facilitator.errors import Invalid, NotFound
from facilitator.models import (
    Attendance,
    AttendanceAgreement,
    AttendanceChange,
    Cohort,
    Gathering,
    Participant,
)

GONE = "Denne linja finnes ikke i loggen."

Place = tuple[int, str, int | None, str | None]
"""What a change is about: participant, what, and of a half day which."""


def take_back(
    session: Session,
    cohort: Cohort,
    *,
    press: str = "",
    change_id: int | None = None,
    by: str,
    now: dt.datetime,
) -> int:
    """Gives how many changes were taken back; those that were already are left alone.

    Raises Invalid when something of it has been changed since: then nothing is taken back.
    """
    chosen = _chosen(session, cohort, press, change_id)
    still = [change for change in chosen if change.taken_back_at is None]
    _require_unchanged(session, cohort, still)
    rows = attendance.rows_of(session, [_cell(change) for change in still if change.what == HALF])
    for change in reversed(still):
        if change.what == HALF:
            _restore_half(session, change, rows[_cell(change)], by, now)
        else:
            _restore_term(session, change, by, now)
        change.taken_back_at, change.taken_back_by = now, by
    session.flush()
    return len(still)


def _chosen(
    session: Session, cohort: Cohort, press: str, change_id: int | None
) -> list[AttendanceChange]:
    if change_id is None:
        found = attendance_log.of_press(session, cohort.id, press)
    else:
        one = session.get(AttendanceChange, change_id, with_for_update=True)
        found = [one] if one is not None and one.cohort_id == cohort.id else []
    if not found:
        raise NotFound(GONE)
    return found


def _require_unchanged(
    session: Session, cohort: Cohort, changes: Sequence[AttendanceChange]
) -> None:
    if not changes:
        return
    newer = session.scalars(
        select(AttendanceChange).where(
            AttendanceChange.cohort_id == cohort.id,
            AttendanceChange.id > changes[0].id,
            AttendanceChange.taken_back_at.is_(None),
        )
    )
    ours = {change.id for change in changes}
    since = {_place(change) for change in newer if change.id not in ours}
    last = {_place(change): change for change in changes}
    now = _values(session, changes)
    moved = [place for place, change in last.items() if now[place] != change.after]
    if late := sorted({place[0] for place in since & last.keys()} | {p[0] for p in moved}):
        raise Invalid({"log": _changed_since(session, late)})


def _place(change: AttendanceChange) -> Place:
    if change.what == HALF:
        return (change.participant_id, HALF, change.gathering_id, change.half)
    return (change.participant_id, change.what, None, None)


def _changed_since(session: Session, people: Sequence[int]) -> str:
    named = select(Participant).where(Participant.id.in_(people)).order_by(Participant.name)
    names = [person.first_name for person in session.scalars(named)]
    who = names[0] if len(names) == 1 else f"{names[0]} og {len(names) - 1} til"
    return f"Oppmøtet til {who} er endret siden. Angre det nyeste først, eller rett det på lista."


def _values(session: Session, changes: Sequence[AttendanceChange]) -> dict[Place, str]:
    """What stands now, of all that the changes are about. At most three queries."""
    people = {change.participant_id for change in changes}
    halves = select(Attendance).where(
        Attendance.participant_id.in_(people),
        Attendance.gathering_id.in_({change.gathering_id for change in changes}),
    )
    known: dict[Place, str] = {
        (row.participant_id, HALF, row.gathering_id, row.half): row.status
        for row in session.scalars(halves)
    }
    for person in session.scalars(select(Participant).where(Participant.id.in_(people))):
        known[person.id, ENTRY, None, None] = str(person.entry_id or "")
    agreed = select(AttendanceAgreement).where(AttendanceAgreement.participant_id.in_(people))
    for row in session.scalars(agreed):
        known[row.participant_id, AGREEMENT, None, None] = row.agreed_on.isoformat()
    return {place: known.get(place, "") for place in map(_place, changes)}


def _cell(change: AttendanceChange) -> attendance.Cell:
    return (change.gathering_id or 0, change.participant_id, change.half or "")


def _restore_term(session: Session, change: AttendanceChange, by: str, now: dt.datetime) -> None:
    if change.what == ENTRY:
        person = session.get_one(Participant, change.participant_id)
        earlier = session.get(Gathering, int(change.before)) if change.before else None
        person.entry_id = earlier.id if earlier is not None else None
    else:
        earlier_on = dt.date.fromisoformat(change.before) if change.before else None
        by, at = _said_by(session, change, by, now)
        attendance_terms.write_agreement(session, change.participant_id, earlier_on, by, at)


def _restore_half(
    session: Session, change: AttendanceChange, row: Attendance, by: str, now: dt.datetime
) -> None:
    if not change.before:
        session.delete(row)
        return
    row.status = change.before
    if change.before == "proposed":
        row.confirmed_at = row.confirmed_by = None
    else:
        row.confirmed_by, row.confirmed_at = _said_by(session, change, by, now)


def _said_by(
    session: Session, change: AttendanceChange, by: str, now: dt.datetime
) -> tuple[str, dt.datetime]:
    """Who had said what now stands again, and when."""
    query = select(AttendanceChange).where(
        AttendanceChange.participant_id == change.participant_id,
        AttendanceChange.what == change.what,
        AttendanceChange.after == change.before,
        AttendanceChange.id < change.id,
        AttendanceChange.taken_back_at.is_(None),
    )
    if change.what == HALF:
        query = query.where(
            AttendanceChange.gathering_id == change.gathering_id,
            AttendanceChange.half == change.half,
        )
    earlier = session.scalars(query.order_by(AttendanceChange.id.desc()).limit(1)).first()
    return (earlier.by, earlier.at) if earlier is not None else (by, now)
