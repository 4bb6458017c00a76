"""The festival as lists: the whole plan for its prosessledere, and the programme for guests.

The programme is made of `festival_public` alone, so it has only what every owner has released.
"""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from facilitator.domain import festival_times
from facilitator.models import Cohort
from facilitator.presentation import lists_kull
from facilitator.presentation.content import Block, Document, Paragraph, Section, Subheading
from facilitator.presentation.festival import (
    ContributionRow,
    FestivalDay,
    FestivalView,
    festival_view,
)
from facilitator.presentation.festival_public import PublicRow, PublicView, public_view
from facilitator.presentation.lists import Book, Cell, Column, Sheet
from facilitator.presentation.templating import people

PLAN = (
    Column("Klokka", 9),
    Column("Rom", 16),
    Column("Tittel", 26),
    Column("Form", 16),
    Column("Hvem", 24),
    Column("Til gjestene", 34),
    Column("Trenger", 22),
    Column("Gjestene", 14),
    Column("Deltatt", 20),
)
PROGRAMME = (
    Column("Klokka", 9),
    Column("Tittel", 30),
    Column("Form", 18),
    Column("Hvem", 26),
    Column("Om bidraget", 50),
)
NO_ROOM = "Rom kommer"
RELEASED, NOT_YET = "sluppet fram", "ikke ennå"
NOTHING = "Her kommer bidragene når de er meldt inn."
NOTHING_RELEASED = "Her kommer programmet når de første bidragene er sluppet fram."


def plan(session: Session, cohort: Cohort, today: dt.date) -> Book:
    """Everything that is planned, in order of time; for prosessledere."""
    view = festival_view(session, cohort, today)
    found = sorted(
        (row for group in view.groups for row in group.rows),
        key=lambda row: (festival_times.order(row.begins), row.title),
    )
    sheet = Sheet("Bidragene", PLAN, tuple(map(_planned, found)), "" if found else NOTHING)
    title = f"Plan for {view.day.name}"
    also = (*_when(view.day), _said(view))
    return lists_kull.book(cohort, today, "festivalplan", title, [sheet], also=also)


def _when(day: FestivalDay) -> tuple[str, ...]:
    """«Onsdag 20. oktober 2027, Kultursalen»; nothing while it has no date."""
    said = ", ".join(part for part in (day.when, day.place) if part) if day.when else ""
    return (f"{said[0].upper()}{said[1:]}",) if said else ()


def _said(view: FestivalView) -> str:
    return f"{view.count} bidrag så langt, {view.released} er sluppet fram for gjestene."


def _planned(row: ContributionRow) -> tuple[Cell, ...]:
    confirmed = [person.name for person in row.people if person.confirmed]
    return (
        row.begins,
        row.place,
        row.title,
        row.form,
        ", ".join(row.names),
        row.description,
        row.needs,
        RELEASED if row.public else NOT_YET,
        ", ".join(confirmed),
    )


def programme(session: Session, cohort: Cohort, today: dt.date) -> Book:
    """What guests may see, room by room, as rows."""
    view = public_view(session, cohort, today)
    sheets = [Sheet(place or NO_ROOM, PROGRAMME, _shown(rows)) for place, rows in view.rooms]
    return Book(
        title=_title(view),
        lead=_lead(view),
        sheets=tuple(sheets) or (Sheet("Program", PROGRAMME, (), NOTHING_RELEASED),),
        author=view.organiser,
        filename=_filename(view),
        landscape=False,
    )


def programme_on_paper(session: Session, cohort: Cohort, today: dt.date) -> Document:
    """The same words as guests like to read them: the page that is printed."""
    view = public_view(session, cohort, today)
    rooms = [
        Section(f"rom-{at}", place or NO_ROOM, tuple(_blocks(rows)))
        for at, (place, rows) in enumerate(view.rooms)
    ]
    return Document(
        name=_title(view),
        title=_title(view),
        lead=_lead(view),
        sections=tuple(rooms) or (Section("program", "", (Paragraph(NOTHING_RELEASED),)),),
        author=view.organiser,
        subject=_title(view),
        running=_title(view),
        filename=_filename(view),
    )


def _title(view: PublicView) -> str:
    return f"Program for {view.day.name}"


def _lead(view: PublicView) -> tuple[str, ...]:
    asked = (view.focus_question,) if view.focus_question else ()
    return (view.organiser, *_when(view.day), *asked)


def _filename(view: PublicView) -> str:
    return f"festivalprogram-{view.key}"


def _shown(rows: tuple[PublicRow, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (row.begins, row.title, row.form, ", ".join(row.names), row.description) for row in rows
    )


def _blocks(rows: tuple[PublicRow, ...]) -> Iterator[Block]:
    for row in rows:
        yield Subheading(f"{row.begins} · {row.title}" if row.begins else row.title)
        yield Paragraph(" · ".join(part for part in (row.form, people(list(row.names))) if part))
        if row.description:
            yield Paragraph(row.description, human=True)
