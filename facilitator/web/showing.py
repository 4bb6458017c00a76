"""Who has the floor while groups show what they have made."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from facilitator.domain import activities, showing
from facilitator.web import context
from facilitator.web.lead import answer, led_room

blueprint = Blueprint("showing", __name__)


@blueprint.post("/rom/<public_id>/styring/framvisning")
def go_to(public_id: str) -> ResponseReturnValue:
    """The floor goes to the group with that number; the press names it, so twice is once."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        activity = activities.require_current(db, room)
        showing.go_to(db, activity, request.form.get("number", 0, type=int), context.now())
    return answer(public_id)
