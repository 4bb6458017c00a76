"""A group's cards laid in columns: one press, one card. Drag presses the same buttons."""

from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import rooms, sorting
from facilitator.errors import Invalid
from facilitator.models import Activity, Group, Participant
from facilitator.processes.schema import Phase
from facilitator.web import context, phone
from facilitator.web.contributions import phase_of

blueprint = Blueprint("sorting", __name__)

Verb = Callable[[Session, Activity, Phase, Group, Participant], object]


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/<int:card_id>")
def place(public_id: str, group_id: int, phase_key: str, card_id: int) -> ResponseReturnValue:
    """Lay one card in a column, or in none."""
    column = request.form.get("column", "")[:40]
    return _do(
        public_id,
        group_id,
        phase_key,
        lambda db, activity, phase, group, person: sorting.place(
            db, activity, phase, group, person, card_id, column, context.now()
        ),
    )


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/nytt")
def add(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """A new card straight into a column."""
    form = request.form
    return _do(
        public_id,
        group_id,
        phase_key,
        lambda db, activity, phase, group, person: sorting.add(
            db,
            activity,
            phase,
            group,
            person,
            form.get("text", ""),
            form.get("column", "")[:40],
            form.get("row", 0, type=int),
            context.now(),
        ),
    )


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/kolonne/ferdig")
def finish(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Ferdig»: what is left lies as not settled."""
    keep = bool(request.form.get("keep"))
    return _do(
        public_id,
        group_id,
        phase_key,
        lambda db, activity, phase, group, person: sorting.finish(
            db, activity, phase, group, person, context.now(), keep=keep
        ),
    )


def _do(public_id: str, group_id: int, phase_key: str, verb: Verb) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            rooms.require_open(room)
            group = phone.own_group(db, room, person, group_id)
            activity = db.get_one(Activity, group.activity_id)
            verb(db, activity, phase_of(activity, phase_key), group, person)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))
