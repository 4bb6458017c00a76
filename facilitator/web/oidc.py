"""Signing in by a provider: out to it, back from it, and tying a prosessleder to an account there.

One is sent away by a page and not by a redirect: the form's own policy lets it lead to us alone.
All that waits for the provider happens beside the loop, outside transactions.
"""

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

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

from facilitator.domain import accounts, accounts_sessions, identities
from facilitator.domain.policies import require_leader
from facilitator.errors import NotFound
from facilitator.models import Facilitator
from facilitator.oidc import faults
from facilitator.oidc.client import Client, Who, new_state, proof_of
from facilitator.oidc.faults import ProviderFault
from facilitator.oidc.tokens import SKEW
from facilitator.presentation.oidc_faults import fault_page
from facilitator.web import accounts_again, coming_in, context, oidc_attempts
from facilitator.web.coming_in import OnTheWay
from facilitator.web.links import discreet
from facilitator.web.oidc_attempts import INVITED, LINK, SIGN_IN, SURE, Attempt
from facilitator.web.security import limiter
from facilitator.web.sign_in import TRIES

blueprint = Blueprint("oidc", __name__)
log = logging.getLogger(__name__)

_ANSWER = re.compile(r"(/logg-inn/tjeneste/svar\?)\S+")
AT_ONCE = 6
_asking = threading.BoundedSemaphore(AT_ONCE)

accounts_again.TARGETS |= {"kobling": "oidc.link", "uten-kobling": "oidc.unlink"}


def install(app: Flask) -> None:
    provider = app.config["SETTINGS"].oidc
    app.config["OIDC"] = Client(provider) if provider else None
    app.context_processor(lambda: {"oidc_name": provider.name if provider else ""})
    logging.getLogger("werkzeug").addFilter(_hide_code)


def _hide_code(record: logging.LogRecord) -> bool:
    """A code that was not used yet is a key; the development server logs addresses."""
    line = record.getMessage()
    if _ANSWER.search(line):
        record.msg, record.args = _ANSWER.sub(r"\1…", line), ()
    return True


def _client() -> Client:
    found: Client | None = current_app.config["OIDC"]
    if found is None:
        raise NotFound
    return found


def _beside(work: Callable[..., Any], *arguments: Any) -> Any:
    """Another machine is waited for: not in the loop that everybody shares, and few at a time."""
    with _asking:
        return current_app.config["RUN_IN_THREAD"](work, *arguments)


def _back() -> str:
    """The one address that the provider sends people back to; it is registered there."""
    root = current_app.config["SETTINGS"].public_url or request.host_url.rstrip("/")
    return str(root) + url_for("oidc.answer")


# --- out -----------------------------------------------------------------------------------------


@blueprint.post("/logg-inn/tjeneste")
@limiter.limit(TRIES)
def begin() -> ResponseReturnValue:
    """From the page for signing in, or from an invitation that stands open on this device."""
    _client()
    if "invited" not in request.form:
        return _away(Attempt(SIGN_IN, shared="own" not in request.form))
    with context.reading() as db:
        leader, way = _invited(db)
    return _away(Attempt(INVITED, leader.id, way.shared))


@blueprint.post("/konto/tjeneste")
@limiter.limit(TRIES)
def link() -> ResponseReturnValue:
    """«Koble til»: one who is signed in says who they are at the provider."""
    _client()
    with context.reading() as db:
        leader = require_leader(context.current_actor(db))
        sure = coming_in.is_sure(db)
    return _away(Attempt(LINK, leader)) if sure else accounts_again.ask("kobling")


@blueprint.post("/konto/tjeneste/bekreft")
@limiter.limit(TRIES)
def confirm() -> ResponseReturnValue:
    """«Er det deg?», answered at the provider."""
    _client()
    with context.reading() as db:
        leader = require_leader(context.current_actor(db))
    return _away(Attempt(SURE, leader, til=request.form.get("til", "")[:20]))


def _away(attempt: Attempt) -> Response:
    g.oidc_purpose = attempt.purpose
    client, state = _client(), new_state()
    proof = proof_of(current_app.config["SECRET_KEY"], state)
    asked = partial(client.address, proof, _back(), again=attempt.purpose == SURE)
    address = _beside(asked)
    with context.transaction() as db:
        device = context.require_device(db).id
    oidc_attempts.keep(attempt, state, device, coming_in.seconds())
    return discreet(make_response(render_template("accounts/oidc_go.html", address=address)))


# --- back ----------------------------------------------------------------------------------------


@blueprint.get("/logg-inn/tjeneste/svar")
@limiter.limit(TRIES)
def answer() -> ResponseReturnValue:
    """What the provider says. Nothing is believed before it fits a question of this device."""
    client, said = _client(), request.args
    attempt = oidc_attempts.take(said.get("state", ""))
    g.oidc_purpose = attempt.purpose
    oidc_attempts.require_in_time(attempt, coming_in.seconds())
    with context.reading() as db:
        device = context.current_device(db)
    if device is None or device.id != attempt.device:
        raise ProviderFault(faults.STATE, "another device")
    _require_yes(said.get("error", ""))
    proof = proof_of(current_app.config["SECRET_KEY"], said["state"])
    code, issuer = said.get("code", ""), said.get("iss", "")
    if not code:
        raise ProviderFault(faults.FORGED, "no code")
    now = context.now().timestamp()
    who = _beside(client.redeem, code, issuer, proof, _back(), now)
    _require_domain(client, who)
    return redirect(_admitted(who, attempt), code=303)


