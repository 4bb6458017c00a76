"""Oppmøte: joining proposes, a prosessleder confirms. Integers only, and never a reason.

Every change that a prosessleder makes is kept in `attendance_log`, from where it is taken back.
"""

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import roster
from facilitator.domain.attendance_log import HALF, Press, keep
from facilitator.domain.standing import HALVES as HALVES
from facilitator.domain.standing import held_halves
from facilitator.errors import Invalid, NotFound
from facilitator.models import Attendance, Cohort, Gathering, Participant
from facilitator.models.people import WAITING

Cell = tuple[int, int, str]
"""Samling, participant, half."""

CANCELLED = "Samlingen er avlyst, så det er ikke noe oppmøte å føre."
NOT_HELD = "Denne samlingen er ikke holdt ennå. Oppmøtet kan føres fra samme dag."
NOT_THAT_HALF = "Denne halve dagen er ikke en del av samlingen."
NOT_A_MEMBER = "Denne personen er ikke med i kullet."


def propose(session: Session, gathering: Gathering, participant_id: int, half: str) -> None:
    """Joining is a proposal; what a prosessleder has confirmed is left alone."""
    propose_all(session, gathering, {participant_id}, half)


def propose_all(
    session: Session, gathering: Gathering, participant_ids: set[int], half: str
) -> None:
    """The same for everybody at once; two queries, however many they are.

    A cancelled samling proposes nothing. Where only one half is held, being there is being
    there for that half, also when it begins before lunch or ends after.
    """
    if gathering.cohort.passes or gathering.cancelled:
        return
    held = held_halves(gathering)
    half = half if half in held else held[0]
    known = session.scalars(_KNOWN, {"gathering": gathering.id, "half": half})
    if not (new := participant_ids - set(known)):
        return
    with contextlib.suppress(IntegrityError), session.begin_nested():  # just now by another
        session.add_all(
            Attendance(
                gathering_id=gathering.id, participant_id=person, half=half, status="proposed"
            )
            for person in sorted(new)
        )


_KNOWN = select(Attendance.participant_id).where(
    Attendance.gathering_id == bindparam("gathering"), Attendance.half == bindparam("half")
)


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
    named = {"gathering": gathering.id, "person": participant_id, "half": half}
    press = Press(f"{gathering.id}-{half}-{now.timestamp():.0f}", by, now)
    cell = (gathering.id, participant_id, half)
    row = session.scalar(_ROW, named)
    return _set(session, gathering.cohort_id, cell, row, _status(present), press)


def confirm_proposed(
    session: Session, gathering: Gathering, half: str, *, by: str, now: dt.datetime, press: str = ""
) -> int:
    """The whole list with one tap. Gives how many were confirmed; guests are on no list."""
    members = roster.members(gathering.cohort_id).with_only_columns(Participant.id)
    rows = session.scalars(
        select(Attendance)
        .where(
            Attendance.gathering_id == gathering.id,
            Attendance.half == half,
            Attendance.status == "proposed",
            Attendance.participant_id.in_(members),
        )
        .with_for_update(of=Attendance)
    ).all()
    tap = Press.of(press, by, now)
    for row in rows:
        cell = (row.gathering_id, row.participant_id, row.half)
        _set(session, gathering.cohort_id, cell, row, "present", tap)
    return len(rows)


