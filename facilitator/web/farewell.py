"""`/mappe/dag/<samling>`: «Dette tar du med deg», on any later day, and for the printer."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.presentation import farewell
from facilitator.web import context

blueprint = Blueprint("farewell", __name__)


@blueprint.get("/mappe/dag/<int:gathering_id>")
def show(gathering_id: int) -> ResponseReturnValue:
    with context.reading() as db:
        view = farewell.of_gathering(db, context.current_actor(db), gathering_id)
        html = render_template("phases/farewell_page.html", view=view)
    return context.no_store(make_response(html))
