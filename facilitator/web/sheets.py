"""Sheets to print: QR codes with a personal link each, and the oppmøte on paper."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.domain import leading, links
from facilitator.domain.policies import require_leader
from facilitator.errors import NotFound
from facilitator.models import Gathering
from facilitator.models.cohort import YEAR
from facilitator.presentation import sheets
from facilitator.web import context, desk
from facilitator.web.links import address_of, discreet
from facilitator.web.roster_links import chosen

blueprint = Blueprint("sheets", __name__)


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
    with context.transaction() as db:
        at = desk.at_desk(db)
        made = [
            (person, address_of(links.issue(db, context.now(), participant=person)))
            for person in chosen(db, at.cohort)
        ]
        view = sheets.codes(made)
    html = render_template(
        "sheets/qr.html", codes=view, programme=at.cohort.programme, kull=at.desk.kull or None
    )
    return discreet(make_response(html))


@blueprint.get("/samling/<int:gathering_id>/oppmoteark")
def attendance(gathering_id: int) -> ResponseReturnValue:
    """For a day without phones, or beside them."""
    with context.reading() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        gathering = db.get(Gathering, gathering_id)
        if gathering is None or gathering.cohort.kind != YEAR:
            raise NotFound("Denne samlingen finnes ikke.")
        leading.require_cohort(actor, gathering.cohort)
        view = sheets.attendance_sheet(db, gathering)
    html = render_template("sheets/attendance.html", view=view)
    return context.no_store(make_response(html))
