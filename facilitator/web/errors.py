"""Domain errors become an answer here and nowhere else: JSON to script, a page to people."""

import contextlib

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge, SecurityError

from facilitator.errors import Conflict, FacilitatorError, Invalid, MustWait
from facilitator.web import context, kept_forms
from facilitator.web.context import wants_json
from facilitator.web.security import limiter, until_calm

MESSAGES = {
    404: "Vi finner ikke siden. Se om adressen er riktig, eller begynn på forsiden.",
    405: "Denne adressen kan ikke brukes slik. Gå tilbake og prøv igjen.",
    413: "Det du sendte, er for stort. Kort det ned og prøv igjen. Teksten ligger fortsatt her.",
    429: "Her gikk det litt fort. Vent et øyeblikk, og prøv igjen.",
}
TOO_FAST = 429
TYPED = "application/x-www-form-urlencoded"
"""A form without files: small enough to be read also of one who is too fast."""
NOT_OUR_NAME = "Vi svarer ikke på denne adressen. Bruk den du har fått av arrangøren.\n"
SERVER_ERROR = (
    "Noe gikk galt hos oss. Det du har skrevet, er trygt på telefonen. "
    "Last siden på nytt om et øyeblikk. Skjer det igjen, si fra til prosesslederen."
)


def register(app: Flask) -> None:
    app.register_error_handler(FacilitatorError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OverflowError, _no_such_thing)
    app.register_error_handler(DataError, _no_such_thing)
    app.register_error_handler(Exception, _server_error)


def _domain_error(error: FacilitatorError) -> ResponseReturnValue:
    body: dict[str, object] = {"ok": False, "message": error.message}
    if isinstance(error, Invalid):
        body["errors"] = error.errors
    if isinstance(error, Conflict):
        body |= {"current": error.current, "version": error.version}
    wait = {"Retry-After": str(error.retry_after)} if isinstance(error, MustWait) else {}
    if wants_json():
        return jsonify(body), error.status, wait
    return *page(error.message, error.status, kind=type(error).__name__), wait


def _csrf_error(error: CSRFError) -> ResponseReturnValue:
    message = "Siden har stått åpen lenge. Prøv en gang til; teksten din er her fortsatt."
    if wants_json():
        return jsonify({"ok": False, "csrf": True, "message": message}), 400
    _recognise()
    return kept_forms.page(message), 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        # Nothing of the page that we would make is ours under another's name.
        return NOT_OUR_NAME, 400, {"Content-Type": "text/plain; charset=utf-8"}
    if isinstance(error, RateLimitExceeded) and error.response is not None:
        return error.response  # the limit of a page that says it better itself
    status = error.code or 500
    message = MESSAGES.get(status, "Dette gikk ikke. Gå tilbake og prøv igjen.")
    if isinstance(error, RequestEntityTooLarge):
        # The body was never read; the connection cannot be used again.
        request.environ["wsgi.input_terminated"] = False
    wait = _until_calm() if status == TOO_FAST else {}
    if wants_json():
        return jsonify({"ok": False, "message": message}), status, wait
    if status == TOO_FAST and request.mimetype == TYPED and request.form:
        _recognise()
        return kept_forms.page(message), status, wait
    return *page(message, status), wait


def _until_calm() -> dict[str, str]:
    met = limiter.current_limit
    if met is None:
        return {}
    return {"Retry-After": str(until_calm(met))}


def _no_such_thing(error: Exception) -> ResponseReturnValue:
    """A number or a word that no row can have: SQLite says the first, PostgreSQL the second."""
    current_app.logger.warning("asked for what cannot be: %s", type(error).__name__)
    return _http_error(NotFound())


def _server_error(error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("unexpected error")
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    if wants_json():
        return jsonify({"ok": False, "message": SERVER_ERROR}), 500
    return page(SERVER_ERROR, 500)


def page(message: str, status: int, *, kind: str = "") -> tuple[str, int]:
    """A page that says what happened and what to do next; `kind` is the error's name."""
    if status < 500:
        _recognise()
    return render_template("error.html", message=message, status=status, kind=kind), status


def _recognise() -> None:
    """The page says whose phone it is on, so that what that person has not sent is theirs."""
    with contextlib.suppress(FacilitatorError), context.reading() as db:
        context.current_actor(db)
