"""`/konto/kode`: the code from the phone, and the ten recovery codes. Shown once, never again."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask import url_for as at
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import accounts, accounts_changes, accounts_codes
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Account, Facilitator
from facilitator.presentation.qr import qr
from facilitator.web import coming_in, context
from facilitator.web.accounts_again import ask
from facilitator.web.coming_in import OnTheWay
from facilitator.web.security import limiter
from facilitator.web.sign_in import TRIES, proved

blueprint = Blueprint("second_factor", __name__, url_prefix="/konto/kode")

FILE = "reservekoder.txt"
PASSWORD_FIRST = "Lag et passord først. Koden kommer i tillegg til det."  # noqa: S105 – a message


def _whose(db: Session) -> tuple[Facilitator, OnTheWay | None]:
    found = coming_in.on_the_way(db)
    if found is not None and found[1].step == "second_factor.show":
        return found
    return db.get_one(Facilitator, require_leader(context.current_actor(db))), None


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(error: str = "") -> ResponseReturnValue:
    with context.reading() as db:
        leader, way = _whose(db)
        account = accounts.of(db, leader.id)
        if accounts.has_second_factor(account):
            return redirect(at("accounts.show"), code=303)
        if not accounts.has_way_in(db, leader.id):
            flash(PASSWORD_FIRST, "wait")
            return redirect(at("account_password.show"), code=303)
        secret = _waiting(db, account, way)
    address = accounts_codes.address(secret, leader.email) if secret else ""
    html = render_template(
        "accounts/second_factor.html",
        code=qr(address) if address else None,
        address=address,
        secret=accounts_codes.shown(secret) if secret else "",
        on_the_way=way is not None,
        error=error,
    )
    return context.no_store(make_response(html, 422 if error else 200))


def _waiting(db: Session, account: Account | None, way: OnTheWay | None) -> str | None:
    """One that is begun; seen again only by one who has just said who they are."""
    if way is None and not coming_in.is_sure(db):
        return None
    return accounts_codes.waiting(account, coming_in.keys())


@blueprint.post("/begynn")
def begin() -> ResponseReturnValue:
    with context.transaction() as db:
        leader, way = _whose(db)
        sure = way is not None or coming_in.is_sure(db)
        if sure and accounts.has_way_in(db, leader.id):
            accounts_changes.begin_factor(db, leader, coming_in.keys()[0])
    return redirect(at("second_factor.show"), code=303) if sure else ask("kode")


@blueprint.post("")
@limiter.limit(TRIES)
def confirm() -> ResponseReturnValue:
    """The first code from the app. From now on one is asked for."""
    target = at("accounts.show")
    try:
        with context.transaction() as db:
            leader, way = _whose(db)
            account = accounts.of(db, leader.id)
            if accounts_codes.waiting(account, coming_in.keys()) is None:
                return redirect(at("second_factor.show"), code=303)
            codes = accounts_changes.confirm_factor(
                db, leader, request.form.get("code", ""), coming_in.keys(), context.now()
            )
            name = leader.name
            if way is not None:
                target = coming_in.go_on(db, leader, proved(way))
    except Invalid as invalid:
        return _page(invalid.message)
    return _codes(codes, name, target)


def _codes(codes: list[str], name: str, target: str) -> Response:
    html = render_template("accounts/codes.html", codes=codes, name=name, target=target)
    return context.no_store(make_response(html))


@blueprint.post("/bort")
def remove() -> ResponseReturnValue:
    target = ""
    with context.transaction() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, require_leader(actor))
        sure = coming_in.is_sure(db)
        if sure:
            accounts_changes.remove_factor(db, leader, actor, context.now())
            target = _set_up_anew(db, leader)
    if not sure:
        return ask("uten-kode")
    if target:
        flash("Koden fra den gamle telefonen er slått av. Sett den opp på den nye.", "good")
        return redirect(target, code=303)
    flash("Koden på telefonen er slått av. Passordet holder alene.", "good")
    return redirect(at("accounts.show"), code=303)


def _set_up_anew(db: Session, leader: Facilitator) -> str:
    """Where all need a code, nobody is in anywhere before there is one again."""
    if not coming_in.are_required(db):
        return ""
    accounts.hold_back(db, leader.id)
    found = coming_in.held_back(db)
    return coming_in.go_on(db, *found) if found else ""


@blueprint.post("/reserve")
def renew() -> ResponseReturnValue:
    """Ten new ones; those from before are good for nothing."""
    try:
        with context.transaction() as db:
            leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
            sure = coming_in.is_sure(db)
            codes = accounts_changes.renew_codes(db, leader, context.now()) if sure else []
            name = leader.name
    except Invalid as invalid:
        flash(invalid.message, "wait")
        return redirect(at("accounts.show"), code=303)
    return _codes(codes, name, at("accounts.show")) if sure else ask("reservekoder")


@blueprint.post("/reserve/fil")
def as_file() -> ResponseReturnValue:
    """The codes that the page shows, as a text. They are kept nowhere, so the page sends them."""
    codes = request.form.getlist("codes")
    with context.reading() as db:
        leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
        if not accounts_codes.are_own(db, leader.id, codes):
            raise NotAllowed("Disse kodene gjelder ikke lenger. Lag nye på kontoen din.")
    text = render_template("accounts/codes.txt", codes=codes, name=leader.name)
    response = context.no_store(make_response(text))
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response
