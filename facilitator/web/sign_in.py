"""`/logg-inn`: address and password, then the code from the phone. And out again.

The answer is the same, and as late, whether an address is known here or not.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    copy_current_request_context,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter import RequestLimit

from facilitator.domain import (
    access,
    accounts,
    accounts_attempts,
    accounts_changes,
    accounts_codes,
    accounts_passwords,
    accounts_sessions,
    audit,
    links,
)
from facilitator.domain.accounts_attempts import TooManyTries
from facilitator.errors import Invalid
from facilitator.mail import Mailer, Message
from facilitator.models import Facilitator
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import coming_in, context, known_browser
from facilitator.web.coming_in import OnTheWay
from facilitator.web.mailing import can_send
from facilitator.web.security import limiter, place, until_calm

blueprint = Blueprint("sign_in", __name__)

TRIES = "30 per minute; 200 per hour"
FROM_ONE_PLACE = "20 per minute; 200 per hour"
"""Wrong ones, whatever the address: one who throws the cookie away meets it, and nobody else."""
LETTERS = "5 per hour"
WRONG = "E-posten eller passordet stemmer ikke. Prøv igjen."


@blueprint.get("/logg-inn")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        if context.current_actor(db).is_leader:
            return redirect(url_for("today.show"), code=303)
        waits = coming_in.held_back(db) is not None
    return redirect(_taken_up(), code=303) if waits else _page()


def _taken_up() -> str:
    """The next step of one who was signed in here, and of whom more is asked now."""
    with context.transaction() as db:
        found = coming_in.held_back(db)
        return coming_in.go_on(db, *found) if found else url_for("sign_in.show")


def _page(
    typed: Mapping[str, str] = NOTHING, error: str = "", status: int = 200, wait: int = 0
) -> Response:
    html = render_template("sign_in.html", typed=typed, error=error, can_send=can_send())
    return context.unkept(html, status, wait)


def _was_wrong(response: Response) -> bool:
    return response.status_code == 422


def _many_from_here(met: RequestLimit) -> Response:
    many = TooManyTries(until_calm(met), everybody=True)
    return _page(request.form, many.message, many.status, many.retry_after)


@blueprint.post("/logg-inn")
@limiter.limit(TRIES)
@limiter.limit(
    lambda: FROM_ONE_PLACE,
    key_func=place,
    deduct_when=_was_wrong,
    exempt_when=known_browser.is_any,
    on_breach=_many_from_here,
)
def sign_in() -> ResponseReturnValue:
    form = request.form
    try:
        target = _checked(form.get("email", ""), form.get("password", ""), "own" not in form)
    except TooManyTries as many:
        return _page(form, many.message, 429, many.retry_after)
    except Invalid as invalid:
        return _page(form, invalid.message, 422)
    return redirect(target, code=303)


def _checked(email: str, password: str, shared: bool) -> str:
    """The address of the next step. Raises Invalid, TooManyTries."""
    with context.transaction() as db:
        key, browser = coming_in.keys()[0], known_browser.marks()
        attempt = accounts_attempts.begin(db, key, email, context.now(), browser)
    with context.reading() as db:
        leader = accounts.by_email(db, email)
        account = accounts.of(db, leader.id) if leader is not None else None
        kept = account.password if account is not None else ""
    if not coming_in.heavy(accounts_passwords.fits, kept, password) or leader is None:
        raise Invalid({"password": WRONG})
    anew = ""
    if accounts_passwords.is_old(kept):
        anew = coming_in.heavy(accounts_passwords.hashed, password)
    with context.transaction() as db:
        accounts_attempts.was_right(db, attempt)
        if anew:
            accounts_changes.keep_anew(db, leader.id, kept, anew)
        known = db.get_one(Facilitator, leader.id)
        way = OnTheWay(known.id, accounts_sessions.PASSWORD, shared=shared)
        return coming_in.go_on(db, known, way)


# --- the code ------------------------------------------------------------------------------------


@blueprint.get("/logg-inn/kode")
def ask_code() -> ResponseReturnValue:
    with context.reading() as db:
        if coming_in.on_the_way(db) is None:
            return redirect(url_for("sign_in.show"), code=303)
    return _code_page()


def _code_page(error: str = "", status: int = 200, wait: int = 0) -> Response:
    return context.unkept(render_template("accounts/code.html", error=error), status, wait)


@blueprint.post("/logg-inn/kode")
@limiter.limit(TRIES)
def check_code() -> ResponseReturnValue:
    """A wrong one is counted in the same transaction, so the answer is made outside it."""
    wrong: Invalid | None = None
    target, left = "", None
    try:
        with context.transaction() as db:
            leader, way = coming_in.require_on_the_way(db)
            try:
                left = prove(db, leader, request.form.get("code", ""))
            except Invalid as invalid:
                wrong = invalid
            else:
                target = coming_in.go_on(db, leader, proved(way))
    except coming_in.WayLost as lost:
        flash(lost.message, "wait")
        return redirect(url_for("sign_in.show"), code=303)
    except TooManyTries as many:
        return _code_page(many.message, 429, many.retry_after)
    if wrong is not None:
        return _code_page(wrong.message, 422)
    if left is not None:
        flash(_said_left(left), "wait")
    return redirect(target, code=303)


def proved(way: OnTheWay) -> OnTheWay:
    return replace(way, proved=True)


def prove(db: Any, leader: Facilitator, code: str) -> int | None:
    """A code, or one of the recovery codes; then gives how many of those are left.

    Raises Invalid, counted as wrong; TooManyTries; CannotOpen.
    """
    account = accounts_changes.require(db, leader.id)
    now = context.now()
    accounts_attempts.require_code(account, now)
    left = None
    try:
        if accounts_codes.is_recovery(code):
            left = accounts_codes.take_recovery(db, leader.id, code, now)
            audit.note(db, accounts.actor_of(leader), audit.ACCOUNT, now, "reservekode brukt")
        elif accounts.has_second_factor(account):
            accounts_codes.take(account, code, coming_in.keys(), now)
        else:
            raise Invalid({"code": accounts_codes.WRONG})
    except Invalid:
        accounts_attempts.wrong_code(db, account, leader, now)
        raise
    accounts_attempts.right_code(account)
    return left


def _said_left(left: int) -> str:
    if left == 0:
        return "Det var den siste reservekoden. Lag nye på kontoen din."
    return f"Du har {left} reservekode{'r' if left > 1 else ''} igjen."


# --- a password that is forgotten ----------------------------------------------------------------


@blueprint.get("/logg-inn/glemt")
def forgotten() -> ResponseReturnValue:
    return _forgotten()


def _forgotten(sent: bool = False) -> Response:
    html = render_template("accounts/forgotten.html", can_send=can_send(), sent=sent)
    return context.unkept(html, 200)


def _address() -> str:
    return "glemt:" + request.form.get("email", "").strip().lower()[:120]


@blueprint.post("/logg-inn/glemt")
@limiter.limit(LETTERS, key_func=_address, exempt_when=lambda: not can_send())
@limiter.limit(TRIES)
def send_link() -> ResponseReturnValue:
    """The same page, and as soon, whether anybody has the address: all is done after the answer."""
    if can_send():
        later(copy_current_request_context(_send_to), request.form.get("email", ""))
    return _forgotten(sent=True)


def _send_to(email: str) -> None:
    with context.transaction() as db:
        leader = accounts.by_email(db, email)
        if leader is None:
            return
        token = links.issue(
            db, context.now(), facilitator=leader, lifetime=links.FORGOTTEN_LIFETIME
        )
        audit.note(db, accounts.actor_of(leader), audit.LINK, context.now(), "glemt passord")
        letter = _letter(leader, token)
    mailer: Mailer = current_app.config["MAIL"]
    mailer.send([letter])


def _letter(leader: Facilitator, token: str) -> Message:
    address = context.letter_root() + url_for("links.show", token=token, nytt="passord")
    body = render_template("accounts/forgotten_letter.txt", name=leader.first_name, address=address)
    return Message(leader.email, "Nytt passord", body)


def later(work: Callable[..., Any], *arguments: Any) -> None:
    """After the answer, so that how long it takes says nothing."""
    start = current_app.config.get("LATER") or _in_background
    start(work, *arguments)


def _in_background(work: Callable[..., Any], *arguments: Any) -> None:
    threading.Thread(target=work, args=arguments, daemon=True).start()


# --- out -----------------------------------------------------------------------------------------


@blueprint.post("/logg-ut")
def sign_out() -> ResponseReturnValue:
    """A prosessleder's cookie is of no use afterwards; who else is on the device, stays."""
    with context.transaction() as db:
        device = context.current_device(db)
        actor = context.current_actor(db)
        how = device.signed_in_how if device is not None else ""
        if device is not None:
            access.sign_out(db, device)
        if actor.is_leader:
            audit.note(db, actor, audit.SIGNED_OUT, context.now())
    session.pop(coming_in.ON_THE_WAY, None)
    session.pop(coming_in.SURE, None)
    context.forget_actor()
    by_provider = accounts_sessions.way(how) == accounts_sessions.PROVIDER
    known_there = by_provider and current_app.config["OIDC"] is not None
    return redirect(url_for("oidc.signed_out" if known_there else "landing.show"), code=303)
