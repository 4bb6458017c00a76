"""Photos and files of a practice document: taken in, given out, taken away."""

import threading

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from facilitator.domain import (
    document_files,
    practice_content,
    practice_files,
    practice_writing,
    whole_mappe,
)
from facilitator.domain.document_files import Judged
from facilitator.domain.practice import NotOpen
from facilitator.errors import Conflict, Invalid, NotFound
from facilitator.presentation.documents import file_view
from facilitator.web import context, incoming
from facilitator.web.documents import folder, keep_typed, refused

blueprint = Blueprint("document_uploads", __name__, url_prefix="/mappe/dokument")

REQUEST_LIMIT = document_files.MOST_BYTES + 200_000
"""The file, and what is typed beside it."""

AT_ONCE = 2
"""A picture may take a hundred megabytes while it is opened."""

HARMLESS = "default-src 'none'; img-src 'self'; sandbox"

_opening = threading.BoundedSemaphore(AT_ONCE)


def _too_large() -> ResponseReturnValue:
    if not context.wants_json():
        return render_template("error.html", message=document_files.TOO_HEAVY, status=413), 413
    errors = {"file": document_files.TOO_HEAVY}
    return jsonify({"ok": False, "message": errors["file"], "errors": errors}), 413


incoming.take_large(
    blueprint, "upload", REQUEST_LIMIT, lambda actor: actor.whole_portfolio, _too_large
)


@blueprint.post("/<ref>/fil")
def upload(ref: str) -> ResponseReturnValue:
    """One photo or file. Judged outside the database and the hub; the text is kept with it."""
    sent = request.files.get("file")
    try:
        keep_typed(ref)
        return _take(ref, sent)
    except (Invalid, Conflict, NotOpen) as fault:
        return refused(ref, fault)
    finally:
        if sent is not None:
            sent.close()


def _take(ref: str, sent: FileStorage | None) -> ResponseReturnValue:
    if sent is None:
        raise Invalid({"file": document_files.NOT_CHOSEN})
    if known := _sent_before(ref):
        return _answer(ref, known)
    token = practice_files.new_token()
    stored, judged = _keep(sent, token)
    try:
        file_id, kept = _remember(ref, token, judged)
    except BaseException:
        document_files.remove(folder(), stored)
        raise
    if kept != token:
        document_files.remove(folder(), stored)
    return _answer(ref, file_id)


def _sent_before(ref: str) -> int:
    with context.reading() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        document = practice_writing.require(db, person, ref)
        found = practice_files.sent_before(document, context.client_id())
        if found is None:
            practice_files.require_room(db, document, 0)
        return found.id if found is not None else 0


def _keep(sent: FileStorage, token: str) -> tuple[str, Judged]:
    run = current_app.config["RUN_IN_THREAD"]
    with _opening:
        judged: Judged = run(document_files.judge, sent.stream, sent.filename or "")
        stored = f"{token}.{practice_content.ENDINGS[judged.kind]}"
        run(document_files.write, folder(), stored, judged, sent.stream)
    return stored, judged


def _remember(ref: str, token: str, judged: Judged) -> tuple[int, str]:
    with context.transaction() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        document = practice_writing.require(db, person, ref, lock=True)
        file = practice_files.add(
            db, document, token, judged, client_id=context.client_id(), now=context.now()
        )
        return file.id, file.token


def _answer(ref: str, file_id: int) -> ResponseReturnValue:
    """Script gets the new field to put into the form it has; a plain form its page again."""
    page = url_for("documents.show", ref=ref, _anchor=f"fil-{file_id}")
    if not context.wants_json():
        return context.done(page)
    with context.reading() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        document = practice_writing.require(db, person, ref)
        files = practice_content.shown_files(document)
        view = next((file_view(file) for file in files if file.id == file_id), None)
    if view is None:
        raise NotFound(practice_files.GONE)
    html = render_template("documents/_file.html", file=view, ref=ref, errors={})
    return context.done(page, id=file_id, html=html, photo=view.is_photo)


@blueprint.post("/<ref>/fil/<int:file_id>/bort")
def remove(ref: str, file_id: int) -> ResponseReturnValue:
    try:
        keep_typed(ref)
        with context.transaction() as db:
            person = whole_mappe.require_owner(db, context.current_actor(db))
            document = practice_writing.require(db, person, ref, lock=True)
            name = practice_files.take_out(db, document, file_id, context.now())
    except (Invalid, Conflict, NotOpen) as fault:
        return refused(ref, fault)
    if name:
        document_files.remove(folder(), name)
    page = url_for("documents.show", ref=ref, _anchor="filer")
    return context.done(page, next=url_for("documents.show", ref=ref))


@blueprint.get("/fil/<token>")
def show(token: str) -> ResponseReturnValue:
    """A photo to look at, any other file to save; never anything that a browser would run."""
    with context.reading() as db:
        file = practice_files.for_reader(db, token, context.current_actor(db))
        name, kind, stored = file.name, file.kind, practice_content.file_name(file)
    path = document_files.path_of(folder(), stored)
    if not path.is_file():
        raise NotFound(practice_files.GONE)
    photo = kind == practice_content.PHOTO
    answer: Response = send_file(
        path,
        mimetype="image/jpeg" if photo else "application/octet-stream",
        as_attachment=not photo,
        download_name=name,
        etag=token,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return context.asked_anew(answer)
