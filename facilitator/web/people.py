"""`/deltakere`: the kull's people. For prosessledere."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.presentation import people
from facilitator.web import context, desk

blueprint = Blueprint("people", __name__, url_prefix="/deltakere")


@blueprint.get("")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = people.view(db, at.desk)
    html = render_template("people/people.html", view=view, desk=at.desk, leader=at.name)
    return context.no_store(make_response(html))
