"""`/metoder`: the library of methods, and what one may do with those of one's own."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.domain.method_reading import Shown
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotFound
from facilitator.models import Method
from facilitator.presentation.method_page import method_view
from facilitator.presentation.methods import frame, library_view, new_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import context, desk

blueprint = Blueprint("methods", __name__, url_prefix="/metoder")

SOUGHT = 80
"""Characters of what is searched for; the rest is left out."""


@blueprint.get("")
def library() -> ResponseReturnValue:
    sought = " ".join(request.args.get("sok", "").split())[:SOUGHT]
    with context.reading() as db:
        actor = _user(db)
        view = library_view(db, actor, context.now(), desk.led_by(db, actor), sought)
    html = render_template("methods/library.html", view=view, frame=view.frame)
    return context.no_store(make_response(html))


def _user(db: Session) -> Actor:
    actor = context.current_actor(db)
    methods.require_use(actor)
    return actor


# --- a new one ------------------------------------------------------------------------------


@blueprint.get("/ny-metode")
def ask_new() -> ResponseReturnValue:
    return _new_page()


@blueprint.post("/ny-metode")
def begin() -> ResponseReturnValue:
    """Empty, or a copy of one that may be read; on to the editor."""
    form = request.form
    try:
        with context.transaction() as db:
            actor = _user(db)
            like = _like(db, actor, form.get("like", ""))
            method = methods.begin(db, actor, context.now(), like=like, name=form.get("name", ""))
            key = method.key
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _new_page(form, invalid.errors)
    return context.done(editor(key), next=editor(key))


def _like(db: Session, actor: Actor, key: str) -> Any:
    if not key:
        return None
    process = methods.find(db, actor, key).process
    if process is None:
        raise Invalid({"like": "Denne metoden har noe som må rettes før den kan kopieres."})
    return process


def _new_page(
    typed: Mapping[str, str] = NOTHING, errors: Mapping[str, str] = NOTHING
) -> ResponseReturnValue:
    with context.reading() as db:
        actor = _user(db)
        chosen = typed.get("like", request.args.get("like", ""))
        led, name = desk.led_by(db, actor), typed.get("name")
        view = new_view(db, actor, context.now(), led, chosen, name, errors)
    html = render_template("methods/new.html", view=view, frame=view.frame)
    return context.no_store(make_response(html, 422 if errors else 200))


def editor(key: str) -> str:
    return f"{url_for('methods.show', key=key)}/rediger"


# --- one method -----------------------------------------------------------------------------


@blueprint.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    return _page(key)


def _page(
    key: str,
    errors: Mapping[str, str] = NOTHING,
    *,
    asks: int = 0,
    status: int = 200,
) -> ResponseReturnValue:
    with context.reading() as db:
        actor = _user(db)
        shown = methods.find(db, actor, key)
        seen, som = request.args.get("fase", 0, type=int), request.args.get("som", "")
        view = method_view(db, actor, shown, errors=errors, asks=asks, seen=seen, som=som)
        top = frame(db, actor, context.now(), desk.led_by(db, actor))
    html = render_template("methods/show.html", view=view, frame=top)
    return context.no_store(make_response(html, status))


def _own(db: Session, key: str) -> tuple[Actor, Method]:
    """The method, if it is the asker's own. Raises NotAllowed for one that is only read."""
    actor, shown = _find(db, key)
    method = _made(shown)
    methods.require_edit(actor, method)
    return actor, method


def _find(db: Session, key: str) -> tuple[Actor, Shown]:
    actor = _user(db)
    return actor, methods.find(db, actor, key)


def _made(shown: Shown) -> Method:
    if shown.method is None:
        raise NotFound("Appens egne metoder kan ikke endres. Kopier metoden, så er kopien din.")
    return shown.method


def _refusing(key: str, change: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Script is told what is wrong; a person gets the page again with it said at its place."""
    try:
        return change()
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(key, invalid.errors, status=422)
    except (methods.NotSound, methods.MethodChanged) as error:
        if context.wants_json():
            raise
        return _page(key, {"edition": error.message}, status=error.status)


@blueprint.post("/<key>/utgave")
def save_edition(key: str) -> ResponseReturnValue:
    def change() -> ResponseReturnValue:
        with context.transaction() as db:
            actor, method = _own(db, key)
            before = method.version
            by = methods.full_name(db, actor)
            number = methods.save_edition(db, method, context.now(), by).number
        new = number != before
        said = (
            f"Lagret som utgave {number}." if new else f"Alt er lagret i utgave {number} fra før."
        )
        return _done(key, said, number=number)

    return _refusing(key, change)


@blueprint.post("/<key>/utgave/<int:number>/ta-fram")
def take_up(key: str, number: int) -> ResponseReturnValue:
    """An old edition becomes the working text; asks first when something would be lost."""
    form = request.form

    def change() -> ResponseReturnValue:
        with context.transaction() as db:
            _, method = _own(db, key)
            if methods.is_changed(db, method) and form.get("sure") != "1":
                methods.edition(db, method, number)
                return _asks(key, number)
            seen = form.get("revision", -1, type=int)
            methods.take_up(db, method, number, seen=seen, now=context.now())
        return _done(key, f"Utgave {number} er tatt fram. Du kan endre den videre.")

    return _refusing(key, change)


def _asks(key: str, number: int) -> ResponseReturnValue:
    target = url_for("methods.ask_take_up", key=key, number=number)
    return context.done(target, next=target)


@blueprint.get("/<key>/utgave/<int:number>/ta-fram")
def ask_take_up(key: str, number: int) -> ResponseReturnValue:
    with context.reading() as db:
        _, method = _own(db, key)
        methods.edition(db, method, number)
    return _page(key, asks=number)


@blueprint.post("/<key>/del")
def share(key: str) -> ResponseReturnValue:
    """With the kull, with everyone, or with nobody any more."""
    form = request.form

    def change() -> ResponseReturnValue:
        with context.transaction() as db:
            actor, shown = _find(db, key)
            method = _made(shown)
            scope, cohort = form.get("scope", ""), form.get("cohort", type=int)
            methods.share(db, actor, method, scope, cohort_id=cohort)
            still = methods.may_read(db, actor, method)
        said = {
            methods.OWN: "Metoden er ikke delt lenger.",
            methods.COHORT: "Metoden er delt med kullet.",
            methods.ALL: "Metoden er delt med alle.",
        }[scope]
        return _done(key if still else "", said)

    return _refusing(key, change)


@blueprint.get("/<key>/slett")
def ask_remove(key: str) -> ResponseReturnValue:
    with context.reading() as db:
        actor, method = _own(db, key)
        name, scope = method.name, method.scope
        top = frame(db, actor, context.now(), desk.led_by(db, actor))
    html = render_template("methods/remove.html", key=key, name=name, scope=scope, frame=top)
    return context.no_store(make_response(html))


@blueprint.post("/<key>/slett")
def remove(key: str) -> ResponseReturnValue:
    if request.form.get("sure") != "1":
        return ask_remove(key)
    with context.transaction() as db:
        actor, method = _own(db, key)
        methods.remove(db, actor, method)
    return _done("", "Metoden er slettet.")


def _done(key: str, said: str, **payload: Any) -> ResponseReturnValue:
    """A plain form is led back with what was done; script says it where it is."""
    if not context.wants_json():
        flash(said, "good")
    target = url_for("methods.show", key=key) if key else url_for("methods.library")
    return context.done(target, message=said, next=target, **payload)
