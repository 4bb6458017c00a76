"""`/mappe/dokument`: a practice document is written, handed in, taken back and read again.

Every press of the form saves what is typed first, so that nothing is lost whichever it is.
"""

import secrets
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import (
    document_files,
    practice,
    practice_content,
    practice_files,
    practice_writing,
    reviewing,
    whole_mappe,
)
from facilitator.domain.practice import NotOpen
from facilitator.domain.practice_fields import Typed, Written
from facilitator.errors import Conflict, Invalid
from facilitator.models import Gathering, Participant, PracticeDocument
from facilitator.presentation import documents, documents_form, nudges
from facilitator.web import context, files, nudging

blueprint = Blueprint("documents", __name__, url_prefix="/mappe/dokument")


def folder() -> Path:
    return files.data_dir() / document_files.FOLDER


@blueprint.get("/ny")
def begin() -> ResponseReturnValue:
    """An address for a document that is not there yet; nothing is kept before it is written."""
    card = request.args.get("kort", type=int)
    with context.reading() as db:
        whole_mappe.require_owner(db, context.current_actor(db))
    ref = f"kort-{card}" if card else "ny-" + secrets.token_hex(16)
    return redirect(_at(ref, samling=request.args.get("samling", type=int)), code=303)


@blueprint.get("/<ref>")
def show(ref: str) -> ResponseReturnValue:
    return _page(ref)


def _page(
    ref: str,
    *,
    typed: Typed | None = None,
    errors: dict[str, str] | None = None,
    theirs: Conflict | None = None,
    late: NotOpen | None = None,
) -> ResponseReturnValue:
    """The form, or the document to read when it is locked; `late`: what came too late for it."""
    with context.reading() as db:
        actor = context.current_actor(db)
        person = whole_mappe.require_owner(db, actor)
        document = practice_writing.find(db, person, ref)
        if document is not None and not _is_written_in(document, typed):
            return _to_read(db, person, document, typed or {}, late)
        card = practice_writing.source_of(db, actor, ref)
        view = documents_form.form_view(
            ref,
            document,
            person.cohort,
            practice_writing.processes(card, document),
            practice_writing.period(person.cohort, context.now()),
            kept=_kept(person, ref, document),
            blank=practice_writing.material(card) if card is not None else Written(),
            between=_between(db, person),
            typed=typed,
        )
        found = nudges.of(db, person.cohort_id, {"title": view.title, "text": view.text})
    html = render_template(
        "documents/form.html",
        view=view,
        nudges=found,
        errors=errors or {},
        fault=late.message if late else "",
        theirs=str(theirs.current.get("text", "")) if theirs else "",
        editor=secrets.token_hex(16),
    )
    refusal = theirs or late
    response = context.no_store(make_response(html, refusal.status if refusal else _status(errors)))
    response.headers["X-Offline"] = "1"
    return response


def _is_written_in(document: PracticeDocument, typed: Typed | None) -> bool:
    """The form, or what stands: an answered one is only written in by whoever wants to go on."""
    if not practice_content.is_answered_for_good(document):
        return reviewing.is_open(document.status)
    wanted = typed is not None or request.args.get("skriv") == "1"
    return wanted or practice_content.is_changed(document)


def _status(errors: dict[str, str] | None) -> int:
    return Invalid.status if errors else 200


def _to_read(
    db: Session,
    person: Participant,
    document: PracticeDocument,
    typed: Typed,
    late: NotOpen | None,
) -> ResponseReturnValue:
    """With what was typed too late to be kept, for its owner to copy."""
    view = documents.page_view(
        document,
        person.cohort,
        practice_writing.processes(document=document),
        practice.newer_of(db, document),
    )
    lost = next(iter(typed.get("text", ())), "") if late else ""
    html = render_template(
        "documents/read.html",
        view=view,
        fault=late.message if late else "",
        lost="" if lost.split() == view.text.split() else lost,
    )
    return context.no_store(make_response(html, late.status if late else 200))


def _kept(person: Participant, ref: str, document: PracticeDocument | None) -> str:
    """What the text is called on the phone: the same whichever address the page was opened by."""
    if document is None:
        return f"dokument-{practice_writing.key_of(person, ref)}"
    return f"dokument-{document.key or document.id}"


