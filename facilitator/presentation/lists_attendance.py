"""The kull's oppmøte as a list: the page's own words for each samling, and the sums in numbers.

That something is agreed stands there with its date. Why somebody was away is nowhere.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from facilitator.domain.standing import HALVES
from facilitator.models import Cohort
from facilitator.presentation import attendance_year, lists_kull
from facilitator.presentation.attendance import WHEN
from facilitator.presentation.attendance_year import DayHead, YearRow, YearView
from facilitator.presentation.lists import Book, Cell, Column, Sheet

TITLE = "Oppmøte"
COUNTED = "«Med på» og «av» er talt slik kullet teller: det som er holdt så langt."


def book(session: Session, cohort: Cohort, today: dt.date) -> Book:
    """As many queries as the page: as few for 600 as for three."""
    view = attendance_year.view(session, cohort, today)
    sheets = [_people(view)]
    if view.days:
        sheets.append(_days(view, cohort))
    if view.rows:
        sheets.append(_sums(view))
    return lists_kull.book(cohort, today, "oppmote", TITLE, sheets, also=(view.rule,))


def _people(view: YearView) -> Sheet:
    """A column for «avtalt» and one for who came in later, only where somebody has it."""
    agreed = any(row.stands.agreed for row in view.rows)
    late = any(row.entered for row in view.rows)
    columns = [Column("Navn", 28), *(Column(head(day), 17) for day in view.days)]
    columns += [Column("Med på", 8, "number"), Column("av", 6, "number"), Column("Status", 20)]
    columns += [Column("Avtalt", 12, "date")] if agreed else []
    columns += [Column("Med fra", 12)] if late else []
    rows = tuple(_row(row, agreed=agreed, late=late) for row in view.rows)
    return Sheet("Deltakerne", tuple(columns), rows, COUNTED if rows else lists_kull.TO_COME)


def head(day: DayHead) -> str:
    """«Samling 3 (20.1.)»: short, since there are many; the second sheet says what it was."""
    return f"Samling {day.number} ({day.date.day}.{day.date.month}.)"


def _row(row: YearRow, *, agreed: bool, late: bool) -> tuple[Cell, ...]:
    stands = row.stands
    cells: list[Cell] = [row.name, *(day.words for day in row.days)]
    cells += [stands.attended, stands.so_far, row.status]
    if agreed:
        cells.append(stands.agreed.on if stands.agreed else None)
    if late:
        cells.append(f"samling {row.entered}" if row.entered else "")
    return tuple(cells)


def _days(view: YearView, cohort: Cohort) -> Sheet:
    """What each samling was, and how many were there: counts, and no names."""
    themes = {each.id: each for each in cohort.gatherings}
    columns = (
        Column("Nr.", 6, "number"),
        Column("Samling", 18),
        Column("Dato", 12, "date"),
        Column("Tema", 36),
        *(Column(f"Til stede {WHEN[half]}", 12, "number") for half in HALVES),
    )
    rows = tuple(
        (day.number, day.name, day.date, themes[day.id].theme, *_present(view.rows, at, day))
        for at, day in enumerate(view.days)
    )
    return Sheet("Samlingene", columns, rows)


def _present(rows: Sequence[YearRow], at: int, day: DayHead) -> tuple[Cell, ...]:
    """Confirmed ones. Nothing for a half that is not held, or not yet."""
    if day.cancelled:
        return ("avlyst", "avlyst")
    if day.coming:
        return (None, None)
    held = [mark for row in rows for mark in row.days[at].halves]
    halves = {mark.half for mark in held}
    there = [mark.half for mark in held if mark.state == "there"]
    return tuple(there.count(half) if half in halves else None for half in HALVES)


def _sums(view: YearView) -> Sheet:
    """How many there are of each word, in the page's order."""
    counts = Counter(row.status for row in view.rows)
    words = [word for word in attendance_year.ALL_WORDS if counts[word]]
    columns = (Column("Status", 24), Column("Deltakere", 12, "number"))
    return Sheet("Summert", columns, tuple((word, counts[word]) for word in words))
