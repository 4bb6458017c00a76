"""`/deltakere`: the kull's people. For prosessledere."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain.policies import require_leader
from facilitator.models import Facilitator
from facilitator.presentation import people
from facilitator.presentation.people import Desk
from facilitator.web import context

blueprint = Blueprint("people", __name__, url_prefix="/deltakere")


@blueprint.get("")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        leader, desk = at_desk(db)
        view = people.view(db, desk)
    html = render_template("people/people.html", view=view, desk=view.desk, leader=leader)
    return context.no_store(make_response(html))


def at_desk(db: Session) -> tuple[str, Desk]:
    """The prosessleder's name, and the kull that the page is about."""
    leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
    return leader.name, people.desk(db, context.now(), request.args.get("kull"))
