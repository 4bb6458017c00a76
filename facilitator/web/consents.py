"""`/mappe/samtykker`: one's own yes and no; and `/kull/samtykker`: what a kull has said."""

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import consents, whole_mappe
from facilitator.errors import Invalid
from facilitator.presentation import consents as shown
from facilitator.web import context, desk

blueprint = Blueprint("consents", __name__)

CHOOSE = "Velg ja eller nei."


@blueprint.get("/mappe/samtykker")
def show() -> ResponseReturnValue:
    return _page({})


def _page(errors: dict[str, str]) -> ResponseReturnValue:
    with context.reading() as db:
        person = whole_mappe.require_owner(db, context.current_actor(db))
        view = shown.mine(db, person)
    html = render_template("portfolio/consents.html", view=view, errors=errors)
    return context.no_store(make_response(html, Invalid.status if errors else 200))


@blueprint.post("/mappe/samtykker/<kind>")
def answer(kind: str) -> ResponseReturnValue:
    said = request.form.get("answer", "")
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            person = whole_mappe.require_owner(db, actor)
            if said not in ("ja", "nei"):
                raise Invalid({kind: CHOOSE})
            consents.answer(db, actor, person, kind, context.now(), yes=said == "ja")
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(invalid.errors)
    flash("Svaret ditt er lagret.", "good")
    return context.done(url_for("consents.show"), next=url_for("consents.show"))


@blueprint.get("/kull/samtykker")
def of_cohort() -> ResponseReturnValue:
    """For the kursholder, who keeps what is said."""
    with context.reading() as db:
        at = desk.at_owners_desk(db)
        view = shown.of_cohort(db, at.cohort)
    html = render_template("kull/consents.html", view=view, desk=at.desk, leader=at.name)
    return context.no_store(make_response(html))
