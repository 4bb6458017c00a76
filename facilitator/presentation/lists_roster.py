"""The kull's people as a list: who has a seat, who waits in which order, and who has left."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.models import Cohort
from facilitator.presentation import lists_kull, roster
from facilitator.presentation.lists import Book, Cell, Column, Sheet
from facilitator.presentation.roster import RosterView, Row

TITLE = "Deltakerliste"
SEATED, WAITING, LEFT = "Deltakere", "Venteliste", "Har sluttet"
ABOUT = (
    Column("Navn", 28),
    Column("Rolle", 30),
    Column("Virksomhet", 34),
    Column("Kommune", 16),
    Column("E-post", 36),
)
IN_ORDER = (Column("Nr.", 6, "number"), *ABOUT)
THE_ORDER = "I den rekkefølgen de får plass."


def book(session: Session, cohort: Cohort, today: dt.date) -> Book:
    view = roster.view(session, cohort)
    sheets = [Sheet(SEATED, ABOUT, _rows(view.seated), "" if view.seated else lists_kull.TO_COME)]
    if view.waiting:
        rows = tuple((at, *_about(row)) for at, row in enumerate(view.waiting, 1))
        sheets.append(Sheet(WAITING, IN_ORDER, rows, THE_ORDER))
    if view.left:
        sheets.append(Sheet(LEFT, ABOUT, _rows(view.left)))
    return lists_kull.book(cohort, today, "deltakerliste", TITLE, sheets, also=(_said(view),))


def _said(view: RosterView) -> str:
    said = f"{len(view.seated)} av {view.seats} plasser er tatt."
    return f"{said} {len(view.waiting)} på venteliste." if view.waiting else said


def _rows(rows: tuple[Row, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_about(row) for row in rows)


def _about(row: Row) -> tuple[Cell, ...]:
    return (row.name, row.role, row.workplace, row.municipality, row.email)
