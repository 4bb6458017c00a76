"""`/oppmote/person/<id>`: one person's year at the desk, with what may be changed of it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Attendance, Cohort, Participant
from facilitator.models.people import LEFT
from facilitator.presentation import attendance_list, attendance_log
from facilitator.presentation.attendance import PersonYear, person_year, units
from facilitator.presentation.attendance_list import Box
from facilitator.presentation.attendance_log import LogView
from facilitator.presentation.dates import short_date


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A samling; `boxes` only while it may be written: held, and not cancelled."""

    id: int
    name: str
    date: dt.date
    words: str
    unsaid: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    id: int
    name: str
    first_name: str
    about: str
    left: bool
    year: PersonYear
    said: str
    agreed: str
    agreed_on: str
    today: str
    entry: int | None
    days: tuple[PersonDay, ...]
    seen: str
    log: LogView


def view(session: Session, cohort: Cohort, person: Participant, today: dt.date) -> PersonView:
    year = person_year(session, cohort, person.id, today)
    agreed = year.standing.agreed
    status = _statuses(session, person)
    days = tuple(
        PersonDay(
            id=day.gathering_id,
            name=day.name,
            date=day.date,
            words=day.words,
            unsaid=any(half.state == "unsaid" for half in day.halves),
            boxes=tuple(
                attendance_list.box(
                    (day.gathering_id, person.id, half.half),
                    status.get((day.gathering_id, half.half), ""),
                )
                for half in day.halves
                if day.date <= today and half.state != "cancelled"
            ),
        )
        for day in year.days
    )
    return PersonView(
        id=person.id,
        name=person.name,
        first_name=person.first_name,
        about=", ".join(part for part in (person.role, person.workplace_name) if part),
        left=person.place == LEFT,
        year=year,
        said=_said(year),
        agreed=f"Avtalt {short_date(agreed.on)}, av {agreed.by}." if agreed else "",
        agreed_on=agreed.on.isoformat() if agreed else "",
        today=today.isoformat(),
        entry=person.entry_id,
        days=days,
        seen=attendance_list.seen_text(box for day in days for box in day.boxes),
        log=attendance_log.of_person(session, cohort, person, today),
    )


def _statuses(session: Session, person: Participant) -> dict[tuple[int, str], str]:
    rows = session.scalars(select(Attendance).where(Attendance.participant_id == person.id))
    return {(row.gathering_id, row.half): row.status for row in rows}


def _said(year: PersonYear) -> str:
    """«Med på 13 av 16 halve dager så langt. Kravet er 15 av 18.»"""
    stands = year.standing
    if not stands.so_far:
        return f"Kravet er {stands.required} av {units(stands, stands.total)}."
    return (
        f"Med på {stands.attended} av {units(stands, stands.so_far)} så langt. "
        f"Kravet er {stands.required} av {stands.total}."
    )
