"""`/notat/<number>`: the samlingsnotat of a day, for prosessledere, on the page and as files."""

import secrets

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents import formats, xlsx
from facilitator.documents.formats import File
from facilitator.domain import harvests, notes
from facilitator.errors import Conflict, Invalid, NotFound
from facilitator.models import Gathering
from facilitator.presentation import note_cards
from facilitator.presentation.content import Document
from facilitator.presentation.note import note
from facilitator.web import context, files
from facilitator.web.desk import At, at_desk

blueprint = Blueprint("notes", __name__, url_prefix="/notat")

WORKBOOK = "xlsx"
OTHERS = (
    ("html", "Nettside", "Én fil, med bildene i"),
    ("md", "Markdown", "Ren tekst"),
    ("xlsx", "Excel", "Kortene, ett på hver rad"),
    ("json", "JSON", "For andre systemer"),
)
"""What the page offers besides PDF and Word: ending, name, and what it is good for."""


@blueprint.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    return _page(number)


def _page(number: int, **refused: object) -> ResponseReturnValue:
    """The note; after a refusal with what was typed (`typed`), what is wrong or stands there."""
    with context.reading() as db:
        at, gathering = _at(db, number)
        found = note(harvests.day(db, gathering))
    html = render_template(
        "note/note.html",
        note=found,
        leader=at.name,
        cohort_key=at.desk.kull or None,
        editor=secrets.token_hex(8),
        others=OTHERS,
        **refused,
    )
    return context.no_store(make_response(html))


def _at(db: Session, number: int) -> tuple[At, Gathering]:
    """The samling with that number, of the kull at the desk."""
    at = at_desk(db)
    return at, harvests.find_gathering(db, at.cohort.id, number)


def _gathering(db: Session, number: int) -> Gathering:
    return _at(db, number)[1]


@blueprint.get("/<int:number>.<ending>")
@files.limited
def as_file(number: int, ending: str) -> ResponseReturnValue:
    """In any of the formats that a document has; its cards alone as a workbook."""
    with context.reading() as db:
        gathering = _gathering(db, number)
        if ending not in (*formats.FORMATS, WORKBOOK):
            raise NotFound
        day = harvests.day(db, gathering)
        made = note_cards.book(day) if ending == WORKBOOK else note(day).document()
    if isinstance(made, Document):
        return files.document(made, ending)
    body = files.aside(xlsx.render, made, context.now())
    return files.given(File(f"{made.filename}.{WORKBOOK}", xlsx.MIMETYPE, body))


@blueprint.post("/<int:number>/tekst")
def write(number: int) -> ResponseReturnValue:
    """The prosessleders' own words, kept as they are written."""
    typed = request.form.get("free_text", "")
    try:
        version = _write(number, typed)
    except Conflict as conflict:
        if context.wants_json():
            raise
        theirs = str(conflict.current["free_text"])
        return make_response(_page(number, typed=typed, theirs=theirs), conflict.status)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return make_response(_page(number, typed=typed, errors=invalid.errors), invalid.status)
    return context.done(_address(number, "tillegg-felt"), version=version)


def _write(number: int, typed: str) -> int:
    form = request.form
    with context.transaction() as db:
        kept = notes.write(
            db,
            _gathering(db, number),
            typed,
            version=form.get("version", 0, type=int),
            editor=form.get("editor", "")[:64] or context.client_id(),
            seen=_seen(),
            now=context.now(),
        )
        return kept.version


@blueprint.post("/<int:number>/sitat/<int:card_id>/ta-ut")
def drop(number: int, card_id: int) -> ResponseReturnValue:
    """Leave a quote out. It can be taken back, never changed."""
    with context.transaction() as db:
        notes.drop(db, _gathering(db, number), card_id, _seen(), context.now())
    return context.done(_address(number, f"sitat-{card_id}"))


@blueprint.post("/<int:number>/sitat/<int:card_id>/ta-med")
def take_back(number: int, card_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        notes.take_back(db, _gathering(db, number), card_id, _seen(), context.now())
    return context.done(_address(number, f"sitat-{card_id}"))


def _seen() -> list[int]:
    """The cards that the form's page showed."""
    return [int(word) for word in request.form.get("seen", "").split(",") if word.isdigit()]


def _address(number: int, anchor: str) -> str:
    kull = request.args.get("kull")
    return url_for("notes.show", number=number, kull=kull, _anchor=anchor)
