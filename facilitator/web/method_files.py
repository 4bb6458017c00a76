"""A method out of the app as a TOML file, and into it again."""

from dataclasses import dataclass, replace

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.documents.formats import File
from facilitator.domain import method_import, methods
from facilitator.domain.method_import import Known, Read
from facilitator.errors import Invalid
from facilitator.presentation.method_faults import sentences
from facilitator.presentation.methods import frame
from facilitator.processes.faults import ProcessError
from facilitator.processes.writer import dump_process, dump_written
from facilitator.web import context, desk, files, incoming
from facilitator.web.methods import editor

blueprint = Blueprint("method_files", __name__, url_prefix="/metoder")

REQUEST_LIMIT = 12_000_000
"""Read to the end, so that whoever picks a wrong file is told what is wrong with it."""
AS_NEW, AS_DRAFT = "ny", "kladd"
NOTHING_SENT = "Velg en fil, eller lim inn teksten."
TOO_HEAVY = "Dette er altfor stort til å være en metode. En metode kan være 200 kB."
NO_FILE_YET = "Metoden har feil som må rettes før den kan lastes ned som den er."


# --- out ------------------------------------------------------------------------------------


@blueprint.get("/<key>.toml")
def download(key: str) -> ResponseReturnValue:
    """The newest edition, or the one that is asked for; of one's own draft the working text."""
    number = request.args.get("utgave", type=int)
    with context.reading() as db:
        actor = context.current_actor(db)
        shown = methods.find(db, actor, key)
        if shown.method is not None and number is not None:
            text = dump_process(methods.edition(db, shown.method, number))
        elif shown.process is not None:
            text = dump_process(shown.process)
        elif shown.method is not None:
            text = _as_it_stands(shown.method.written)
    name = f"{key}_utgave_{number}" if number is not None else key
    return files.given(File(f"{name}.toml", "application/toml; charset=utf-8", text.encode()))


def _as_it_stands(written: dict[str, object]) -> str:
    try:
        return dump_written(written)
    except (TypeError, AttributeError, ValueError) as error:
        raise Invalid({"edition": NO_FILE_YET}) from error


# --- in -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: the text, and the name of the file when it was one."""

    text: str = ""
    file: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ImportView:
    """The form, with all that was sent still in it and what is to be said about it."""

    text: str = ""
    file: str = ""
    errors: tuple[str, ...] = ()
    may_be_mended: bool = False
    known: Known | None = None
    name: str = ""


def _too_large() -> ResponseReturnValue:
    return _page(ImportView(errors=(TOO_HEAVY,)), 413)


incoming.take_large(blueprint, "take_in", REQUEST_LIMIT, methods.may_use, _too_large, as_text=True)


@blueprint.get("/hent-inn")
def ask() -> ResponseReturnValue:
    return _page(ImportView())


def _page(view: ImportView, status: int = 200) -> Response:
    with context.reading() as db:
        actor = context.current_actor(db)
        methods.require_use(actor)
        top = frame(db, actor, context.now(), desk.led_by(db, actor))
    html = render_template("methods/import.html", view=view, frame=top)
    return context.no_store(make_response(html, status))


@blueprint.post("/hent-inn")
def take_in() -> ResponseReturnValue:
    """A file or pasted text. What is wrong is said, and what was sent stays in the form."""
    with context.reading() as db:
        methods.require_use(context.current_actor(db))
    sent = _sent()
    if sent.fault:
        return _page(ImportView(sent.text, sent.file, (sent.fault,)), 422)
    found: Read = current_app.config["RUN_IN_THREAD"](method_import.read, sent.text)
    chosen = request.form.get("som", "")
    view = ImportView(sent.text, sent.file)
    if found.process is None and not (chosen == AS_DRAFT and found.may_be_mended):
        return _page(_faulty(view, found), 422)
    try:
        with context.transaction() as db:
            asked = _kept(db, found, chosen)
            if isinstance(asked, Known):
                return _page_after(view, asked, found)
            key, name = asked
    except Invalid as invalid:
        return _page(replace(view, errors=tuple(invalid.errors.values())), 422)
    flash(f"«{name}» er hentet inn.", "good")
    target = editor(key) if found.process is None else url_for("methods.show", key=key)
    return redirect(target, code=303)


def _kept(db: Session, found: Read, chosen: str) -> Known | tuple[str, str]:
    """Taken in, unless it is here already and nobody has said that it is to be a new one."""
    actor = context.current_actor(db)
    if found.process is not None and chosen != AS_NEW:
        known = method_import.known(db, actor, found.process)
        if known is not None:
            return known
    method = method_import.take_in(db, actor, context.now(), found)
    return method.key, method.name


def _page_after(view: ImportView, known: Known, found: Read) -> Response:
    name = found.process.name if found.process else ""
    return _page(replace(view, known=known, name=name), 409)


def _faulty(view: ImportView, found: Read) -> ImportView:
    return replace(
        view,
        errors=sentences(found.raw, found.faults),
        may_be_mended=found.may_be_mended,
    )


def _sent() -> Sent:
    """The file when one is chosen, else what is pasted."""
    pasted = request.form.get("text", "").replace("\r\n", "\n")
    file = request.files.get("file")
    if file is None or not file.filename:
        named = " ".join(request.form.get("file_name", "").split())[:120]
        return Sent(pasted, named, "" if pasted.strip() else NOTHING_SENT)
    name = " ".join(file.filename.split())[:120]
    data = file.stream.read(REQUEST_LIMIT)
    file.close()
    try:
        return Sent(method_import.text_of(data), name)
    except ProcessError as error:
        return Sent(pasted, name, error.faults[0].message)
