"""`/konto`: name and address, how one signs in, and where one is signed in."""

from collections.abc import Mapping

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import accounts, accounts_changes, accounts_sessions, audit
from facilitator.domain.accounts_address import Changed
from facilitator.domain.accounts_machines import kind_of
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import Invalid
from facilitator.mail import Message
from facilitator.models import Facilitator
from facilitator.presentation import people
from facilitator.presentation.accounts import account_view
from facilitator.presentation.people import Desk
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import accounts_address, coming_in, context, desk
from facilitator.web.accounts_again import ask
from facilitator.web.mailing import can_send

blueprint = Blueprint("accounts", __name__, url_prefix="/konto")


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(typed: Mapping[str, str] | None = None, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, require_leader(actor))
        top = top_line(db, actor)
        view = account_view(
            db,
            top,
            leader,
            actor.device_id,
            context.now(),
            required=coming_in.are_required(db),
            can_send=can_send(),
            typed=typed,
            errors=errors,
        )
    html = render_template("accounts/account.html", view=view)
    return context.no_store(make_response(html, 422 if errors else 200))


def top_line(db: Session, actor: Actor) -> Desk | None:
    """The desk's top line on a page that is about no kull."""
    at = desk.led_by(db, actor)
    return people.desk(db, context.now(), actor, at) if at is not None else None


@blueprint.post("")
@accounts_address.limits_letters
def change() -> ResponseReturnValue:
    """A new address is where one signs in, so it is asked for once more who it is."""
    form = request.form
    changed, letter = None, None
    try:
        with context.transaction() as db:
            leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
            new = form.get("email", "").strip().lower() != leader.email.lower()
            if not new or coming_in.is_sure(db):
                changed = _changed(db, leader)
                letter = accounts_address.letter_for(db, leader) if changed.letter else None
    except Invalid as invalid:
        return _page(form, invalid.errors)
    if changed is None:
        return ask("navn")
    context.forget_actor()
    _tell(changed, letter)
    return redirect(url_for("accounts.show"), code=303)


def _changed(db: Session, leader: Facilitator) -> Changed:
    now, confirmed = context.now(), can_send()
    return accounts_changes.set_own(db, leader, request.form, now, confirmed=confirmed)


def _tell(changed: Changed, letter: Message | None) -> None:
    if letter is not None:
        accounts_address.send(letter)
        accounts_address.tell_asked(changed)
        return
    if changed.is_news and not changed.waits:
        accounts_address.tell_done(changed)
    flash("Lagret.", "good")


@blueprint.post("/enheter/<int:device_id>/bort")
def end(device_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        accounts.end_session(db, actor, device_id, context.now())
        here = device_id == actor.device_id
    context.forget_actor()
    if here:
        return redirect(url_for("landing.show"), code=303)
    flash("Der er du logget ut.", "good")
    return redirect(url_for("accounts.show") + "#steder", code=303)


@blueprint.post("/enheter/bort")
def end_all() -> ResponseReturnValue:
    """«Logg ut overalt», also here. Links that lie about open nothing afterwards."""
    with context.transaction() as db:
        actor = context.current_actor(db)
        leader = require_leader(actor)
        ended = accounts.end_sessions(db, leader)
        accounts.end_links(db, leader, context.now())
        audit.note(db, actor, audit.SIGNED_OUT, context.now(), "overalt", count=ended)
    context.forget_actor()
    flash("Du er logget ut overalt.", "good")
    return redirect(url_for("sign_in.show"), code=303)


# --- last used -----------------------------------------------------------------------------------


def install(app: Flask) -> None:
    """Notes that a device is in use, at most hourly and never while a room is live on it."""
    app.after_request(_note_seen)


def _note_seen(response: Response) -> Response:
    actor: Actor | None = g.get("actor")
    if actor is None or actor.device_id is None or not _is_page(actor):
        return response
    if not accounts_sessions.is_seen_due(actor.seen_at, context.now()):
        return response
    try:
        # Not the request's own: what was refused has changed nothing, see web/audited.py.
        with context.database().transaction() as db:
            kind = kind_of(request.user_agent.string)
            accounts.saw(db, actor.device_id, context.now(), kind)
    except Exception:
        current_app.logger.exception("it could not be noted that a device was used")
    return response


def _is_page(actor: Actor) -> bool:
    """Somebody opens a page. Of participants' phones nothing else is counted: they are many."""
    if actor.is_leader:
        return request.endpoint != "static"
    return request.method == "GET" and not context.wants_snapshot() and not context.wants_json()
