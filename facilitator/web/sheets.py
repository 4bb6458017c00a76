"""Sheets to print, on the page or as PDF: personal QR codes, and the oppmøte on paper."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import paper_sheets
from facilitator.documents.formats import File
from facilitator.domain import leading, links
from facilitator.domain.policies import require_leader
from facilitator.errors import NotFound
from facilitator.models import Gathering
from facilitator.models.cohort import YEAR
from facilitator.presentation import sheets
from facilitator.presentation.sheets import CodeView
from facilitator.web import context, desk, files
from facilitator.web.desk import At
from facilitator.web.links import address_of, discreet
from facilitator.web.roster_links import chosen

blueprint = Blueprint("sheets", __name__)

PDF = "application/pdf"


@blueprint.get("/deltakere/qr-ark")
def ask_qr() -> ResponseReturnValue:
    """Says what a print does. Looking at it, or fetching it ahead, issues nothing."""
    return _asked()


def _asked() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        marked = request.form.getlist("person")
        people = chosen(db, at.cohort)
    html = render_template(
        "sheets/ask_qr.html", people=people, marked=marked, desk=at.desk, leader=at.name
    )
    return context.no_store(make_response(html))


@blueprint.post("/deltakere/qr-ark")
def print_qr() -> ResponseReturnValue:
    """A new token for each. Nobody can see it again, so the page is printed at once."""
    if request.form.get("sure") != "1":
        return _asked()
    at, view = _issued()
    html = render_template(
        "sheets/qr.html", codes=view, programme=at.cohort.programme, kull=at.desk.kull or None
    )
    return discreet(make_response(html))


@blueprint.post("/deltakere/qr-ark.pdf")
@files.limited
def qr_pdf() -> ResponseReturnValue:
    """The same cards as a file, to be printed elsewhere."""
    if request.form.get("sure") != "1":
        return _asked()
    at, view = _issued()
    programme, organiser, made = at.cohort.programme, at.cohort.organiser, context.now()
    body = files.aside(
        lambda: paper_sheets.qr_cards(view, programme=programme, organiser=organiser, made=made)
    )
    return discreet(files.given(File(f"qr-ark-{at.cohort.key}.pdf", PDF, body)))


def _issued() -> tuple[At, tuple[CodeView, ...]]:
    with context.transaction() as db:
        at = desk.at_desk(db)
        made = [
            (person, address_of(links.issue(db, context.now(), participant=person, by=at.actor)))
            for person in chosen(db, at.cohort)
        ]
        return at, sheets.codes(made)


@blueprint.get("/samling/<int:gathering_id>/oppmoteark")
def attendance(gathering_id: int) -> ResponseReturnValue:
    """For a day without phones, or beside them."""
    with context.reading() as db:
        view = sheets.attendance_sheet(db, _gathering(db, gathering_id))
    html = render_template("sheets/attendance.html", view=view, gathering_id=gathering_id)
    return context.no_store(make_response(html))


@blueprint.get("/samling/<int:gathering_id>/oppmoteark.pdf")
@files.limited
def attendance_pdf(gathering_id: int) -> ResponseReturnValue:
    with context.reading() as db:
        gathering = _gathering(db, gathering_id)
        view, organiser = sheets.attendance_sheet(db, gathering), gathering.cohort.organiser
        name = f"oppmoteark-{gathering.cohort.key}-{gathering.date.isoformat()}.pdf"
    made = context.now()
    body = files.aside(lambda: paper_sheets.attendance(view, organiser=organiser, made=made))
    return files.given(File(name, PDF, body))


def _gathering(db: Session, gathering_id: int) -> Gathering:
    actor = context.current_actor(db)
    require_leader(actor)
    found = db.get(Gathering, gathering_id)
    if found is None or found.cohort.kind != YEAR:
        raise NotFound("Denne samlingen finnes ikke.")
    leading.require_cohort(actor, found.cohort)
    context.say_outside(found.cohort)
    return found
