"""The log of the oppmøte: what was changed, when and by whom. What one tap changed is a press."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import AttendanceChange

HALF = "half"
ENTRY = "entry"
AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Press:
    """One tap. Its id comes from the page, so that sending it twice is one tap."""

    id: str
    by: str
    at: dt.datetime

    @classmethod
    def of(cls, press_id: str, by: str, at: dt.datetime) -> "Press":
        return cls(press_id or secrets.token_hex(8), by, at)


def keep(
    session: Session,
    cohort_id: int,
    participant_id: int,
    what: str,
    values: tuple[str, str],
    press: Press,
    *,
    gathering_id: int | None = None,
    half: str | None = None,
) -> None:
    """Note one change, from its value before to its value after."""
    session.add(
        AttendanceChange(
            cohort_id=cohort_id,
            participant_id=participant_id,
            gathering_id=gathering_id,
            half=half,
            what=what,
            before=values[0],
            after=values[1],
            at=press.at,
            by=press.by,
            press=press.id,
        )
    )


def is_known(session: Session, cohort_id: int, press: Press) -> bool:
    """Whether this tap has come before."""
    return bool(of_press(session, cohort_id, press.id))


def of_press(session: Session, cohort_id: int, press_id: str) -> list[AttendanceChange]:
    """What one tap changed, held until the write is done: two may take it back at once."""
    return list(
        session.scalars(
            select(AttendanceChange)
            .where(AttendanceChange.cohort_id == cohort_id, AttendanceChange.press == press_id)
            .order_by(AttendanceChange.id)
            .with_for_update()
        )
    )


def of_cohort(
    session: Session, cohort_id: int, *, older_than: int | None = None, most: int = 200
) -> list[AttendanceChange]:
    """The newest changes first; `older_than` goes on after a change that was shown."""
    query = select(AttendanceChange).where(AttendanceChange.cohort_id == cohort_id)
    if older_than is not None:
        query = query.where(AttendanceChange.id < older_than)
    return list(session.scalars(query.order_by(AttendanceChange.id.desc()).limit(most)))


def of_person(session: Session, participant_id: int) -> list[AttendanceChange]:
    """All that was changed of one person's year, newest first."""
    return list(
        session.scalars(
            select(AttendanceChange)
            .where(AttendanceChange.participant_id == participant_id)
            .order_by(AttendanceChange.id.desc())
        )
    )
