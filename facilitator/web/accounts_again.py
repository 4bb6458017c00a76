"""«Er det deg?»: before what matters is changed, one says the password or a code once more.

What was typed in the first form goes along, and is sent on when the answer was right.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import accounts, accounts_attempts, accounts_passwords
from facilitator.domain.accounts_attempts import TooManyTries
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid
from facilitator.models import Facilitator
from facilitator.web import coming_in, context
from facilitator.web.security import limiter
from facilitator.web.sign_in import TRIES, prove

blueprint = Blueprint("accounts_again", __name__)

RULES = "regler"
"""How everybody signs in here."""

TARGETS = {
    "navn": "accounts.change",
    "kode": "second_factor.begin",
    "uten-kode": "second_factor.remove",
    "reservekoder": "second_factor.renew",
    "eier": "accounts_owner.set_owner",
    "lenke": "accounts_owner.show_link",
    "lenke-i-kullet": "kull_leaders.show_link",
    "stenge": "accounts_owner.close",
    "telefon": "accounts_owner.lost_phone",
    "slippe-inn": "accounts_owner.reopen",
    "kursholder": "accounts_owner.give_kull",
    "slette": "accounts_owner.forget",
    RULES: "accounts_owner.set_rules",
}
"""Where the first form goes, by the word that the page carries. Providers add theirs."""
OF_OTHERS = {
    "eier": "accounts_owner.show",
    "lenke": "accounts_owner.show",
    "lenke-i-kullet": "kull_leaders.show",
    "stenge": "accounts_owner.show",
    "telefon": "accounts_owner.show",
    "slippe-inn": "accounts_owner.show",
    "kursholder": "accounts_owner.show",
    "slette": "accounts_owner.show",
}
"""Those that are done to somebody else, and the page they are done from."""
BEFORE = {
    "kursholder": "du gir et kull til en annen",
    "slette": "du sletter opplysningene om en annen",
    RULES: "du bestemmer hvordan alle logger inn",
}
OF_ANOTHER = "du gjør noe med innloggingen til en annen"
OF_ONESELF = "vi endrer noe som handler om innloggingen din"
OWN = ("csrf_token", "client_id", "til", "password", "code")
WRONG = "Passordet stemmer ikke. Prøv igjen."


class AskAgain(Exception):
    """Answered by the question, wherever it is raised."""

    def __init__(self, til: str) -> None:
        super().__init__(til)
        self.til = til


def require(db: Session, til: str) -> None:
    """Before something is done to another's way in. Raises AskAgain.

    Whoever came by a link alone, where that is enough, has nothing to show and is not asked: they
    could make a password on the spot and show that.
    """
    leader = require_leader(context.current_actor(db))
    if coming_in.is_sure(db):
        return
    if accounts.has_way_in(db, leader) or accounts.has_second_factor(accounts.of(db, leader)):
        raise AskAgain(til)


@blueprint.app_errorhandler(AskAgain)
def _ask(again: AskAgain) -> Response:
    return ask(again.til)


def back(til: str) -> str:
    """Where one came from."""
    if til == RULES:
        return url_for("accounts_owner.show")
    return url_for(OF_OTHERS.get(til, "accounts.show"))


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
        before=BEFORE.get(til) or (OF_ANOTHER if til in OF_OTHERS else OF_ONESELF),
        of_another=til in OF_OTHERS,
        of_all=til == RULES,
        back=back(til),
        error=error,
    )
    return context.unkept(html, status, wait)


def _kept() -> Iterable[tuple[str, str]]:
    """What the form said, and what its address did."""
    said = request.args.to_dict() | (request.view_args or {}) | request.form.to_dict()
    return ((name, str(value)) for name, value in said.items() if name not in OWN)


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
    return redirect(_address(til), code=307)


def _address(til: str) -> str:
    if til not in OF_OTHERS:
        return url_for(TARGETS[til])
    name = "cohort_id" if til == "kursholder" else "facilitator_id"
    which = request.form.get(name, "")
    if not (which.isascii() and which.isdigit()):
        return back(til)
    named: dict[str, Any] = {name: int(which)}
    return url_for(TARGETS[til], **named)


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
