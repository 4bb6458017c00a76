"""`/metoder/<key>/rediger`: where an own method is written, phase by phase.

What is typed is saved as it comes, also with faults in it; an edition is saved without. Each
form carries the revision it was made from, so that two windows never write over one another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.models import Method
from facilitator.presentation import method_editor
from facilitator.presentation.methods import frame
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.processes import editing, editing_lists
from facilitator.processes.editing import Edited
from facilitator.processes.editing_shape import EditRefused, Raw, index_of, tidy
from facilitator.web import context, desk, method_typed

blueprint = Blueprint("method_edit", __name__, url_prefix="/metoder/<key>/rediger")

SAVED = "Lagret."
GONE = "Dette kan ikke angres lenger, fordi metoden er endret etterpå."
NO_PHASE = "Fasen finnes ikke lenger. Velg en annen i lista."
HEAD = ""
"""Instead of a phase's key: the method itself."""


@dataclass(frozen=True)
class Said:
    """What a page says besides: what was done, why something was not, what can be undone."""

    notice: str = ""
    fault: str = ""
    undo: str = ""
    status: int = 200
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: bool = False


@blueprint.before_request
def _owner_only() -> None:
    """Asked before anything else, so that nobody else learns what is wrong with a form."""
    with context.reading() as db:
        _own(db, str((request.view_args or {}).get("key", "")))


@blueprint.get("")
def show(key: str) -> ResponseReturnValue:
    phase = request.args.get("fase", HEAD)
    with context.reading() as db:
        gone = phase and index_of(tidy(_own(db, key).written), phase) is None
    return _page(key, phase, Said(fault=NO_PHASE) if gone else None)


def _page(key: str, phase: str, said: Said | None = None) -> ResponseReturnValue:
    said = said or Said()
    with context.reading() as db:
        method = _own(db, key)
        actor = context.current_actor(db)
        view = method_editor.editor_view(
            db,
            method,
            phase,
            typed=said.typed,
            errors=said.errors,
            theirs=said.theirs,
            whose=request.args.get("som", ""),
        )
        top = frame(db, actor, context.now(), desk.led_by(db, actor))
    html = render_template(
        "methods/_editor_surface.html" if context.wants_snapshot() else "methods/editor.html",
        view=view,
        frame=top,
        said=said,
    )
    return context.no_store(make_response(html, said.status))


def _own(db: Session, key: str) -> Method:
    """The method, if it is the asker's own."""
    actor = context.current_actor(db)
    methods.require_use(actor)
    method = methods.find(db, actor, key).method
    if method is None:
        raise NotFound("Appens egne metoder kan ikke endres. Kopier metoden, så er kopien din.")
    methods.require_edit(actor, method)
    return method


# --- one change -----------------------------------------------------------------------------------

Change = Callable[[Raw], Edited]


def _change(
    key: str, phase: str, change: Change, *, done: str = "", undoable: bool = False
) -> ResponseReturnValue:
    """One change of the working text, and the page afterwards. `done` says what was done."""
    try:
        with context.transaction() as db:
            method = _own(db, key)
            kept = method_typed.with_typed(method.written)
            edited = method_typed.edited(change, kept)
            before = method.written
            if edited.raw != before:
                _write(db, method, edited, phase)
            revision = method.revision
            undo = _undo(method, kept, phase) if undoable or edited.said else ""
    except (Invalid, methods.MethodChanged) as error:
        if context.wants_json():
            raise
        return _page(key, phase, _refused(error))
    notice = " ".join(filter(None, (done, *edited.said)))
    chosen = edited.phase or phase
    target = _address(key, chosen)
    if context.wants_json() or not notice:
        told = {"notice": notice, "undo": undo if notice else ""}
        return context.done(target, next=target, revision=revision, **told)
    return _page(key, chosen, Said(notice=notice, undo=undo))


def _address(key: str, phase: str) -> str:
    return url_for("method_edit.show", key=key, fase=phase or None)


def _write(db: Session, method: Method, edited: Edited, phase: str) -> None:
    """Keeps it. What may not be kept at all is said at the field it was typed in."""
    seen = request.form.get("revision", -1, type=int)
    try:
        methods.write(db, method, edited.raw, seen=seen, now=context.now())
    except Invalid as invalid:
        raise Invalid(method_editor.at_fields(edited.raw, phase, invalid.errors)) from invalid


def _refused(error: FacilitatorError) -> Said:
    """The page again, with all that was typed."""
    errors = error.errors if isinstance(error, Invalid) else NOTHING
    return Said(
        fault="" if errors else error.message,
        status=error.status,
        typed=method_typed.typed(),
        errors=errors,
        theirs=isinstance(error, methods.MethodChanged),
    )


