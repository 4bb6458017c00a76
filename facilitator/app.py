"""create_app(settings): all wiring, nothing else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from facilitator import hosts, paths, realtime, solver, web
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.mail import Mailer
from facilitator.presentation import templating
from facilitator.processes.catalogue import use_folder
from facilitator.processes.loader import load_library
from facilitator.solver import Solve
from facilitator.web.jobs import NobodyWorks, Work
from facilitator.web.rehearsals import Crowds, NobodyPlays

CATALOGUES = "catalogues"
"""The folder of the data folder with the kull's own strength catalogues."""

BODY_LIMIT = 1_000_000
"""Bytes in one request. Stories are short; files come with a route of their own."""


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def at_once(work: Callable[..., Any], *arguments: Any) -> Any:
    """Where no hub is held up by heavy work, it is done right here."""
    return work(*arguments)


def create_app(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Callable[[], dt.datetime] = utc_now,
    run_in_thread: Callable[..., Any] = at_once,
    crowds: Crowds | None = None,
    solve: Solve = solver.at_once,
    work: Work | None = None,
) -> tuple[Flask, SocketIO]:
    """The web app and its socket server, ready to be run.

    `run_in_thread` does work that would hold up everybody else, such as opening a photo, in
    a thread of the system; `crowds` starts those who play in a rehearsal; `solve` says who
    sits with whom; `work` is told of the large files that are asked for. Refuses to start when
    the process library has a fault (LibraryError).
    """
    app = Flask(
        "facilitator",
        template_folder=str(paths.templates_dir()),
        static_folder=str(paths.static_dir()),
        static_url_path="/static",
    )
    app.config.update(_configuration(settings, clock), RUN_IN_THREAD=run_in_thread)
    app.config["CROWDS"] = crowds or NobodyPlays()
    app.config["SOLVE"] = solve
    app.config["WORK"] = work or NobodyWorks()
    app.config["MAIL"] = Mailer(settings.mail) if settings.mail else None
    if settings.public_url:
        # Only behind a proxy of one's own are its headers to be believed.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    held = database or Database(settings.database_url, strict_listeners=settings.testing)
    app.extensions["facilitator_database"] = held
    load_library()  # a fault in it is said now, and not in a room
    for fault in use_folder(settings.data_dir / CATALOGUES):
        # Named, and left out: a kull's own words must never keep a room from opening.
        app.logger.warning("Styrkekatalogen er utelatt: %s", fault)
    CSRFProtect(app)
    templating.register(app)
    web.register(app)
    socketio = realtime.register(app, settings, held)
    return app, socketio


def _configuration(settings: Settings, clock: Callable[[], dt.datetime]) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.earlier_keys),
        "TRUSTED_HOSTS": hosts.trusted(settings.public_url),
        "SETTINGS": settings,
        "CLOCK": clock,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "MAX_FORM_MEMORY_SIZE": BODY_LIMIT,
        "SESSION_COOKIE_NAME": hosts.cookie_name(settings.public_url),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": hosts.is_encrypted(settings.public_url),
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": dt.timedelta(days=400),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "JSON_AS_ASCII": False,
        "SEND_FILE_MAX_AGE_DEFAULT": dt.timedelta(days=365),
    }