def _require_yes(error: str) -> None:
    if not error:
        return
    kinds = {"access_denied": faults.DENIED, "login_required": faults.DENIED,
             "interaction_required": faults.DENIED, "temporarily_unavailable": faults.DOWN,
             "server_error": faults.DOWN}  # fmt: skip
    raise ProviderFault(kinds.get(error, faults.SETUP), error[:40])


def _require_domain(client: Client, who: Who) -> None:
    domains = client.provider.email_domains
    if domains and who.email.rpartition("@")[2] not in domains:
        raise ProviderFault(faults.DOMAIN)


def _admitted(who: Who, attempt: Attempt) -> str:
    """The next page of whom the provider vouches for. A refusal that is noted stays noted."""
    kind, target = "", ""
    with context.transaction() as db:
        try:
            target = _AFTER[attempt.purpose](db, who, attempt)
        except identities.ClosedToThem:
            kind = faults.CLOSED
        except identities.TakenByAnother:
            kind = faults.TAKEN
    if kind:
        raise ProviderFault(kind)
    return target


def _sign_in(db: Session, who: Who, attempt: Attempt) -> str:
    now = context.now()
    leader = identities.known(db, who.issuer, who.subject, now)
    if leader is None and _client().provider.link_by_email:
        leader = identities.first_by_confirmed_email(db, who.email)
        if leader is not None:
            identities.link(db, leader, who.issuer, who.subject, now)
    if leader is None:
        raise ProviderFault(faults.UNKNOWN)
    way = OnTheWay(leader.id, accounts_sessions.PROVIDER, shared=attempt.shared)
    return _gone_on(db, leader, way, who)


def _gone_on(db: Session, leader: Facilitator, way: OnTheWay, who: Who) -> str:
    """A provider may remember somebody for hours; who showed it just now is not asked again."""
    target = coming_in.go_on(db, leader, way)
    if who.proved_at is not None and coming_in.seconds() - who.proved_at < coming_in.SURE_FOR:
        coming_in.make_sure(db)
    return target


def _from_invitation(db: Session, who: Who, attempt: Attempt) -> str:
    leader, way = _invited(db)
    if leader.id != attempt.leader:
        raise ProviderFault(faults.STATE, "another invitation")
    identities.link(db, leader, who.issuer, who.subject, context.now())
    return _gone_on(db, leader, replace(way, how=accounts_sessions.PROVIDER), who)


def _invited(db: Session) -> tuple[Facilitator, OnTheWay]:
    """Whose link was used on this device just now, with their code where they have one."""
    leader, way = coming_in.require_on_the_way(db)
    by_link = way.how == accounts_sessions.LINK
    has_factor = accounts.has_second_factor(accounts.of(db, leader.id))
    if not by_link or (has_factor and not way.proved):
        raise coming_in.WayLost
    return leader, way


def _link(db: Session, who: Who, attempt: Attempt) -> str:
    if context.current_actor(db).facilitator_id != attempt.leader:
        raise ProviderFault(faults.STATE, "another prosessleder")
    leader = db.get_one(Facilitator, attempt.leader)
    identities.link(db, leader, who.issuer, who.subject, context.now())
    flash(f"{_client().provider.name} er koblet til.", "good")
    return url_for("accounts.show")


def _is_sure(db: Session, who: Who, attempt: Attempt) -> str:
    leader = identities.known(db, who.issuer, who.subject, context.now())
    if leader is None or leader.id != context.current_actor(db).facilitator_id:
        raise ProviderFault(faults.OTHER)
    if who.proved_at is not None and who.proved_at < attempt.at - SKEW:
        raise ProviderFault(faults.STALE)
    coming_in.make_sure(db)
    flash("Takk. Nå kan du gjøre endringen.", "good")
    return accounts_again.back(attempt.til)


_AFTER = {SIGN_IN: _sign_in, INVITED: _from_invitation, LINK: _link, SURE: _is_sure}


# --- no more -------------------------------------------------------------------------------------


@blueprint.post("/konto/tjeneste/bort")
def unlink() -> ResponseReturnValue:
    _client()
    with context.transaction() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, require_leader(actor))
        sure = coming_in.is_sure(db)
        if sure:
            identity = request.form.get("identity", "")
            number = int(identity) if identity.isascii() and identity.isdigit() else 0
            identities.unlink(db, actor, leader, number, context.now())
    if not sure:
        return accounts_again.ask("uten-kobling")
    flash("Innloggingen er koblet fra.", "good")
    return redirect(url_for("accounts.show"), code=303)


@blueprint.get("/logg-inn/tjeneste/ut")
@limiter.limit(TRIES)
def signed_out() -> ResponseReturnValue:
    """Out of here; on this machine the provider may still know who was in."""
    root = current_app.config["SETTINGS"].public_url or request.host_url.rstrip("/")
    address = _beside(_client().end_address, f"{root}/")
    return context.no_store(make_response(render_template("accounts/oidc_out.html", end=address)))


@blueprint.errorhandler(ProviderFault)
def _fault(fault: ProviderFault) -> ResponseReturnValue:
    log.warning("a sign-in by the provider failed: %s", fault)
    page = fault_page(fault.kind, _client().provider.name)
    again = {INVITED: "account_password.show", LINK: "accounts.show", SURE: "accounts.show"}
    target = url_for(again.get(g.get("oidc_purpose", ""), "sign_in.show"))
    html = render_template("accounts/oidc_fault.html", view=page, again=target)
    return discreet(make_response(html, page.status))
