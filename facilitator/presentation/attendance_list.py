"""`/oppmote/<samling>`: everybody on one list, with a tick for each half that was held.

Also the ticks of one person's page: a cell is named the same on both, and a page tells what it
showed, so that nothing newer is written over.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import rooms
from facilitator.domain.attendance import Cell, Tick
from facilitator.domain.rooms import oslo_day
from facilitator.domain.standing import HALVES as HALF_DAYS
from facilitator.domain.standing import held_halves
from facilitator.models import Attendance, Gathering, Participant
from facilitator.presentation import people
from facilitator.presentation.attendance import HALVES, WHEN

STATUS = {"present": "til stede", "absent": "ikke til stede", "proposed": "foreslått", "": ""}
CODES = {"present": "y", "absent": "n", "proposed": "p", "": "-"}
MEANING = {code: status for status, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Box:
    """A tick for one half day. `name` is its cell, `status` what stands there."""

    name: str
    half: str
    status: str

    @property
    def when(self) -> str:
        return WHEN[self.half]

    @property
    def ticked(self) -> bool:
        return self.status in ("present", "proposed")

    @property
    def words(self) -> str:
        return STATUS[self.status]


@dataclass(frozen=True, slots=True)
class ListRow:
    id: int
    name: str
    workplace: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class HalfHead:
    """A half of the day: what stands on its list, and the button that settles it."""

    key: str
    word: str
    when: str
    present: int
    proposed: int
    listed: bool
    begun: bool

    @property
    def on_paper(self) -> bool:
        """All may be ticked for at once: it has begun, and nothing is said of it yet."""
        return self.begun and not self.proposed and not self.listed


@dataclass(frozen=True, slots=True)
class ListView:
    id: int
    number: int
    name: str
    date: dt.date
    theme: str
    cancelled: bool
    coming: bool
    halves: tuple[HalfHead, ...]
    rows: tuple[ListRow, ...]
    seen: str
    before: tuple[int, str] | None
    after: tuple[int, str] | None

    @property
    def waits(self) -> bool:
        """Whether there is a list to confirm."""
        return any(half.proposed for half in self.halves)


def view(session: Session, gathering: Gathering, now: dt.datetime) -> ListView:
    today = oslo_day(now)
    members = people.of_cohort(session, gathering.cohort_id)
    status = _statuses(session, gathering)
    halves = held_halves(gathering)
    rows = tuple(_row(gathering, person, halves, status) for person in members)
    before, after = _neighbours(gathering)
    return ListView(
        id=gathering.id,
        number=gathering.number,
        name=named(gathering),
        date=gathering.date,
        theme=gathering.theme,
        cancelled=gathering.cancelled,
        coming=gathering.date > today,
        halves=tuple(
            _head(half, [row.boxes[at] for row in rows], _has_begun(gathering, half, now))
            for at, half in enumerate(halves)
        ),
        rows=rows,
        seen=seen_text(box for row in rows for box in row.boxes),
        before=before,
        after=after,
    )


def _statuses(session: Session, gathering: Gathering) -> dict[tuple[int, str], str]:
    rows = session.scalars(select(Attendance).where(Attendance.gathering_id == gathering.id))
    return {(row.participant_id, row.half): row.status for row in rows}


def _row(
    gathering: Gathering,
    person: Participant,
    halves: tuple[str, ...],
    status: Mapping[tuple[int, str], str],
) -> ListRow:
    boxes = tuple(
        box((gathering.id, person.id, half), status.get((person.id, half), "")) for half in halves
    )
    return ListRow(person.id, person.name, person.workplace_name, boxes)


def _has_begun(gathering: Gathering, half: str, now: dt.datetime) -> bool:
    today = oslo_day(now)
    if gathering.date != today:
        return gathering.date < today
    return HALF_DAYS.index(half) <= HALF_DAYS.index(rooms.half_of(now))


def _head(half: str, boxes: Collection[Box], begun: bool) -> HalfHead:
    status = [one.status for one in boxes]
    return HalfHead(
        key=half,
        word=HALVES[half],
        when=WHEN[half],
        present=status.count("present"),
        proposed=status.count("proposed"),
        listed="present" in status or "absent" in status,
        begun=begun,
    )


def named(gathering: Gathering) -> str:
    if gathering.is_festival:
        return gathering.cohort.festival_name
    return f"Samling {gathering.number}"


def _neighbours(
    gathering: Gathering,
) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    year = sorted(gathering.cohort.gatherings, key=lambda g: (g.date, g.number))
    at = year.index(gathering)
    before = year[at - 1] if at else None
    after = year[at + 1] if at + 1 < len(year) else None
    return (
        (before.id, named(before)) if before else None,
        (after.id, named(after)) if after else None,
    )


def box(cell: Cell, status: str) -> Box:
    gathering_id, participant_id, half = cell
    return Box(f"{gathering_id}.{participant_id}.{half}", half, status)


def seen_text(boxes: Iterable[Box]) -> str:
    """What a page shows, in one field: «8.12.forenoon=p 8.12.afternoon=-»."""
    return " ".join(f"{one.name}={CODES[one.status]}" for one in boxes)


def ticks(seen: str, ticked: Collection[str], everybody: str = "") -> list[Tick]:
    """A saved page's cells. What cannot be read is left out.

    `everybody` is a half that all were there for: those of whom nothing was said.
    """
    chosen = set(ticked)
    return [
        Tick(
            *cell,
            seen=MEANING[code],
            there=name in chosen or (code == CODES[""] and cell[2] == everybody),
        )
        for name, _, code in (word.partition("=") for word in seen.split()[:20_000])
        if code in MEANING and (cell := _cell(name)) is not None
    ]


def _cell(name: str) -> Cell | None:
    gathering_id, _, rest = name.partition(".")
    participant_id, _, half = rest.partition(".")
    numbers = (gathering_id, participant_id)
    if half not in HALVES or not all(n.isdecimal() and len(n) < 12 for n in numbers):
        return None
    return int(gathering_id), int(participant_id), half
