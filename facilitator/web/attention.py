"""«Se opp»: one press that all open phones answer to."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from facilitator.domain import attention
from facilitator.web import context
from facilitator.web.lead import answer, led_room

blueprint = Blueprint("attention", __name__)

CALLED = "Telefonene sier «Se opp» nå."
JUST_CALLED = "Telefonene sier allerede «Se opp»."


@blueprint.post("/rom/<public_id>/styring/se-opp")
def call(public_id: str) -> ResponseReturnValue:
    """Ask everybody to look up. The projector stands as it does."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        called = attention.call(db, room, context.now())
    return answer(public_id, CALLED if called else JUST_CALLED)
