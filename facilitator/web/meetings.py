"""`/deltakere/moter`: who has met whom. For prosessledere."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.presentation import meeting_map
from facilitator.web import context, desk

blueprint = Blueprint("meetings", __name__, url_prefix="/deltakere/moter")


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The picture and the list beneath it, or with `?vis=liste` the list alone."""
    asked = request.args
    with context.reading() as db:
        at = desk.at_desk(db)
        view = meeting_map.view(db, at.desk, asked.get("person", type=int))
    as_list = asked.get("vis") == "liste"
    html = render_template(
        "people/meetings.html", view=view, desk=view.desk, leader=at.name, as_list=as_list
    )
    return context.no_store(make_response(html))