_ROW = select(Attendance).where(
    Attendance.gathering_id == bindparam("gathering"),
    Attendance.participant_id == bindparam("person"),
    Attendance.half == bindparam("half"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """One half day on a page that was saved: what it showed, and whether it is ticked now."""

    gathering_id: int
    participant_id: int
    half: str
    seen: str
    """`present`, `absent`, `proposed`, or empty."""
    there: bool

    @property
    def cell(self) -> Cell:
        return (self.gathering_id, self.participant_id, self.half)

    def wants(self, confirming: Collection[str]) -> str:
        """What was chosen; empty where the page was left as it was shown."""
        shown = self.seen in ("present", "proposed")
        if self.there != shown:
            return _status(self.there)
        return "present" if self.half in confirming and self.seen == "proposed" else ""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many half days were changed, and how many others had changed meanwhile."""

    changed: int
    others: int


def save_ticks(
    session: Session,
    cohort: Cohort,
    ticks: Iterable[Tick],
    confirming: Collection[str],
    today: dt.date,
    press: Press,
) -> Saved:
    """Save a page of half days. What somebody else has changed since it was shown is left.

    So nobody who came in meanwhile is put down as away by a page that is older than they are.
    """
    wanted = {tick: want for tick in ticks if (want := tick.wants(confirming))}
    _require_known(session, cohort, wanted, today)
    rows = rows_of(session, [tick.cell for tick in wanted])
    changed = others = 0
    for tick, want in wanted.items():
        row = rows.get(tick.cell)
        status = row.status if row is not None else ""
        if status == want:
            continue
        if status != tick.seen:
            others += 1
            continue
        _set(session, cohort.id, tick.cell, row, want, press)
        changed += 1
    return Saved(changed, others)


def _require_known(
    session: Session, cohort: Cohort, ticks: Collection[Tick], today: dt.date
) -> None:
    held = {gathering.id: gathering for gathering in cohort.gatherings}
    people = set(session.scalars(_ever_in(cohort)))
    for tick in ticks:
        gathering = held.get(tick.gathering_id)
        if gathering is None or tick.participant_id not in people:
            raise NotFound(NOT_A_MEMBER)
        require_held(gathering, today)
        if tick.half not in held_halves(gathering):
            raise NotFound(NOT_THAT_HALF)


def _ever_in(cohort: Cohort) -> Select[int]:
    """Those in the kull, and those who have left it: what they came to was held all the same."""
    return select(Participant.id).where(
        Participant.cohort_id == cohort.id,
        Participant.guest_of.is_(None),
        Participant.place != WAITING,
    )


def require_held(gathering: Gathering, today: dt.date) -> None:
    """Raises Invalid for a samling that is cancelled or still to come."""
    if gathering.cancelled:
        raise Invalid({"half": CANCELLED})
    if gathering.date > today:
        raise Invalid({"half": NOT_HELD})


def find_person(session: Session, cohort: Cohort, participant_id: int) -> Participant:
    """Somebody who is, or was, in the kull. Raises NotFound for anybody else."""
    person = session.get(Participant, participant_id)
    if person is None or person.cohort_id != cohort.id or person.place == WAITING:
        raise NotFound(NOT_A_MEMBER)
    if person.guest_of is not None:
        raise NotFound(NOT_A_MEMBER)
    return person


def rows_of(session: Session, cells: Collection[Cell]) -> dict[Cell, Attendance]:
    """What stands in these cells now, held until the write is done. One query."""
    if not cells:
        return {}
    found = session.scalars(
        select(Attendance)
        .where(
            Attendance.gathering_id.in_({cell[0] for cell in cells}),
            Attendance.participant_id.in_({cell[1] for cell in cells}),
        )
        .with_for_update()
    )
    rows = {(row.gathering_id, row.participant_id, row.half): row for row in found}
    return {cell: rows[cell] for cell in cells if cell in rows}


def _set(
    session: Session,
    cohort_id: int,
    cell: Cell,
    row: Attendance | None,
    status: str,
    press: Press,
) -> Attendance:
    gathering_id, participant_id, half = cell
    row = row or _new_row(session, cell)
    before = row.status
    row.status, row.confirmed_at, row.confirmed_by = status, press.at, press.by
    if before != status:
        values = (before, status)
        keep(
            session,
            cohort_id,
            participant_id,
            HALF,
            values,
            press,
            gathering_id=gathering_id,
            half=half,
        )
    session.flush()
    return row


def _new_row(session: Session, cell: Cell) -> Attendance:
    """An empty row; or the one that a phone has made in this very moment, in PostgreSQL."""
    gathering_id, participant_id, half = cell
    row = Attendance(gathering_id=gathering_id, participant_id=participant_id, half=half, status="")
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        named = {"gathering": gathering_id, "person": participant_id, "half": half}
        return session.scalars(_ROW.with_for_update(), named).one()
    return row


def _status(present: bool) -> str:
    return "present" if present else "absent"
