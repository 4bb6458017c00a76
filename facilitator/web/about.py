"""What the app is, and how it treats what one knows about people."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from facilitator.presentation import privacy as shown
from facilitator.web import context

blueprint = Blueprint("about", __name__)


@blueprint.get("/om")
def show() -> ResponseReturnValue:
    return render_template("about.html")


@blueprint.get("/personvern")
def privacy() -> ResponseReturnValue:
    with context.reading() as db:
        view = shown.view(db)
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    return render_template("privacy.html", view=view, cookie=cookie)
