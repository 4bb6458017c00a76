"""`/installasjon/kopier`: whether copies are taken, and how the last went. The owner's alone."""

from flask import Blueprint, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator import kept_copies
from facilitator.config import Settings
from facilitator.domain import accounts_owner
from facilitator.presentation import installation_copies as shown
from facilitator.presentation import methods
from facilitator.web import context, desk

blueprint = Blueprint("installation_copies", __name__, url_prefix="/installasjon/kopier")


@blueprint.get("")
def show() -> ResponseReturnValue:
    settings: Settings = current_app.config["SETTINGS"]
    with context.reading() as db:
        actor = context.current_actor(db)
        accounts_owner.require_owner(actor)
        at = methods.frame(db, actor, context.now(), desk.led_by(db, actor))
    plan = settings.copies
    view = shown.view(
        plan,
        kept_copies.state_of(settings.data_dir),
        kept_copies.sizes_in(plan.folder) if plan else {},
        context.now(),
    )
    html = render_template("installation/copies.html", view=view, top=at)
    return context.no_store(make_response(html))
