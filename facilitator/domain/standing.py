"""How one stands against the kull's oppmøte requirement: integers, and what is still reachable."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.attendance import HALVES
from facilitator.models import Attendance, Cohort, Gathering

Known = dict[tuple[int, str], bool]
"""(samling, half) → whether somebody was there, as a prosessleder has confirmed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whole units, half days or days. `total` leaves out what was cancelled."""

    unit: str
    attended: int
    so_far: int
    total: int
    required: int

    @property
    def remaining(self) -> int:
        return self.total - self.so_far

    @property
    def status(self) -> str:
        """`met`, `on_track`, `needs_rest` or `needs_agreement`."""
        missing = self.required - self.attended
        if missing <= 0:
            return "met"
        if missing > self.remaining:
            return "needs_agreement"
        return "needs_rest" if missing == self.remaining else "on_track"


def standing(session: Session, cohort: Cohort, participant_id: int, today: dt.date) -> Standing:
    """A past day counts whole; of today only the halves that are confirmed."""
    rows = session.execute(
        select(Attendance.gathering_id, Attendance.half, Attendance.status).where(
            Attendance.participant_id == participant_id, Attendance.status != "proposed"
        )
    )
    known = {(row.gathering_id, row.half): row.status == "present" for row in rows}
    planned = [gathering for gathering in cohort.gatherings if not gathering.cancelled]
    days = [_held(gathering, known, today) for gathering in planned]
    if cohort.attendance_unit == "day":
        return _whole_days(days, cohort.attendance_threshold)
    return _half_days(days, cohort.attendance_threshold)


def _held(gathering: Gathering, known: Known, today: dt.date) -> list[bool]:
    """For each half that has been held: whether one was there."""
    return [
        known.get((gathering.id, half), False)
        for half in HALVES
        if gathering.date < today or (gathering.date == today and (gathering.id, half) in known)
    ]


def _half_days(days: list[list[bool]], threshold: int) -> Standing:
    halves = [there for day in days for there in day]
    total = len(HALVES) * len(days)
    return Standing("half_day", sum(halves), len(halves), total, _required(threshold, total))


def _whole_days(days: list[list[bool]], threshold: int) -> Standing:
    held = [all(day) for day in days if len(day) == len(HALVES)]
    return Standing("day", sum(held), len(held), len(days), _required(threshold, len(days)))


def _required(threshold: int, total: int) -> int:
    """Eighty percent of 18 is 14.4, and then 15 are needed: never rounded in one's favour."""
    return -(-threshold * total // 100)
