"""`/konto/passord`: the first password, and a new one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import (
    accounts,
    accounts_attempts,
    accounts_changes,
    accounts_passwords,
    accounts_sessions,
    devices,
)
from facilitator.domain.accounts_attempts import TooManyTries
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid
from facilitator.models import Account, Facilitator
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import coming_in, context
from facilitator.web.accounts_again import note_tried
from facilitator.web.coming_in import OnTheWay
from facilitator.web.security import limiter
from facilitator.web.sign_in import TRIES

blueprint = Blueprint("account_password", __name__, url_prefix="/konto/passord")

FRESH = dt.timedelta(seconds=coming_in.SURE_FOR)
OLD_WRONG = "Dette er ikke passordet du har nå."


@dataclass(frozen=True, slots=True)
class Whose:
    """`way` is of one who is not in yet. `asks_old`: whether the old password is asked for."""

    leader: Facilitator
    way: OnTheWay | None
    account: Account | None
    asks_old: bool


def _whose(db: Session) -> Whose:
    found = coming_in.on_the_way(db)
    if found is not None and found[1].step == "account_password.show":
        leader, way = found
        return Whose(leader, way, accounts.of(db, leader.id), asks_old=False)
    leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
    account = accounts.of(db, leader.id)
    has = bool(account and account.password)
    return Whose(leader, None, account, asks_old=has and not _came_by_link(db))


def _came_by_link(db: Session) -> bool:
    """Just now: then the old one may be forgotten, and the link has said who it is."""
    device = context.current_device(db)
    if device is None or device.signed_in_at is None:
        return False
    by_link = accounts_sessions.way(device.signed_in_how) == accounts_sessions.LINK
    return by_link and context.now() - device.signed_in_at < FRESH


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(errors: Mapping[str, str] = NOTHING, status: int = 200, wait: int = 0) -> Response:
    with context.reading() as db:
        whose = _whose(db)
    html = render_template(
        "accounts/password.html",
        email=whose.leader.email,
        first_name=whose.leader.first_name,
        is_first=not (whose.account and whose.account.password),
        on_the_way=whose.way is not None,
        asks_old=whose.asks_old,
        errors=errors,
    )
    return context.unkept(html, status, wait)


@blueprint.post("")
@limiter.limit(TRIES)
def save() -> ResponseReturnValue:
    try:
        target = _save(request.form.get("new", ""))
    except TooManyTries as many:
        return _page({"current": many.message}, 429, many.retry_after)
    except Invalid as invalid:
        return _page(invalid.errors, 422)
    return redirect(target, code=303)


def _save(new: str) -> str:
    with context.reading() as db:
        whose = _whose(db)
        if whose.asks_old and whose.account is not None:
            accounts_attempts.require_code(whose.account, context.now())
    fault = accounts_passwords.fault(new, whose.leader.name, whose.leader.email)
    if fault:
        raise Invalid({"new": fault})
    if whose.asks_old and whose.account is not None:
        _require_old(whose.leader, whose.account.password)
    kept = coming_in.heavy(accounts_passwords.hashed, new)
    with context.transaction() as db:
        leader = db.get_one(Facilitator, whose.leader.id)
        return _set(db, leader, whose.way, kept)


def _require_old(leader: Facilitator, kept: str) -> None:
    right = coming_in.heavy(accounts_passwords.fits, kept, request.form.get("current", ""))
    with context.transaction() as db:
        note_tried(db, leader, right=right)
    if not right:
        raise Invalid({"current": OLD_WRONG})


def _set(db: Session, leader: Facilitator, way: OnTheWay | None, kept: str) -> str:
    if way is not None:
        account = accounts.of(db, leader.id)
        if account is not None and account.password:  # made meanwhile, on another machine
            raise coming_in.WayLost
        accounts_changes.set_password(db, leader, kept, context.now())
        return coming_in.go_on(db, leader, way)
    device = context.require_device(db)
    accounts_changes.set_password(db, leader, kept, context.now(), here=device.id)
    session[context.DEVICE] = devices.renew(db, device)
    flash("Passordet er lagret. Andre steder må du logge inn på nytt.", "good")
    return url_for("accounts.show")
