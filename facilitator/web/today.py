"""`/i-dag`: where a prosessleder begins the day."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from facilitator.domain.policies import require_leader
from facilitator.models import Facilitator
from facilitator.presentation import today
from facilitator.web import context

blueprint = Blueprint("today", __name__)


@blueprint.get("/i-dag")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
        view = today.view(db, leader.name, context.now())
    return render_template("today/today.html", view=view)
