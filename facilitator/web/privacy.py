"""`/installasjon/personvern`: what the page about people's data says, written by the owner."""

from collections.abc import Mapping

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import accounts_owner, privacy
from facilitator.errors import Invalid
from facilitator.presentation import methods
from facilitator.presentation import privacy as shown
from facilitator.web import context, desk

blueprint = Blueprint("privacy", __name__, url_prefix="/installasjon/personvern")

SAVED = "Lagret. Slik står det på siden nå."


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


@blueprint.post("")
def change() -> ResponseReturnValue:
    typed = {name: request.form[name] for name in privacy.SPECS if name in request.form}
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            accounts_owner.require_owner(actor)
            privacy.write(db, typed, actor, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(typed, invalid.errors)
    flash(SAVED, "good")
    return context.done(url_for("privacy.show"))


def _page(
    typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    with context.reading() as db:
        actor = context.current_actor(db)
        accounts_owner.require_owner(actor)
        fields = shown.form(db, typed, errors)
        top = methods.frame(db, actor, context.now(), desk.led_by(db, actor))
    html = render_template("installation/privacy.html", fields=fields, top=top)
    return context.no_store(make_response(html, Invalid.status if errors else 200))