@blueprint.post("/om")
def change_head(key: str) -> ResponseReturnValue:
    typed, verb = method_typed.typed(), method_typed.verb("new_setting", "setting+")

    def change(raw: Raw) -> Edited:
        edited = editing_lists.change_head(raw, typed)
        return editing_lists.do_head(edited.raw, verb, typed) if verb else edited

    return _change(key, HEAD, change, **_taken_away(verb))


@blueprint.post("/fase/<phase_key>")
def change_phase(key: str, phase_key: str) -> ResponseReturnValue:
    """What is in the form; a button in it also adds or takes away something (`do`)."""
    typed, verb = method_typed.typed(), method_typed.verb("new_field", "field+")

    def change(raw: Raw) -> Edited:
        edited = editing.change_phase(raw, phase_key, typed)
        if not verb:
            return edited
        pressed = editing_lists.do(edited.raw, phase_key, verb, typed)
        return Edited(pressed.raw, (*edited.said, *pressed.said))

    return _change(key, phase_key, change, **_taken_away(verb))


_AWAY = {
    "prompt-": "Spørsmålet er tatt bort.",
    "step-": "Steget er tatt bort.",
    "field-": "Feltet er tatt bort.",
    "setting-": "Feltet er tatt bort.",
    "drop": "Det er tatt bort.",
}


def _taken_away(verb: str) -> dict[str, Any]:
    said = _AWAY.get(verb.partition(":")[0], "")
    return {"done": said, "undoable": bool(said)}


@blueprint.post("/ny")
def add_phase(key: str) -> ResponseReturnValue:
    kind, after = request.form.get("new_kind", ""), request.form.get("phase", HEAD)
    return _change(key, after, lambda raw: editing.add_phase(raw, kind, after))


@blueprint.post("/fase/<phase_key>/flytt")
def move_phase(key: str, phase_key: str) -> ResponseReturnValue:
    """`to` is `up` or `down`."""
    step = {"up": -1, "down": 1}.get(request.form.get("to", ""))
    if step is None:
        raise Invalid({"to": "Velg om fasen skal opp eller ned."})

    def change(raw: Raw) -> Edited:
        place = editing.place_of(tidy(raw), phase_key)
        return editing.move_phase(raw, phase_key, place + step)

    return _change(key, phase_key, change)


@blueprint.post("/fase/<phase_key>/fjern")
def remove_phase(key: str, phase_key: str) -> ResponseReturnValue:
    return _change(
        key,
        phase_key,
        lambda raw: editing.remove_phase(raw, phase_key),
        done="Fasen er tatt ut.",
        undoable=True,
    )


@blueprint.post("/angre")
def undo(key: str) -> ResponseReturnValue:
    """Everything as it was before what was just done. It travels signed, with its revision."""
    try:
        taken = _signer().loads(request.form.get("taken", ""))
    except BadSignature:
        raise Invalid({"taken": GONE}) from None

    def change(raw: Raw) -> Edited:
        if taken["key"] != key:
            raise EditRefused("taken", GONE)
        return Edited(dict(taken["raw"]))

    return _change(key, taken["phase"], change)


def _undo(method: Method, before: Mapping[str, Any], phase: str) -> str:
    return str(_signer().dumps({"key": method.key, "raw": before, "phase": phase}))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="method-undo")


@blueprint.post("/utgave")
def save_edition(key: str) -> ResponseReturnValue:
    """The working text as an edition; with faults the page says which, and where they are."""
    phase = request.form.get("phase", HEAD)
    if refused := _save_typed(key, phase):
        return refused
    try:
        with context.transaction() as db:
            method = _own(db, key)
            mended = editing.settled(method.written).raw
            if mended != method.written:
                methods.write(db, method, mended, seen=method.revision, now=context.now())
            by = methods.full_name(db, context.current_actor(db))
            number = methods.save_edition(db, method, context.now(), by).number
    except (methods.NotSound, Invalid) as error:
        if context.wants_json():
            raise
        return _page(key, phase, Said(fault=error.message, status=error.status))
    notice = f"Utgave {number} er lagret. Nå kan du prøve den i et rom, eller dele den."
    target = _address(key, phase)
    if context.wants_json():
        return context.done(target, next=target, notice=notice)
    return _page(key, phase, Said(notice=notice))


def _save_typed(key: str, phase: str) -> ResponseReturnValue | None:
    """Kept by itself first, since a fault in it stops the edition. Gives the page if refused."""
    try:
        with context.transaction() as db:
            method = _own(db, key)
            edited = Edited(method_typed.with_typed(method.written))
            if edited.raw != method.written:
                _write(db, method, edited, phase)
    except (Invalid, methods.MethodChanged) as error:
        if context.wants_json():
            raise
        return _page(key, phase, _refused(error))
    return None
