"""Choosing whom one works with."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import rooms, teams
from facilitator.errors import Invalid
from facilitator.web import context, phone

blueprint = Blueprint("teams", __name__)


@blueprint.post("/rom/<public_id>/lag/<int:activity_id>")
def choose(public_id: str, activity_id: int) -> ResponseReturnValue:
    """«Bli med», or on one's own."""
    try:
        with context.transaction() as db:
            room = rooms.require_open(context.room_or_404(db, public_id))
            person = phone.here(db, room)
            activity = phone.activity_in(db, room, activity_id)
            team = request.form.get("team", type=int)
            if team is None:
                teams.go_alone(db, activity, person)
            else:
                teams.join(db, activity, person, team)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))
