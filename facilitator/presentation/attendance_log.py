"""The log of the oppmøte, newest first: each tap with who and when, and what it changed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import attendance_log
from facilitator.domain.attendance_log import AGREEMENT, HALF
from facilitator.domain.rooms import oslo_day
from facilitator.models import AttendanceChange, Cohort, Participant
from facilitator.presentation.attendance import WHEN
from facilitator.presentation.attendance_list import STATUS, named
from facilitator.presentation.dates import clock_time, short_date

PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One change. `taken_back` says by whom and when, or is empty."""

    id: int
    name: str
    about: str
    before: str
    after: str
    taken_back: str


@dataclass(frozen=True, slots=True)
class PressView:
    """One tap. `open` is how many of its lines still stand, `alike` that all are of one half."""

    id: str
    by: str
    at: str
    what: str
    lines: tuple[Line, ...]
    open: int
    alike: bool


@dataclass(frozen=True, slots=True)
class LogView:
    """`older` is where the next page begins; None at the end."""

    presses: tuple[PressView, ...]
    older: int | None


def of_cohort(
    session: Session, cohort: Cohort, today: dt.date, older_than: int | None = None
) -> LogView:
    changes = attendance_log.of_cohort(session, cohort.id, older_than=older_than, most=PAGE + 1)
    shown = _whole_presses(changes)
    older = shown[-1].id if len(shown) < len(changes) else None
    return LogView(_presses(session, cohort, shown, today), older)


def _whole_presses(changes: Sequence[AttendanceChange]) -> Sequence[AttendanceChange]:
    """A tap is not cut in two by the end of a page, unless it fills the page alone."""
    if len(changes) <= PAGE:
        return changes
    whole = [change for change in changes if change.press != changes[PAGE].press]
    return whole or changes[:PAGE]


def of_person(session: Session, cohort: Cohort, person: Participant, today: dt.date) -> LogView:
    changes = attendance_log.of_person(session, person.id)
    return LogView(_presses(session, cohort, changes, today, alone=True), None)


def _presses(
    session: Session,
    cohort: Cohort,
    changes: Sequence[AttendanceChange],
    today: dt.date,
    *,
    alone: bool = False,
) -> tuple[PressView, ...]:
    """`alone`: of one person, whose name the page bears."""
    names = {} if alone else _names(session, changes)
    samlinger = {gathering.id: named(gathering) for gathering in cohort.gatherings}
    presses = []
    for press_id, group in groupby(changes, key=lambda change: change.press):
        rows = list(group)
        lines = sorted(
            (_line(change, names, samlinger, today) for change in rows),
            key=lambda line: (line.name, line.id),
        )
        presses.append(
            PressView(
                id=press_id,
                by=rows[0].by,
                at=_moment(rows[0].at, today),
                what=_what(rows, names, samlinger),
                lines=tuple(lines),
                open=sum(change.taken_back_at is None for change in rows),
                alike=len({line.about for line in lines}) == 1,
            )
        )
    return tuple(presses)


def _names(session: Session, changes: Sequence[AttendanceChange]) -> dict[int, str]:
    people = {change.participant_id for change in changes}
    rows = session.execute(
        select(Participant.id, Participant.name).where(Participant.id.in_(people))
    )
    return {row.id: row.name for row in rows}


def _moment(at: dt.datetime, today: dt.date) -> str:
    """«i dag 12.03», «15. september 12.03», and with its year when that is another."""
    day = oslo_day(at)
    if day == today:
        return f"i dag {clock_time(at)}"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{short_date(day)}{year} {clock_time(at)}"


def _line(
    change: AttendanceChange,
    names: Mapping[int, str],
    samlinger: Mapping[int, str],
    today: dt.date,
) -> Line:
    taken_back = ""
    if change.taken_back_at is not None:
        taken_back = f"Angret av {change.taken_back_by} {_moment(change.taken_back_at, today)}"
    return Line(
        id=change.id,
        name=names.get(change.participant_id, ""),
        about=_about(change, samlinger),
        before=_value(change, change.before, samlinger),
        after=_value(change, change.after, samlinger),
        taken_back=taken_back,
    )


def _about(change: AttendanceChange, samlinger: Mapping[int, str]) -> str:
    if change.what == HALF:
        name = samlinger.get(change.gathering_id or 0, "Samlingen")
        return f"{name}, {WHEN.get(change.half or '', '')}"
    return "Avtale" if change.what == AGREEMENT else "Med fra"


def _value(change: AttendanceChange, value: str, samlinger: Mapping[int, str]) -> str:
    if change.what == HALF:
        return STATUS.get(value) or "ikke ført"
    if change.what == AGREEMENT:
        return f"avtalt {short_date(dt.date.fromisoformat(value))}" if value else "ingen avtale"
    if not value:
        return "fra begynnelsen"
    return f"fra {_inside(samlinger.get(int(value), 'en samling som er borte'))}"


def _inside(name: str) -> str:
    """«samling 3» inside a sentence; a festival keeps its name."""
    return name[0].lower() + name[1:] if name.startswith("Samling ") else name


def _what(
    rows: Sequence[AttendanceChange], names: Mapping[int, str], samlinger: Mapping[int, str]
) -> str:
    """«Samling 8, før lunsj: 31 til stede, 1 ikke til stede.»"""
    if len(rows) == 1:
        change = rows[0]
        after = _value(change, change.after, samlinger)
        name = names.get(change.participant_id)
        who = f"{name}. " if name else ""
        return f"{who}{_about(change, samlinger)}: {after}."
    about = Counter(_about(change, samlinger) for change in rows)
    after_all = Counter(_value(change, change.after, samlinger) for change in rows)
    counts = ", ".join(f"{count} {word}" for word, count in after_all.most_common())
    return f"{' og '.join(sorted(about)) if len(about) < 3 else 'Flere samlinger'}: {counts}."
