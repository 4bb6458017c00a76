"""What every route needs: the database, the clock, and who is asking."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator import hosts
from facilitator.db import Database
from facilitator.domain import devices, passing, rooms
from facilitator.domain.accounts_machines import kind_of
from facilitator.domain.policies import NOBODY, Actor
from facilitator.domain.rooms import oslo_day
from facilitator.errors import OtherPerson
from facilitator.models import Cohort, Device, Room

DEVICE = "device"
AROUND_CHANGE = "facilitator_around_change"
"""Where the app keeps what each transaction of a request is done within; see web/audited.py."""


def database() -> Database:
    found: Database = current_app.extensions["facilitator_database"]
    return found


def now() -> dt.datetime:
    """The one clock of the web layer; tests replace it through the app's configuration."""
    clock = current_app.config["CLOCK"]
    moment: dt.datetime = clock()
    return moment


def today() -> dt.date:
    """The day it is where the samlinger are."""
    return oslo_day(now())


@contextlib.contextmanager
def transaction() -> Iterator[Session]:
    around = current_app.extensions.get(AROUND_CHANGE, contextlib.nullcontext)
    with database().transaction() as db, around(db):
        yield db


@contextlib.contextmanager
def reading() -> Iterator[Session]:
    with database().reading() as db:
        yield db


def current_device(db: Session) -> Device | None:
    """The device behind this request's cookie, if we know it."""
    secret = session.get(DEVICE)
    return devices.find_device(db, secret) if secret else None


def require_device(db: Session) -> Device:
    """The device, made and remembered now if it is new."""
    device = current_device(db)
    if device is None:
        kind = kind_of(request.user_agent.string)
        device, secret = devices.new_device(db, now(), kind)
        session.permanent = True
        session[DEVICE] = secret
    return device


def current_actor(db: Session) -> Actor:
    """Who is asking. Looked up once a request."""
    if "actor" not in g:
        secret = session.get(DEVICE)
        g.actor = devices.recognise(db, secret, now()) if secret else NOBODY
        _require_whose_page(g.actor)
    found: Actor = g.actor
    return found


def _require_whose_page(actor: Actor) -> None:
    """On a shared device a page may still stand open as the other one. Raises OtherPerson.

    A device that is nobody's any more is told so by what it tries to do.
    """
    page = request.headers.get("X-Person") if request.method == "POST" else None
    known = _names_on(actor)
    if page and known and page not in known:
        raise OtherPerson


def _names_on(actor: Actor) -> list[str]:
    """What a page calls its person: the participant, else the prosessleder.

    A prosessleder's page is theirs also after a participant has been found on the same device.
    """
    names = [str(actor.participant_id)] if actor.participant_id is not None else []
    return [*names, f"leder-{actor.facilitator_id}"] if actor.is_leader else names


def install(app: Flask) -> None:
    """Tells each page whose device it is on: what is written there is bound to the person."""
    app.context_processor(
        lambda: {
            "person_id": next(iter(_names_on(g.get("actor", NOBODY))), None),
            "outside": g.get("outside", ""),
        }
    )


def forget_actor() -> None:
    """After a change of who is at the device."""
    g.pop("actor", None)


def room_or_404(db: Session, public_id: str) -> Room:
    room = rooms.room_by_public_id(db, public_id)
    if room.gathering.cohort.passes and not passing.is_there(room.gathering.date, now()):
        raise rooms.gone(public_id)  # its night has come, and the housekeeping is on its way
    say_outside(room.gathering.cohort)
    return room


def say_outside(cohort: Cohort) -> None:
    """Every page of what stands outside the year says so: templates/base.html.

    Of a kull of the year, the desk's top line says which: web/desk.py.
    """
    if cohort.passes:
        g.outside = cohort.kind
    else:
        g.at_kull = cohort.id


def wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def wants_snapshot() -> bool:
    return request.headers.get("X-Snapshot") == "1"


def done(next_url: str, **payload: Any) -> ResponseReturnValue:
    """The answer to a write that succeeded: JSON to script, a redirect to a plain form.

    `next_url` is where a plain form goes on. Script only follows `next` when the payload
    holds it, otherwise it fetches the snapshot.
    """
    if wants_json():
        return jsonify({"ok": True, **payload})
    return redirect(next_url, code=303)


LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def public_root() -> str:
    """The address that other people's phones reach us at, without a path.

    A projector that was opened as localhost must still show one that a phone can use.
    """
    settings = current_app.config["SETTINGS"]
    if settings.public_url:
        return str(settings.public_url)
    here = request.host.rsplit(":", 1)[0].strip("[]") in LOOPBACK
    if settings.shared_url and (here or not hosts.is_near(request.host)):
        return str(settings.shared_url)
    return request.host_url.rstrip("/")


def letter_root() -> str:
    """The same for a letter that anybody may cause: whoever asks has no say in its address."""
    settings = current_app.config["SETTINGS"]
    return str(settings.public_url or settings.shared_url or public_root())


def client_id() -> str:
    """The id that the client gave this write, so that a repeated POST is harmless."""
    return request.form.get("client_id", "")[:64] or request.headers.get("X-Request-Id", "")[:64]


def no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def asked_anew(response: Response) -> Response:
    """A picture or file that is asked for each time, so that gone is gone.

    «Ferdig» has the browser drop what it keeps of them, and is heeded over https alone; over plain
    http nothing is kept. A page that is drawn anew uses the pictures it has all the same.
    """
    response.headers["Cache-Control"] = "private, no-cache" if request.is_secure else "no-store"
    return response


def unkept(html: str, status: int = 200, wait: int = 0) -> Response:
    """A page that lies in no cache, and tells for how many seconds there is to wait, if any."""
    response = no_store(make_response(html, status))
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
