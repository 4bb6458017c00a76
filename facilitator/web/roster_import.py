"""`/deltakere/hent-inn`: a list of people, looked at before it is taken in.

The file is kept nowhere. Its rows go to the page that shows them and come back signed, for two
hours: so nothing about people lies in the data folder that somebody must remember to delete, a
restart loses nothing, and any of several processes can go on with it.
"""

import contextlib
import csv
import io
from dataclasses import replace

from flask import Blueprint, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from facilitator.documents.formats import File
from facilitator.domain import roster_files, roster_import
from facilitator.domain.roster_columns import MEANINGS, Sheet, understand
from facilitator.domain.roster_files import Unreadable
from facilitator.domain.roster_plan import ASKS, REFUSED, Outcome
from facilitator.errors import Invalid
from facilitator.presentation.roster_import import WORDS, PreviewView, preview_view
from facilitator.web import context, desk, files, incoming
from facilitator.web.desk import At

blueprint = Blueprint("roster_import", __name__, url_prefix="/deltakere/hent-inn")

REQUEST_LIMIT = 12_000_000
"""Read to the end, so that whoever picks a wrong file is told what is wrong with it."""
MOST_TEXT = 400_000
"""Characters of a list that is shown: it has to come back in one ordinary form."""
WHILE = 7200
NO_FILE = "Velg en fil først."
TOO_LATE = "Det er gått for lang tid. Velg fila en gang til."
TOO_MUCH = "Det står for mye i lista. Ta bort kolonner som ikke trengs, og prøv igjen."


def _too_large() -> ResponseReturnValue:
    return _asked(roster_files.TOO_BIG, 413)


incoming.take_large(blueprint, "look", REQUEST_LIMIT, lambda actor: actor.is_leader, _too_large)


@blueprint.get("")
def ask() -> ResponseReturnValue:
    return _asked()


def _asked(fault: str = "", status: int = 200) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
    html = render_template(
        "roster/import.html",
        fault=fault,
        most=roster_files.MOST_ROWS,
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html, status))


@blueprint.post("")
def look() -> ResponseReturnValue:
    """The file becomes rows; what will happen with each is shown. Nothing is taken in yet."""
    with context.reading() as db:
        desk.at_desk(db)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _asked(NO_FILE, 422)
    with contextlib.closing(file):
        content = file.read(roster_files.MOST_BYTES + 1)
    try:
        sheet: Sheet = current_app.config["RUN_IN_THREAD"](_understood, content)
    except Unreadable as unreadable:
        return _asked(str(unreadable), 422)
    return _shown(sheet)


def _understood(content: bytes) -> Sheet:
    sheet = understand(roster_files.read(content))
    if sum(len(cell) for _, cells in sheet.rows for cell in cells) > MOST_TEXT:
        raise Unreadable(TOO_MUCH)
    if len(sheet.rows) > roster_files.MOST_ROWS:
        raise Unreadable(roster_files.TOO_MANY)
    return sheet


@blueprint.post("/se")
def look_again() -> ResponseReturnValue:
    """With other meanings of the columns, or answers to who somebody is."""
    try:
        return _shown(_sheet())
    except Invalid as invalid:
        return _asked(invalid.message, 422)


@blueprint.post("/fullfor")
def take_in() -> ResponseReturnValue:
    """What is right is taken in; the rest is said, and can be fetched as a list."""
    try:
        sheet = _sheet()
    except Invalid as invalid:
        return _asked(invalid.message, 422)
    with context.transaction() as db:
        at = desk.at_desk(db)
        outcomes = roster_import.take_in(db, at.cohort, sheet, _answers(), context.now())
    return _page(at, _view(at, sheet, outcomes), done=True)


@blueprint.post("/rest")
def rest() -> ResponseReturnValue:
    """The rows that were not taken in, as a list to put right and take in later."""
    try:
        sheet = _sheet()
    except Invalid as invalid:
        return _asked(invalid.message, 422)
    with context.reading() as db:
        at = desk.at_desk(db)
        outcomes = roster_import.preview(db, at.cohort, sheet, _answers())
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Rad", "Hvorfor", *map(_harmless, sheet.headings)])
    cells = dict(sheet.rows)
    for outcome in outcomes:
        if outcome.kind in (REFUSED, ASKS):
            why = outcome.why or WORDS[outcome.kind]
            row = map(_harmless, cells[outcome.number])
            writer.writerow([outcome.number, why, *row])
    body = out.getvalue().encode("utf-8-sig")
    return files.given(File("ikke_hentet_inn.csv", "text/csv; charset=utf-8", body))


def _harmless(cell: str) -> str:
    """A sheet would work out what begins like a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _shown(sheet: Sheet) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        outcomes = _preview(db, at, sheet)
    return _page(at, _view(at, sheet, outcomes))


def _preview(db: Session, at: At, sheet: Sheet) -> tuple[Outcome, ...]:
    return roster_import.preview(db, at.cohort, sheet, _answers())


def _view(at: At, sheet: Sheet, outcomes: tuple[Outcome, ...]) -> PreviewView:
    return preview_view(sheet, outcomes, at.cohort.seats, _packed(sheet))


def _page(at: At, view: PreviewView, *, done: bool = False) -> ResponseReturnValue:
    html = render_template(
        "roster/preview.html",
        view=view,
        done=done,
        answers=_answers(),
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html))


def _answers() -> dict[int, str]:
    """Who a row is about, by its number."""
    return {
        int(name.removeprefix("who_")): value
        for name, value in request.form.items()
        if name.startswith("who_") and name.removeprefix("who_").isdecimal()
    }


# --- there and back -------------------------------------------------------------------------


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="roster-import")


def _packed(sheet: Sheet) -> str:
    packed = _signer().dumps(
        {
            "headings": sheet.headings,
            "meanings": sheet.meanings,
            "rows": sheet.rows,
            "dropped": sheet.dropped,
            "forbidden": sorted(sheet.forbidden),
        }
    )
    return packed if isinstance(packed, str) else packed.decode("ascii")


def _sheet() -> Sheet:
    """The rows as they were sent, with the meanings that are chosen now. Raises Invalid."""
    try:
        held = _signer().loads(request.form.get("rows", ""), max_age=WHILE)
    except SignatureExpired:
        raise Invalid({"file": TOO_LATE}) from None
    except BadSignature:
        raise Invalid({"file": NO_FILE}) from None
    sheet = Sheet(
        headings=tuple(held["headings"]),
        meanings=tuple(held["meanings"]),
        rows=tuple((number, tuple(cells)) for number, cells in held["rows"]),
        dropped=tuple(held["dropped"]),
        forbidden=frozenset(held["forbidden"]),
    )
    return replace(sheet, meanings=_chosen(sheet))


def _chosen(sheet: Sheet) -> tuple[str, ...]:
    """Each meaning at most once: of two columns the one that was changed wins."""
    asked = [
        request.form.get(f"column_{number}", meaning)
        for number, meaning in enumerate(sheet.meanings)
    ]
    asked = [meaning if meaning in MEANINGS else "" for meaning in asked]
    changed = {
        number for number, (a, b) in enumerate(zip(asked, sheet.meanings, strict=True)) if a != b
    }
    taken: dict[str, int] = {}
    for number, meaning in enumerate(asked):
        if meaning and (meaning not in taken or number in changed):
            taken[meaning] = number
    return tuple(
        meaning if taken.get(meaning) == number else "" for number, meaning in enumerate(asked)
    )
