"""What every answer carries, what no log may hold, and how often one may knock.

No token of a personal link reaches a log: the server under eventlet keeps no access log, and
here the log of the development server is cleaned as well.
"""

import datetime as dt
import logging
import re
import time as clock

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    request,
    send_from_directory,
    session,
)
from flask.typing import ResponseReturnValue
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import SecurityError

from facilitator.domain import privacy
from facilitator.domain.activities import milliseconds
from facilitator.domain.devices import digest
from facilitator.domain.networks import CUSTOMER, network_of
from facilitator.errors import NotFound
from facilitator.web import context

blueprint = Blueprint("security", __name__)

_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")
_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_SECRET_PATH = re.compile(r"/(lenke|konto/e-post)/[\w\-]+")

PERMISSIONS = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "screen-wake-lock=(self), autoplay=(self)"
)


def knocker() -> str:
    """Who is knocking, and on which door.

    A whole venue shares one address, so a browser counts by what is in its cookie.
    """
    secret = session.get(context.DEVICE) or session.get("csrf_token")
    who = digest(secret)[:16] if secret else get_remote_address()
    return f"{who}:{room_key()}"


def room_key() -> str:
    return str((request.view_args or {}).get("public_id", "-"))


def _only_reads() -> bool:
    return request.method in ("GET", "HEAD", "OPTIONS")


WRITES_FROM_ONE = "300 per minute; 6000 per hour"
"""For one browser in one room, all its drafts among them: a loop meets it, and nobody else."""


def neighbourhood() -> str:
    """The address, or of the long ones the part that one household has the rest of."""
    return network_of(get_remote_address())


def place() -> str:
    """The same, as wide as what one customer is given: for limits that shut a door."""
    return network_of(get_remote_address(), CUSTOMER)


def until_calm(met: RequestLimit) -> int:
    """How many seconds the limit that was met still holds, by the clock that it counts by."""
    return max(1, met.reset_at - int(clock.time()))


def _is_known_or_reads() -> bool:
    return _only_reads() or context.DEVICE in session


WRITES_OF_NEWCOMERS = "1500 per minute; 12000 per hour"
"""From one address, by browsers that are on no phone we know: whoever throws the cookie away is
counted all the same, and a hall of a thousand that comes in through one address gets in."""

limiter = Limiter(
    key_func=knocker,
    headers_enabled=False,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,  # a room goes on when Redis does not
    application_limits=[
        ApplicationLimit(WRITES_FROM_ONE, exempt_when=_only_reads),
        ApplicationLimit(
            lambda: WRITES_OF_NEWCOMERS,
            key_function=neighbourhood,
            scope="newcomers",
            exempt_when=_is_known_or_reads,
        ),
    ],
)


def install(app: Flask) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["SETTINGS"].redis_url or "memory://")
    limiter.init_app(app)
    app.after_request(_protect)
    logging.getLogger("werkzeug").addFilter(hide_tokens)


def hide_tokens(record: logging.LogRecord) -> bool:
    """Take the tokens of personal links, and of new addresses, out of a line of the log."""
    line = record.getMessage()
    if _SECRET_PATH.search(line):
        record.msg, record.args = _SECRET_PATH.sub(r"/\1/…", line), ()
    return True


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(_host()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" and "Cache-Control" not in headers:
        # What somebody has written is not to lie in the cache of a tablet that is lent on.
        headers["Cache-Control"] = "no-store"
    return response


def _host() -> str:
    """Nothing when we were asked for by another's name."""
    try:
        return request.host
    except SecurityError:
        return ""


def policy(host: str) -> str:
    """Everything from ourselves, nothing inline. Older Safari needs the socket named."""
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self'{socket}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


@blueprint.get("/csrf")
def csrf() -> ResponseReturnValue:
    """A fresh token for a page that has stood open for long."""
    return jsonify({"token": generate_csrf()})


@blueprint.get("/tid")
def time() -> ResponseReturnValue:
    """The server's clock, in milliseconds: phones' own clocks may be hours off."""
    return jsonify({"now": milliseconds(context.now())})


@blueprint.get("/.well-known/security.txt")
def security_txt() -> ResponseReturnValue:
    """Whom to tell of a hole, in the form that those who look for holes know (RFC 9116)."""
    with context.reading() as db:
        address = _ADDRESS.search(privacy.texts(db).get("contact", ""))
    if not address:
        raise NotFound
    until = (context.now() + dt.timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    body = f"Contact: mailto:{address[0]}\nExpires: {until}\nPreferred-Languages: nb, en\n"
    return Response(body, mimetype="text/plain")


@blueprint.get("/sw.js")
def service_worker() -> ResponseReturnValue:
    """The worker lies among the built files, but may only guard pages from the root."""
    response = send_from_directory(
        current_app.static_folder or "", "sw.js", mimetype="text/javascript", max_age=0
    )
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response
