"""`/kull/logg`, `/installasjon/logg` and `/mappe/hvem`: who did what, for those it concerns."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import formats, xlsx
from facilitator.documents.formats import File
from facilitator.domain import audit, permissions, retention, whole_mappe
from facilitator.domain.audit_reading import COMMANDS, PARTICIPANTS, Asked
from facilitator.domain.policies import Actor
from facilitator.errors import NotFound
from facilitator.presentation import audit as shown
from facilitator.presentation import methods
from facilitator.presentation.lists import Book
from facilitator.web import context, desk, files

blueprint = Blueprint("audit", __name__)

WORKBOOK, PAPER = "xlsx", "pdf"
FROM_BEFORE_TO = "Velg en dato som ikke er før den første."


@blueprint.get("/kull/logg")
def show() -> ResponseReturnValue:
    asked, error = _asked()
    with context.reading() as db:
        at = desk.at_owners_desk(db)
        view = shown.of_cohort(db, at.cohort, asked, context.today(), _kept(db), _older())
    return _page("kull/audit.html", error, view=view, desk=at.desk, leader=at.name)


@blueprint.get("/kull/logg.<ending>")
@files.limited
def file(ending: str) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_owners_desk(db)
        _require_known(ending)
        book = shown.book(db, at.cohort, _asked()[0], context.today())
    return _given(book, ending)


@blueprint.get("/installasjon/logg")
def installation() -> ResponseReturnValue:
    asked, error = _asked()
    with context.reading() as db:
        actor = _owner(db)
        top = methods.frame(db, actor, context.now(), desk.led_by(db, actor))
        view = shown.of_installation(db, asked, context.today(), _kept(db), actor.leads, _older())
    return _page("installation/audit.html", error, view=view, top=top)


@blueprint.get("/installasjon/logg.<ending>")
@files.limited
def installation_file(ending: str) -> ResponseReturnValue:
    with context.reading() as db:
        actor = _owner(db)
        _require_known(ending)
        book = shown.book_of_installation(db, _asked()[0], context.today(), actor.leads)
    return _given(book, ending)


@blueprint.get("/mappe/hvem")
def mine() -> ResponseReturnValue:
    """«Hvem har åpnet mappa mi»."""
    with context.reading() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        days = shown.mine(db, person, context.today())
        kept = _kept(db)
    html = render_template("portfolio/opened.html", days=days, days_kept=kept)
    return context.no_store(make_response(html))


def _owner(db: Session) -> Actor:
    """Raises NotSignedIn, NotAllowed for all but the installation's owner."""
    actor = context.current_actor(db)
    permissions.require(actor, permissions.OWN_INSTALLATION)
    return actor


def _kept(db: Session) -> int:
    return retention.days(db, "logs")


def _asked() -> tuple[Asked, Mapping[str, str]]:
    """What the address asks for. What it does not say rightly, it does not ask for."""
    args = request.args
    who = args.get("hvem", "")
    if who not in (PARTICIPANTS, COMMANDS):
        who = who if who.isdecimal() and len(who) < 12 else ""
    verb = args.get("hva", "")
    about = args.get("om", "")
    since, until = _date("fra"), _date("til")
    error = {"til": FROM_BEFORE_TO} if since and until and until < since else {}
    return Asked(
        who=who,
        verb=verb if verb in audit.VERBS else "",
        about=int(about) if about.isdecimal() and len(about) < 12 else None,
        since=since,
        until=until,
    ), error


def _date(name: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _older() -> int | None:
    asked = request.args.get("eldre", "")
    return int(asked) if asked.isdecimal() and len(asked) < 12 else None


def _require_known(ending: str) -> None:
    if ending not in (WORKBOOK, PAPER):
        raise NotFound


def _given(book: Book, ending: str) -> ResponseReturnValue:
    made, root = context.now(), files.data_dir()
    return files.given(files.aside(_file, book, ending, made, root))


def _file(book: Book, ending: str, made: dt.datetime, root: Path) -> File:
    if ending == WORKBOOK:
        return File(f"{book.filename}.{WORKBOOK}", xlsx.MIMETYPE, xlsx.render(book, made))
    return formats.rendered(book.document(), PAPER, made, root)


def _page(template: str, errors: Mapping[str, str], **values: object) -> ResponseReturnValue:
    # The filter without where one has come to, for the links of the page.
    kept = {k: v for k, v in request.args.items() if v and k not in ("eldre", "kull")}
    html = render_template(template, errors=errors, filter=kept, **values)
    return context.no_store(make_response(html, 422 if errors else 200))
