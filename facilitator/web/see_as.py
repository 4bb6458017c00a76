"""«Se som deltaker»: what a phone in the room shows now, for nobody in particular."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.presentation import phone_stand_in
from facilitator.web import context
from facilitator.web.lead import led_room

blueprint = Blueprint("see_as", __name__)


@blueprint.get("/rom/<public_id>/styring/deltaker")
def show(public_id: str) -> ResponseReturnValue:
    """Read-only, drawn by the phones' own templates with a stand-in who has written nothing."""
    with context.reading() as db:
        room, _ = led_room(db, public_id)
        view = phone_stand_in.view(db, room, context.now())
        name = "_as_participant.html" if context.wants_snapshot() else "as_participant.html"
        html = render_template(f"lead/{name}", view=view)
    return context.no_store(make_response(html))
