"""Lists that leave the app: oppmøte, the kull at a glance, the roster, the festival, the calendar.

Each is a file beside its page, made of what the page shows and for those who see the page.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import calendar, formats, xlsx
from facilitator.documents.formats import File
from facilitator.domain import whole_mappe
from facilitator.errors import NotFound
from facilitator.models import Cohort
from facilitator.presentation import (
    lists_attendance,
    lists_calendar,
    lists_cockpit,
    lists_festival,
    lists_roster,
)
from facilitator.presentation.cockpit import Asked
from facilitator.presentation.lists import Book
from facilitator.presentation.lists_calendar import CalendarView
from facilitator.web import context, desk, files

blueprint = Blueprint("list_files", __name__)

WORKBOOK, PAPER = "xlsx", "pdf"


@blueprint.get("/oppmote.<ending>")
@files.limited
def attendance(ending: str) -> ResponseReturnValue:
    return _given(ending, lambda db, cohort: lists_attendance.book(db, cohort, context.today()))


@blueprint.get("/deltakere.<ending>")
@files.limited
def people(ending: str) -> ResponseReturnValue:
    """Those that the page shows when its address asks for the same."""
    asked = Asked.of(request.args)
    return _given(ending, lambda db, kull: lists_cockpit.book(db, kull, asked, context.now()))


@blueprint.get("/deltakere/liste.<ending>")
@files.limited
def roster(ending: str) -> ResponseReturnValue:
    return _given(ending, lambda db, cohort: lists_roster.book(db, cohort, context.today()))


@blueprint.get("/festival.<ending>")
@files.limited
def festival_plan(ending: str) -> ResponseReturnValue:
    return _given(ending, lambda db, cohort: lists_festival.plan(db, cohort, context.today()))


@blueprint.get("/festival/program.<ending>")
@files.limited
def programme(ending: str) -> ResponseReturnValue:
    """What guests may see, to be put up or sent out: on paper as a programme, not as a table."""
    if ending != PAPER:
        return _given(
            ending, lambda db, cohort: lists_festival.programme(db, cohort, context.today())
        )
    with context.reading() as db:
        content = lists_festival.programme_on_paper(db, desk.at_desk(db).cohort, context.today())
    return files.document(content, PAPER)


@blueprint.get("/kull/samlinger.ics")
def calendar_of_kull() -> ResponseReturnValue:
    with context.reading() as db:
        view = lists_calendar.calendar(desk.at_desk(db).cohort, context.today())
    return _calendar(view)


@blueprint.get("/mappe/samlinger.ics")
def calendar_of_mine() -> ResponseReturnValue:
    """The samlinger of one's own kull, for those whose whole arbeidsmappe is open here."""
    with context.reading() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        view = lists_calendar.calendar(person.cohort, context.today())
    return _calendar(view)


def _calendar(view: CalendarView) -> ResponseReturnValue:
    body = calendar.render(view, context.now())
    return files.given(File(view.filename, calendar.MIMETYPE, body))


def _given(ending: str, made_of: Callable[[Session, Cohort], Book]) -> ResponseReturnValue:
    """Who may not see the kull learns nothing of which files there are."""
    with context.reading() as db:
        at = desk.at_desk(db)
        if ending not in (WORKBOOK, PAPER):
            raise NotFound
        book = made_of(db, at.cohort)
    return files.given(files.aside(_file, book, ending, context.now(), files.data_dir()))


def _file(book: Book, ending: str, made: dt.datetime, root: Path) -> File:
    if ending == WORKBOOK:
        return File(f"{book.filename}.{WORKBOOK}", xlsx.MIMETYPE, xlsx.render(book, made))
    return formats.rendered(book.document(), PAPER, made, root)
