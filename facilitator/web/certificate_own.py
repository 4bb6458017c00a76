"""`/mappe/bevis`: one's own kompetansebevis, to read and to fetch."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import certificate as printed
from facilitator.domain import certificates, whole_mappe
from facilitator.errors import NotFound
from facilitator.models import Certificate, Participant
from facilitator.presentation.certificates import filename, paper
from facilitator.web import context, files
from facilitator.web.certificates import logo_file, pdf

blueprint = Blueprint("certificate_own", __name__, url_prefix="/mappe")

NOT_YET = "Du har ikke fått kompetansebeviset ennå."


@blueprint.get("/bevis")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        person = _person(db)
        found = certificates.of_person(db, person.id, context.now())
        sheet = paper(found, context.public_root()) if found else None
    logo = printed.logo_of(files.data_dir(), sheet.logo) if sheet else None
    html = render_template("certificates/own.html", paper=sheet, has_logo=logo is not None)
    return context.no_store(make_response(html))


@blueprint.get("/bevis.pdf")
@files.limited
def as_pdf() -> ResponseReturnValue:
    with context.reading() as db:
        found = _own(db)
        sheet, made, name = paper(found, context.public_root()), found.issued_at, filename(found)
    return pdf([sheet], title=f"Kompetansebevis – {sheet.name}", made=made, name=name)


@blueprint.get("/bevis/logo.png")
def logo() -> ResponseReturnValue:
    """The organiser's, as it stands on one's own paper."""
    with context.reading() as db:
        found = _own(db)
        token = found.content.get("logo")
    return logo_file(token)


def _person(db: Session) -> Participant:
    return whole_mappe.require_owner(db, context.current_actor(db))


def _own(db: Session) -> Certificate:
    found = certificates.of_person(db, _person(db).id, context.now())
    if found is None:
        raise NotFound(NOT_YET)
    return found
