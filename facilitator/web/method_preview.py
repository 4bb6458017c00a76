"""«Slik blir det»: the projector and a phone in one phase of a method, in frames of our own.

The pages are pictures: no script runs in them, no form can be sent and nothing is listened to.
"""

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import methods
from facilitator.domain.stage import Stage
from facilitator.errors import FacilitatorError
from facilitator.presentation import method_faults, preview
from facilitator.processes.editing_shape import Raw
from facilitator.processes.faults import ProcessError
from facilitator.processes.schema import Process
from facilitator.web import context

blueprint = Blueprint("method_preview", __name__)

_STAGE = Stage()
SHOWN_FAULTS = 3
BROKEN = "Denne fasen kan ikke vises ennå. Se over feltene, og prøv igjen."


class Unfinished(Exception):
    """The working text cannot be shown; `lines` say what stops it."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        super().__init__(*lines)


@blueprint.get("/metoder/<key>/slik/lerret")
def projector(key: str) -> ResponseReturnValue:
    return _picture(key, "projector")


@blueprint.get("/metoder/<key>/slik/telefon")
def phone(key: str) -> ResponseReturnValue:
    return _picture(key, "phone")


def _picture(key: str, kind: str) -> Response:
    number = request.args.get("fase", 1, type=int)
    with context.reading() as db:
        try:
            process = _process(db, key, number)
        except Unfinished as unfinished:
            return _frame(render_template("methods/preview_faults.html", lines=unfinished.lines))
    index = preview.place(process, number)
    try:
        return _frame(_drawn(process, index, kind))
    except FacilitatorError:
        current_app.logger.exception("en fase kunne ikke settes opp")
        return _frame(render_template("methods/preview_faults.html", lines=(BROKEN,)))


def _process(db: Session, key: str, number: int) -> Process:
    """The working text for its owner, and for others what they may read of it."""
    actor = context.current_actor(db)
    shown = methods.find(db, actor, key)
    if shown.method is not None and methods.may_edit(actor, shown.method):
        try:
            return methods.process_of(shown.method)
        except ProcessError as error:
            return _around(shown.method.written, number, error)
    assert shown.process is not None  # without an edition it is its owner's alone
    return shown.process


def _around(written: Raw, number: int, error: ProcessError) -> Process:
    """The phase that is looked at, where what is wrong is wrong elsewhere."""
    try:
        return preview.around(written, number)
    except ProcessError as own:
        found = own.faults or error.faults
        raise Unfinished(method_faults.sentences(written, found)[:SHOWN_FAULTS]) from error


def _drawn(process: Process, index: int, kind: str) -> str:
    with _STAGE.showing(process, index, context.now()) as standing:
        if kind == "projector":
            board = preview.projector(standing)
            return render_template("methods/preview_projector.html", view=board)
        hand = preview.phone_of(standing, request.args.get("som", ""))
        return render_template("methods/preview_phone.html", view=hand)


DEAD = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""What a picture may do: be looked at, in a frame of ours."""


def _frame(html: str) -> Response:
    response = context.no_store(make_response(html))
    response.headers["Content-Security-Policy"] = DEAD
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
