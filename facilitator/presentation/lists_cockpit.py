"""The kull at a glance as a list: those whom the page shows, in its order and with its words."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain import cockpit as standing_of_all
from facilitator.domain.cockpit import Line
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort
from facilitator.presentation import cockpit, lists_kull
from facilitator.presentation.cockpit import ALL, BEVIS, FILTERS, Asked
from facilitator.presentation.cockpit_sums import sums
from facilitator.presentation.lists import Book, Cell, Column, Sheet

TITLE = "Deltakerne og de fire kravene"
COLUMNS = (
    Column("Navn", 28),
    Column("Virksomhet", 34),
    Column("Kommune", 16),
    Column("Oppmøte", 18),
    Column("Arbeidsmappe", 20),
    Column("Oppsummering", 16),
    Column("Festivalbidrag", 38),
    Column("Kompetansebevis", 20),
)
SUMS = (Column("Krav", 24), Column("Slik står det i kullet", 70))
ALL_OF_THEM = "For hele kullet."
ISSUED = {"har bevis": "utstedt", "bevis er forberedt": "forberedt"}
NOBODY = "Ingen her akkurat nå."


def book(session: Session, cohort: Cohort, asked: Asked, now: dt.datetime) -> Book:
    """Who may like to hear from us is for the page alone: a list is printed and passed on."""
    lines = cockpit.by_name(standing_of_all.lines_of(session, cohort, now))
    found = cockpit.chosen(lines, asked)
    rows = tuple(_row(line) for line in found)
    sheets = [Sheet("Deltakere", COLUMNS, rows, "" if rows else NOBODY)]
    if lines:
        summed = tuple((each.label, each.words) for each in sums(lines, cohort))
        sheets.append(
            Sheet("Kravene", SUMS, summed, ALL_OF_THEM if len(found) < len(lines) else "")
        )
    today, also = oslo_day(now), _shown(asked, len(found), len(lines))
    return lists_kull.book(cohort, today, "deltakere", TITLE, sheets, also=also)


def _shown(asked: Asked, found: int, everybody: int) -> tuple[str, ...]:
    """Which part of the kull it is, when it is not all of it."""
    if asked.show == ALL and not asked.search:
        return ()
    said = FILTERS[asked.show][0]
    said += f", søk på «{asked.search}»" if asked.search else ""
    return (f"Utvalg: {said}. {found} av {everybody} deltakere.",)


def _row(line: Line) -> tuple[Cell, ...]:
    shown, person = cockpit.row_of(line, cockpit.NAME), line.person
    festival = (shown.festival.word, shown.festival.more)
    bevis = BEVIS.get(line.bevis, "")
    return (
        person.name,
        person.workplace_name,
        person.municipality,
        shown.attendance.word,
        _folder(shown.folder),
        shown.summary.word,
        ", ".join(part for part in festival if part),
        ISSUED.get(bevis, bevis or cockpit.NOT_YET),
    )


def _folder(shown: cockpit.Cell) -> str:
    """As short as on the page where that is plain, so that a row is a line on paper."""
    return shown.word if " av " in shown.word else f"{shown.word} {shown.more}".strip()
