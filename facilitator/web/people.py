"""`/deltakere`: the kull at a glance, everybody with four requirements. For prosessledere."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.presentation import cockpit
from facilitator.web import context, desk

blueprint = Blueprint("people", __name__, url_prefix="/deltakere")


@blueprint.get("")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = cockpit.view(db, at.cohort, cockpit.Asked.of(request.args), context.now())
    html = render_template(
        "people/people.html",
        view=view,
        headline=cockpit.headline(view.people),
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html))
