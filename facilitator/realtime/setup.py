"""Wiring of the socket server."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.realtime import cutting, fanout, listening, sockets
from facilitator.realtime.broadcasts import Broadcasts
from facilitator.realtime.presence import Presence
from facilitator.realtime.watching import Watch

PING_INTERVAL = 10
PING_TIMEOUT = 8
"""Seconds: a phone whose line is dead is noticed within 18."""

FRAME_LIMIT = 20_000
"""Bytes of one message from a client: all it ever sends is where it wants in."""

Start = Callable[..., Any]


class WithoutDeflate:
    """WSGI: take the offer of per-message deflate out of the request.

    Accepting it costs more than half again the CPU per delivery and twice the memory for
    each client, and the fragments are small.
    """

    def __init__(self, inner: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._inner(environ, start_response)


def register(app: Flask, settings: Settings, database: Database) -> SocketIO:
    """The socket server on the app; hears the database's facts from now on."""
    socketio = SocketIO(
        app,
        async_mode=settings.async_mode,
        client_manager=cutting.manager(settings.redis_url),
        ping_interval=PING_INTERVAL,
        ping_timeout=PING_TIMEOUT,
        max_http_buffer_size=FRAME_LIMIT,
        http_compression=False,
        manage_session=False,
        cors_allowed_origins=[settings.public_url] if settings.public_url else None,
    )
    fanout.install(socketio)
    listening.install(socketio)
    presence = Presence()
    app.extensions["facilitator_presence"] = presence
    app.wsgi_app = WithoutDeflate(app.wsgi_app)  # type: ignore[method-assign]
    broadcasts = Broadcasts(app, socketio, database)
    watch = Watch(database, lambda: app.config["CLOCK"](), broadcasts.cut)
    app.extensions["facilitator_watch"] = watch
    sockets.register(app, socketio, database, presence, watch)
    database.subscribe(broadcasts.hear)
    return socketio
