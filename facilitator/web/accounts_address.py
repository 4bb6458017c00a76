"""`/konto/e-post`: a new address waits until whoever reads what is sent there has confirmed it.

The link in the letter shows a page, and its button does it: programs that look through mail open
addresses too. It works in any browser where the one who asked is signed in, or signs in. Without
that, a stranger to whom the letter went by mistake would take the account with it.
"""

import re

from flask import (
    Blueprint,
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

from facilitator.domain import accounts, accounts_address
from facilitator.domain.accounts_address import Changed, Waiting
from facilitator.domain.policies import require_leader
from facilitator.errors import Expired, Invalid
from facilitator.mail import Mailer, Message
from facilitator.models import Facilitator
from facilitator.web import accounts_letters, coming_in, context
from facilitator.web.links import discreet
from facilitator.web.mailing import can_send
from facilitator.web.security import knocker, limiter

blueprint = Blueprint("accounts_address", __name__, url_prefix="/konto/e-post")

LETTERS = "10 per hour"
"""For each account: nobody's mailbox is filled from here."""
PATIENCE = 6.0
"""Seconds: somebody waits for the page, which says whether the address was taken."""

SUBJECT = "Bekreft adressen"
ASKED = "Noen vil bytte e-posten din"
DONE = "E-posten din er endret"
SENT = "Vi har sendt et brev til {}. Åpne lenken i det, så gjelder adressen."
NOTHING_WAITS = "Det er ingen ny adresse som venter."
_SIGN = re.compile(r"[0-9a-fA-F]{40}")


def _whose() -> str:
    with context.reading() as db:
        leader = context.current_actor(db).facilitator_id
    return f"address:{leader}" if leader else knocker()


def _has_written(_response: Response) -> bool:
    return bool(g.get("wrote_to_address"))


limits_letters = limiter.shared_limit(
    LETTERS, scope="addresses", key_func=_whose, deduct_when=_has_written
)


# --- letters -------------------------------------------------------------------------------------


def letter_for(db: Session, leader: Facilitator) -> Message | None:
    """To the address that waits. It names nobody, since it may have come to a stranger."""
    waits = accounts_address.waiting(accounts.of(db, leader.id))
    if waits is None:
        return None
    sign = accounts_address.sign_of(coming_in.keys()[0], leader.id, waits)
    # Not the address that was asked for: whoever presses has no say in where a letter leads.
    address = context.letter_root() + url_for("accounts_address.show", sign=sign)
    body = render_template("accounts/address_confirm_letter.txt", address=address)
    return Message(waits.email, SUBJECT, body)


def send(letter: Message) -> None:
    """Outside the transaction. What the server says of the address is told at once."""
    mailer: Mailer | None = current_app.config["MAIL"]
    if mailer is None:
        return
    g.wrote_to_address = True
    (fault,) = current_app.config["RUN_IN_THREAD"](mailer.hurried(PATIENCE).send, [letter])
    if not fault:
        flash(SENT.format(letter.to), "good")
        return
    with context.transaction() as db:
        accounts_address.not_sent(db, _leader(db), letter.to, context.now())
    flash(f"Brevet til {letter.to} gikk ikke. {fault}", "wait")


def tell_asked(changed: Changed) -> None:
    """To the address that counts: should it be another's doing, its owner can stop it."""
    template = "accounts/address_asked_letter.txt"
    accounts_letters.send(changed.before, ASKED, template, after=changed.after)


def tell_done(changed: Changed) -> None:
    template = "accounts/address_letter.txt"
    accounts_letters.send(changed.before, DONE, template, after=changed.after)


# --- pressing ------------------------------------------------------------------------------------


def _back() -> ResponseReturnValue:
    return redirect(url_for("accounts.show"), code=303)


@blueprint.post("/igjen")
@limits_letters
def again() -> ResponseReturnValue:
    """«Send en gang til»: the letter before opens nothing then."""
    letter = None
    with context.transaction() as db:
        leader = _leader(db)
        waits: Waiting | None = None
        if can_send():
            waits, due = accounts_address.ask_again(db, leader, context.now())
            letter = letter_for(db, leader) if due else None
    if letter is not None:
        send(letter)
    else:
        flash(SENT.format(waits.email) if waits else NOTHING_WAITS, "good" if waits else "wait")
    return _back()


@blueprint.post("/la-vaere")
def let_be() -> ResponseReturnValue:
    with context.transaction() as db:
        leader = _leader(db)
        accounts_address.let_be(db, leader, context.now())
        email = leader.email
    flash(f"Du logger inn med {email} som før.", "good")
    return _back()


def _leader(db: Session) -> Facilitator:
    return db.get_one(Facilitator, require_leader(context.current_actor(db)))


# --- the link ------------------------------------------------------------------------------------


@blueprint.get("/<sign>")
def show(sign: str) -> ResponseReturnValue:
    """Changes nothing. Who is not signed in comes back here when they are."""
    _require_shape(sign)
    email = ""
    with context.reading() as db:
        actor = context.current_actor(db)
        if actor.is_leader:
            leader = db.get_one(Facilitator, require_leader(actor))
            email = accounts_address.look_at(db, leader, sign, coming_in.keys(), context.now())
    if not email:
        coming_in.remember_address(sign)
    return make_response(render_template("accounts/address.html", sign=sign, email=email))


@blueprint.post("/<sign>")
def confirm(sign: str) -> ResponseReturnValue:
    _require_shape(sign)
    try:
        with context.transaction() as db:
            leader = _leader(db)
            now = context.now()
            changed = accounts_address.confirm(db, leader, sign, coming_in.keys(), now)
    except Invalid as invalid:
        flash(invalid.message, "wait")
        return _back()
    context.forget_actor()
    tell_done(changed)
    flash(f"Takk. Nå logger du inn med {changed.after}.", "good")
    return _back()


def _require_shape(sign: str) -> None:
    if not _SIGN.fullmatch(sign):
        raise Expired(accounts_address.NO_MORE)


@blueprint.after_request
def _discreet(response: Response) -> Response:
    """The address is half a key: not kept, not told on, not found."""
    return discreet(response) if "sign" in (request.view_args or {}) else response
