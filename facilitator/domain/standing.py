"""How one stands against the kull's oppmøte requirement: integers, and what is still reachable.

`compute` is pure. `standing` reads one person and `standings_of` the whole kull, both in a fixed
number of queries.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from facilitator.domain import roster
from facilitator.models import Attendance, AttendanceAgreement, Cohort, Gathering, Participant
from facilitator.models.cohort import BOTH_HALVES, FROM_ENTRY

HALVES = ("forenoon", "afternoon")
BY_DAY = "day"
PROPOSED = "proposed"

Known = Mapping[tuple[int, str], bool | None]
"""(samling, half) → whether somebody was there; None while it is only proposed."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a kull has decided of its oppmøte."""

    unit: str
    threshold: int
    includes_festival: bool = True
    late_entry: str = "whole_year"


@dataclass(frozen=True, slots=True)
class Day:
    """A samling. `listed`: the halves of which a prosessleder has confirmed something."""

    id: int
    number: int
    date: dt.date
    halves: tuple[str, ...] = HALVES
    is_festival: bool = False
    cancelled: bool = False
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agreed:
    """«Avtalt»: when and by whom, never why."""

    on: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whole units, half days or days. `total` leaves out what was cancelled.

    `unconfirmed` are those of the held ones that nobody has confirmed. They count as not
    attended, but they are not lost yet, so nobody is told on account of them alone that the
    requirement is out of reach.
    """

    unit: str
    attended: int
    so_far: int
    total: int
    required: int
    unconfirmed: int = 0
    agreed: Agreed | None = None
    entered: int | None = None
    """The number of the samling somebody came in with, when that is not the first."""

    @property
    def remaining(self) -> int:
        return self.total - self.so_far

    @property
    def met(self) -> bool:
        """Where no samling counts, nothing is met yet."""
        return self.total > 0 and self.attended >= self.required

    @property
    def fulfilled(self) -> bool:
        """What the kompetansebevis asks for: met, or agreed."""
        return self.met or self.agreed is not None

    @property
    def status(self) -> str:
        """`met`, `agreed`, `on_track`, `needs_rest` or `needs_agreement`."""
        if self.met:
            return "met"
        if self.agreed is not None:
            return "agreed"
        missing = self.required - self.attended
        if missing > self.remaining + self.unconfirmed:
            return "needs_agreement"
        return "needs_rest" if missing and missing >= self.remaining else "on_track"


def compute(
    rules: Rules,
    days: Iterable[Day],
    known: Known,
    agreement: Agreed | None,
    entry: int | None,
    today: dt.date,
) -> Standing:
    """A past day counts whole; of today only the halves that are confirmed.

    `entry` is the samling somebody came in with. Whether what was before it is lost or left
    out is for the kull to say.
    """
    planned = list(days)
    first = next((day for day in planned if day.id == entry), None)
    counted = [day for day in planned if not day.cancelled]
    if not rules.includes_festival:
        counted = [day for day in counted if not day.is_festival]
    if first is not None and rules.late_entry == FROM_ENTRY:
        counted = [day for day in counted if not _before(day, first)]
    units = [unit for day in counted for unit in _units(rules, _marks(day, known, first, today))]
    return Standing(
        unit=rules.unit,
        attended=units.count("there"),
        so_far=len(units) - units.count("coming"),
        total=len(units),
        required=required(rules.threshold, len(units)),
        unconfirmed=units.count("unsaid"),
        agreed=agreement,
        entered=first.number if first is not None else None,
    )


def _before(day: Day, first: Day) -> bool:
    return (day.date, day.number) < (first.date, first.number)


def _marks(day: Day, known: Known, first: Day | None, today: dt.date) -> list[str]:
    return [mark(day, half, known, first, today) for half in day.halves]


def mark(day: Day, half: str, known: Known, first: Day | None, today: dt.date) -> str:
    """What is known of one half: `there`, `away`, `unsaid` (held, not confirmed) or `coming`.

    Before somebody came in there is nothing to confirm.
    """
    said = known.get((day.id, half))
    if said is not None:
        return "there" if said else "away"
    if day.date >= today:
        return "coming"
    if first is not None and _before(day, first):
        return "away"
    proposed = (day.id, half) in known
    return "unsaid" if proposed or half not in day.listed else "away"


def _units(rules: Rules, marks: list[str]) -> list[str]:
    """A day counts when all its halves that are held were attended, and is lost with one."""
    if rules.unit != BY_DAY:
        return marks
    return [next((m for m in ("away", "coming", "unsaid") if m in marks), "there")]


def required(threshold: int, total: int) -> int:
    """Eighty percent of 18 is 14.4, and then 15 are needed: never rounded in one's favour."""
    return -(-threshold * total // 100)


def rules_of(cohort: Cohort) -> Rules:
    return Rules(
        unit=cohort.attendance_unit,
        threshold=cohort.attendance_threshold,
        includes_festival=cohort.attendance_includes_festival,
        late_entry=cohort.late_entry,
    )


def held_halves(gathering: Gathering) -> tuple[str, ...]:
    return HALVES if gathering.halves == BOTH_HALVES else (gathering.halves,)


@dataclass(frozen=True, slots=True)
class Records:
    """The year's samlinger in their order, and what is known of each person."""

    days: tuple[Day, ...]
    known: dict[int, dict[tuple[int, str], bool | None]]


def records_of(session: Session, cohort: Cohort) -> Records:
    """Of the whole kull, whoever still has a place in it or not. One query."""
    rows = session.execute(
        select(
            Attendance.participant_id, Attendance.gathering_id, Attendance.half, Attendance.status
        )
        .join(Gathering, Gathering.id == Attendance.gathering_id)
        .where(Gathering.cohort_id == cohort.id)
    ).all()
    known: dict[int, dict[tuple[int, str], bool | None]] = {}
    listed: dict[int, set[str]] = {}
    for row in rows:
        known.setdefault(row.participant_id, {})[row.gathering_id, row.half] = _said(row.status)
        if row.status != PROPOSED:
            listed.setdefault(row.gathering_id, set()).add(row.half)
    return Records(_days(cohort, listed), known)


def records_of_one(session: Session, cohort: Cohort, participant_id: int) -> Records:
    """The same for one person, without reading what the others have. One query."""
    own = case((Attendance.participant_id == participant_id, Attendance.status))
    confirmed = case((Attendance.status != PROPOSED, 1), else_=0)
    rows = session.execute(
        select(
            Attendance.gathering_id,
            Attendance.half,
            func.max(own).label("own"),
            func.max(confirmed).label("confirmed"),
        )
        .join(Gathering, Gathering.id == Attendance.gathering_id)
        .where(Gathering.cohort_id == cohort.id)
        .group_by(Attendance.gathering_id, Attendance.half)
    ).all()
    listed: dict[int, set[str]] = {}
    for row in rows:
        if row.confirmed:
            listed.setdefault(row.gathering_id, set()).add(row.half)
    known = {(row.gathering_id, row.half): _said(row.own) for row in rows if row.own}
    return Records(_days(cohort, listed), {participant_id: known})


def _said(status: str) -> bool | None:
    return None if status == PROPOSED else status == "present"


def _days(cohort: Cohort, listed: Mapping[int, set[str]]) -> tuple[Day, ...]:
    return tuple(
        Day(
            id=gathering.id,
            number=gathering.number,
            date=gathering.date,
            halves=held_halves(gathering),
            is_festival=gathering.is_festival,
            cancelled=gathering.cancelled,
            listed=frozenset(listed.get(gathering.id, ())),
        )
        for gathering in sorted(cohort.gatherings, key=lambda g: (g.date, g.number))
    )


def agreed_of(session: Session, cohort_id: int) -> dict[int, Agreed]:
    rows = session.scalars(
        select(AttendanceAgreement)
        .join(Participant, Participant.id == AttendanceAgreement.participant_id)
        .where(Participant.cohort_id == cohort_id)
    )
    return {row.participant_id: Agreed(row.agreed_on, row.by) for row in rows}


def agreed_with(session: Session, participant_id: int) -> Agreed | None:
    row = session.get(AttendanceAgreement, participant_id)
    return Agreed(row.agreed_on, row.by) if row is not None else None


def standing(session: Session, cohort: Cohort, participant_id: int, today: dt.date) -> Standing:
    """How one person stands."""
    records = records_of_one(session, cohort, participant_id)
    return compute(
        rules_of(cohort),
        records.days,
        records.known[participant_id],
        agreed_with(session, participant_id),
        session.get_one(Participant, participant_id).entry_id,
        today,
    )


def standings_of(session: Session, cohort: Cohort, today: dt.date) -> dict[int, Standing]:
    """Participant → standing, for all who are in the kull. The queries do not grow with them."""
    rules, records = rules_of(cohort), records_of(session, cohort)
    agreed = agreed_of(session, cohort.id)
    return {
        person.id: compute(
            rules,
            records.days,
            records.known.get(person.id, {}),
            agreed.get(person.id),
            person.entry_id,
            today,
        )
        for person in session.scalars(roster.members(cohort.id))
    }