def _between(db: Session, person: Participant) -> str:
    """The between-task that one came from, to write to."""
    wanted = request.args.get("samling", type=int)
    gathering = db.get(Gathering, wanted) if wanted else None
    if gathering is None or gathering.cohort_id != person.cohort_id:
        return ""
    return gathering.between_task or ""


def _at(ref: str, **more: Any) -> str:
    return url_for("documents.show", ref=ref, **more)


# --- writing ----------------------------------------------------------------------------------


@blueprint.post("/<ref>/lagre")
def save(ref: str) -> ResponseReturnValue:
    """As it is typed, and «Lagre kladden» where no script runs."""
    try:
        document = keep_typed(ref)
    except (Invalid, Conflict, NotOpen) as fault:
        return refused(ref, fault)
    return context.done(
        _at(ref),
        version=document.version,
        saved=_clock(document),
        **nudging.of_form(),
    )


def _clock(document: PracticeDocument) -> str:
    return documents_form.saved_words(document.saved_at or context.now())


def keep_typed(ref: str) -> PracticeDocument:
    """What the form holds, kept in a transaction of its own."""
    with context.transaction() as db:
        actor = context.current_actor(db)
        person = whole_mappe.require_owner(db, actor)
        card = practice_writing.source_of(db, actor, ref)
        document = practice_writing.begin(db, actor, person, ref, context.now())
        if "title" not in request.form:
            return document
        known = practice_writing.processes(card, document)
        return practice_writing.save(
            db,
            document,
            dict(request.form.lists()),
            practice_writing.choices(document, person.cohort, known),
            version=request.form.get("version", 0, type=int),
            editor=request.form.get("editor", "")[:64] or context.client_id(),
            now=context.now(),
        )


def refused(ref: str, fault: Invalid | Conflict | NotOpen) -> ResponseReturnValue:
    """Script is told at the fields; a plain form gets its page again with all that was typed."""
    if context.wants_json():
        raise fault
    typed = dict(request.form.lists())
    if isinstance(fault, NotOpen):
        return _page(ref, typed=typed if "title" in typed else None, late=fault)
    if isinstance(fault, Conflict):
        return _page(ref, typed=typed, theirs=fault)
    return _page(ref, typed=typed, errors=fault.errors)


@blueprint.post("/<ref>/lever")
def hand_in(ref: str) -> ResponseReturnValue:
    """Kept first, also when something is still to be said before it can be read."""
    try:
        keep_typed(ref)
        with context.transaction() as db:
            document, person = _own(db, ref)
            period = practice_writing.period(person.cohort, context.now())
            practice.hand_in(db, document, context.now(), period=period)
    except (Invalid, Conflict, NotOpen) as fault:
        return refused(ref, fault)
    return context.done(_at(ref), next=_at(ref))


def _own(db: Session, ref: str) -> tuple[PracticeDocument, Participant]:
    person = whole_mappe.require_owner(db, context.current_actor(db))
    return practice_writing.require(db, person, ref, lock=True), person


@blueprint.post("/<ref>/trekk")
def withdraw(ref: str) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            document, _ = _own(db, ref)
            practice.withdraw(db, document, context.now())
    except NotOpen as fault:
        return refused(ref, fault)
    return context.done(_at(ref), next=_at(ref))


@blueprint.post("/<ref>/ny-versjon")
def renew(ref: str) -> ResponseReturnValue:
    """A kladd beside the approved one. Its files are the same; what is kept never changes."""
    with context.transaction() as db:
        document, _ = _own(db, ref)
        made = practice.new_version(db, document, context.now())
        source = db.get(PracticeDocument, made.replaces_id) if made.replaces_id else None
        if source is not None and not made.files and made.version == 0:
            pairs = practice_files.copy_into(db, source, made, context.now())
            for stored, twin in pairs:
                document_files.copy(folder(), stored, twin)
        number = made.id
    return context.done(_at(str(number)), next=_at(str(number)))


@blueprint.post("/<ref>/slett")
def remove(ref: str) -> ResponseReturnValue:
    """A kladd that is thrown away. A second time there is nothing left to do."""
    with context.transaction() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        gone = ref.isdecimal() and db.get(PracticeDocument, int(ref[:9])) is None
        found = None if gone else practice_writing.find(db, person, ref, lock=True)
        names = practice.remove(db, found) if found is not None else []
    for name in names:
        document_files.remove(folder(), name)
    mappe = url_for("portfolio.show")
    if context.wants_json():
        return jsonify({"ok": True, "next": mappe})
    return redirect(mappe, code=303)
