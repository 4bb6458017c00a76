"""Private marks: set and taken away by the one whose they are."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import marks, rooms
from facilitator.domain.running import process_of
from facilitator.errors import NotFound
from facilitator.models import Activity
from facilitator.processes.schema import Phase
from facilitator.web import context, phone

blueprint = Blueprint("marks", __name__)


@blueprint.post("/rom/<public_id>/merke/<int:activity_id>/<phase_key>/<int:card_id>")
def put(public_id: str, activity_id: int, phase_key: str, card_id: int) -> ResponseReturnValue:
    """`on` is 1 or 0, so that a press that comes twice is one; `item` a line of the card."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        activity = phone.activity_in(db, room, activity_id)
        marks.put(
            db,
            activity,
            _phase(activity, phase_key),
            person,
            card_id,
            item=request.form.get("item", marks.WHOLE, type=int),
            on=request.form.get("on") == "1",
        )
    return context.done(f"{url_for('phone.show', public_id=public_id)}#card-{card_id}")


@blueprint.post("/rom/<public_id>/merker/<int:activity_id>/<phase_key>/bort")
def clear(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """Somebody else shows now: one's own ticks begin anew."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        activity = phone.activity_in(db, room, activity_id)
        marks.clear(db, activity, _phase(activity, phase_key), person)
    return context.done(url_for("phone.show", public_id=public_id))


def _phase(activity: Activity, key: str) -> Phase:
    phase = next((p for p in process_of(activity).phases if p.key == key), None)
    if phase is None:
        raise NotFound
    return phase
