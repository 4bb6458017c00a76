"""`/installasjon/oppbevaring`: how long each kind is kept, for the owner of the installation."""

from collections.abc import Mapping

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import accounts_owner, retention
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid
from facilitator.presentation import methods, retention_letters
from facilitator.presentation import retention as shown
from facilitator.web import context, desk, mailing

blueprint = Blueprint("retention", __name__, url_prefix="/installasjon/oppbevaring")

SAVED = "Lagret. Det gjelder fra neste rydding, innen en time."
PREVIEW = "preview"


def _owner(db: Session) -> Actor:
    """Raises NotSignedIn, NotAllowed for all but the installation's owner."""
    actor = context.current_actor(db)
    accounts_owner.require_owner(actor)
    return actor


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


@blueprint.post("")
def change() -> ResponseReturnValue:
    """«Se hva som skjer» changes nothing: it counts what would go with the days that are typed."""
    typed = {
        kind.key: request.form[kind.key] for kind in retention.KINDS if kind.key in request.form
    }
    try:
        with context.transaction() as db:
            actor = _owner(db)
            wanted = retention.clean(typed)
            if request.form.get("do") != PREVIEW:
                retention.change(db, wanted, actor, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(typed, invalid.errors)
    if request.form.get("do") == PREVIEW:
        return _page(typed, wanted=wanted)
    flash(SAVED, "good")
    return context.done(url_for("retention.show"))


def _page(
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    wanted: Mapping[str, int] | None = None,
) -> ResponseReturnValue:
    with context.reading() as db:
        actor = _owner(db)
        at = methods.frame(db, actor, context.now(), desk.led_by(db, actor))
        view = shown.view(db, context.now(), typed, errors, wanted)
        can_send = mailing.can_send()
        letters = retention_letters.for_owner(db, context.now(), can_send=can_send)
    html = render_template(
        "installation/retention.html", view=view, letters=letters, can_send=can_send, top=at
    )
    return context.no_store(make_response(html, 422 if errors else 200))
