"""What the app is, and how it treats what one knows about people."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from facilitator.presentation import joining
from facilitator.web import context

blueprint = Blueprint("about", __name__)


@blueprint.get("/om")
def show() -> ResponseReturnValue:
    return render_template("about.html")


@blueprint.get("/personvern")
def privacy() -> ResponseReturnValue:
    with context.reading() as db:
        cohort = joining.house_cohort(db)
        organiser = cohort.organiser if cohort else ""
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    return render_template("privacy.html", organiser=organiser, cookie=cookie)
