"""The interview guide on one sheet of paper, for those without a phone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from facilitator.domain import activities, entry
from facilitator.presentation.guide import guide_view
from facilitator.web import context

blueprint = Blueprint("guide", __name__)


@blueprint.get("/rom/<public_id>/guide")
def show(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        entry.require_reading_along(db, room, context.current_actor(db))
        found = activities.current(db, room) or next(iter(activities.in_room(db, room)), None)
        return render_template("guide.html", guide=guide_view(room, found))
