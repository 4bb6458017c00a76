"""«Er det deg?»: before what matters is changed, one says the password or a code once more.

What was typed in the first form goes along, and is sent on when the answer was right.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import accounts, accounts_attempts, accounts_passwords
from facilitator.domain.accounts_attempts import TooManyTries
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid
from facilitator.models import Facilitator
from facilitator.web import coming_in, context
from facilitator.web.security import limiter
from facilitator.web.sign_in import TRIES, prove

blueprint = Blueprint("accounts_again", __name__)

TARGETS = {
    "navn": "accounts.change",
    "kode": "second_factor.begin",
    "uten-kode": "second_factor.remove",
    "reservekoder": "second_factor.renew",
}
"""Where the first form goes, by the word that the page carries. Providers add theirs."""
OWN = ("csrf_token", "client_id", "til", "password", "code")
WRONG = "Passordet stemmer ikke. Prøv igjen."


def ask(til: str, error: str = "", status: int = 200, wait: int = 0) -> Response:
    """The question, instead of what was asked for. `til` is a word of TARGETS."""
    with context.reading() as db:
        leader = require_leader(context.current_actor(db))
        account = accounts.of(db, leader)
        has_password = bool(account and account.password)
        has_factor = accounts.has_second_factor(account)
    html = render_template(
        "accounts/again.html",
        til=til,
        kept=list(_kept()),
        by="password" if has_password else "code" if has_factor else "",
        error=error,
    )
    return context.unkept(html, status, wait)


def _kept() -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in request.form.items() if name not in OWN)


@blueprint.post("/konto/bekreft")
@limiter.limit(TRIES)
def answer() -> ResponseReturnValue:
    til = request.form.get("til", "")
    if til not in TARGETS:
        return redirect(url_for("accounts.show"), code=303)
    try:
        _check()
    except TooManyTries as many:
        return ask(til, many.message, 429, many.retry_after)
    except Invalid as invalid:
        return ask(til, invalid.message, 422)
    # The same form once more, to where it was going.
    return redirect(url_for(TARGETS[til]), code=307)


def _check() -> None:
    """Raises Invalid and counts it, TooManyTries."""
    now = context.now()
    with context.reading() as db:
        leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
        account = accounts.of(db, leader.id)
        if account is not None:
            accounts_attempts.require_code(account, now)
    if account is None or not account.password:
        _check_code(leader)
        return
    typed = request.form.get("password", "")
    right = coming_in.heavy(accounts_passwords.fits, account.password, typed)
    with context.transaction() as db:
        note_tried(db, leader, right=right)
        if right:
            coming_in.make_sure(db)
    if not right:
        raise Invalid({"password": WRONG})


def note_tried(db: Any, leader: Facilitator, *, right: bool) -> None:
    """The old password of one who is signed in, looked at once more."""
    account = accounts.of(db, leader.id, lock=True)
    if account is None:
        return
    if right:
        accounts_attempts.right_code(account)
    else:
        what = accounts_attempts.PASSWORD
        accounts_attempts.wrong_code(db, account, leader, context.now(), what)


def _check_code(leader: Facilitator) -> None:
    wrong: Invalid | None = None
    with context.transaction() as db:
        try:
            prove(db, db.get_one(Facilitator, leader.id), request.form.get("code", ""))
        except Invalid as invalid:
            wrong = invalid  # counted, so the transaction stands
        else:
            coming_in.make_sure(db)
    if wrong is not None:
        raise wrong
