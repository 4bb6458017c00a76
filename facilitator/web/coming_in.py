"""The way in, step by step: what somebody has proved, what is still asked for, and the cookie.

Between the steps the browser's signed cookie says who is on their way, on which device and since
when. The device's secret is renewed when they are in, so a copy of that cookie leads nowhere.
"""

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app, request, session, url_for
from sqlalchemy.orm import Session

from facilitator.domain import access, accounts, accounts_sessions
from facilitator.domain.accounts_machines import kind_of
from facilitator.errors import FacilitatorError
from facilitator.models import Facilitator
from facilitator.web import context, known_browser

ON_THE_WAY = "on_the_way"
SURE = "sure"
WAITS = 30 * 60
"""Seconds that one who is on their way may take."""
ADDRESS = "address"
SURE_FOR = 10 * 60
"""Seconds that one is not asked again who they are."""

AT_ONCE = 2
_working = threading.BoundedSemaphore(AT_ONCE)


class WayLost(FacilitatorError):
    status = 410
    message = "Det ble en lang pause, så vi begynner på nytt. Logg inn, eller be om en ny lenke."


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """`how` is what they have proved it by; `proved` that the second factor was right too."""

    leader: int
    how: str
    shared: bool = False
    proved: bool = False
    new_password: bool = False
    device: int = 0
    at: int = 0
    step: str = ""
    """The endpoint of the page they are at."""


def heavy(work: Callable[..., Any], *arguments: Any) -> Any:
    """A password's hash: beside the loop that everybody shares, and few at a time."""
    with _working:
        return current_app.config["RUN_IN_THREAD"](work, *arguments)


def seconds() -> int:
    return int(context.now().timestamp())


def keys() -> tuple[str, ...]:
    """What secrets at rest are opened with: the key in use first, then earlier ones."""
    earlier = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
    return (current_app.config["SECRET_KEY"], *earlier)


def on_the_way(db: Session) -> tuple[Facilitator, OnTheWay] | None:
    """Who is between two steps on this device; nobody when it has taken too long."""
    kept = session.get(ON_THE_WAY)
    device = context.current_device(db) if kept else None
    if not kept or device is None:
        return None
    found = OnTheWay(**kept)
    leader = db.get(Facilitator, found.leader)
    late = seconds() - found.at > WAITS
    if late or found.device != device.id or leader is None or leader.closed_at is not None:
        session.pop(ON_THE_WAY, None)
        return None
    return leader, found


def require_on_the_way(db: Session) -> tuple[Facilitator, OnTheWay]:
    found = on_the_way(db)
    if found is None:
        raise WayLost
    return found


def are_required(db: Session) -> bool:
    return accounts.are_required(db, bool(current_app.config["SETTINGS"].require_accounts))


def held_back(db: Session) -> tuple[Facilitator, OnTheWay] | None:
    """Who was signed in on this device before more was asked for, and goes on from there."""
    device = context.current_device(db)
    leader = accounts.held_back(db, device, context.now())
    if device is None or leader is None:
        return None
    how = device.signed_in_how
    way = OnTheWay(leader.id, accounts_sessions.way(how), shared=accounts_sessions.is_shared(how))
    return leader, way


def go_on(db: Session, leader: Facilitator, way: OnTheWay) -> str:
    """The next step of somebody who has proved what `way` says; gives its address.

    Call it inside the transaction, last. A provider has its own second factor.
    """
    account = accounts.of(db, leader.id)
    settings = current_app.config["SETTINGS"]
    own_code = settings.oidc is not None and settings.oidc.own_code
    by_provider = way.how == accounts_sessions.PROVIDER and not own_code
    has_factor = accounts.has_second_factor(account)
    if has_factor and not by_provider and not way.proved:
        return _wait_at("sign_in.ask_code", db, way)
    if not by_provider and are_required(db):
        has_password = account is not None and bool(account.password)
        if not has_password and way.how != accounts_sessions.PROVIDER:
            return _wait_at("account_password.show", db, way)
        if not has_factor:
            return _wait_at("second_factor.show", db, way)
    enter(db, leader, way.how, shared=way.shared)
    return _where_to(way)


def _where_to(way: OnTheWay) -> str:
    """A letter that was opened before one was in is taken up, unless the password comes first."""
    sign, at = session.pop(ADDRESS, None) or ("", 0)
    if way.new_password:
        return url_for("account_password.show")
    if sign and seconds() - at <= WAITS:
        return url_for("accounts_address.show", sign=sign)
    return url_for("today.show")


def remember_address(sign: str) -> None:
    """What stands in the link to a new address, for who has yet to sign in."""
    session[ADDRESS] = [sign, seconds()]


def _wait_at(endpoint: str, db: Session, way: OnTheWay) -> str:
    """Nobody is signed in meanwhile, also not whoever was."""
    device = context.require_device(db)
    if device.facilitator_id is not None and device.facilitator_id != way.leader:
        access.sign_out(db, device)
    kept = asdict(way) | {"device": device.id, "at": way.at or seconds(), "step": endpoint}
    session[ON_THE_WAY] = kept
    context.forget_actor()
    return url_for(endpoint)


def enter(db: Session, leader: Facilitator, how: str, *, shared: bool = False) -> None:
    """They are in: `how` is `link`, `password` or `provider`."""
    device = context.require_device(db)
    kind = kind_of(request.user_agent.string)
    secret = accounts.signed_in(db, device, leader, how, context.now(), shared=shared, kind=kind)
    session.permanent = True
    session[context.DEVICE] = secret
    known_browser.remember(leader.id, shared=shared)
    session.pop(ON_THE_WAY, None)
    session.pop(SURE, None)
    context.forget_actor()


# --- asked again ---------------------------------------------------------------------------------


def is_sure(db: Session) -> bool:
    """Whether whoever is at the device has proved who they are within ten minutes.

    Coming in by a provider is no such proof by itself: it may let somebody through unasked.
    """
    device = context.current_device(db)
    if device is None or device.facilitator_id is None or device.signed_in_at is None:
        return False
    by_provider = accounts_sessions.way(device.signed_in_how) == accounts_sessions.PROVIDER
    if not by_provider and seconds() - int(device.signed_in_at.timestamp()) < SURE_FOR:
        return True
    at_device, at = session.get(SURE) or (0, 0)
    return at_device == device.id and 0 <= seconds() - at < SURE_FOR


def make_sure(db: Session) -> None:
    device = context.current_device(db)
    if device is not None:
        session[SURE] = [device.id, seconds()]
