"""What a client may say on its socket, and how often: a page asks to be let in, and listens.

A page enters once for each connection. A program that asks without end would have each of its
wishes looked up, and the whole room wait for it; one that speaks nonsense would fill the log.
"""

import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from flask_socketio import SocketIO

MOST = 30
WITHIN = 60.0
"""Messages from one socket, and the seconds they are counted over."""

log = logging.getLogger(__name__)


class Listening:
    """Stands before what reads the messages of an Engine.IO server."""

    def __init__(self, eio: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._eio = eio
        self._usual = eio.handlers["message"]
        self._clock = clock
        self._counts: WeakKeyDictionary[Any, tuple[float, int]] = WeakKeyDictionary()

    def message(self, sid: str, data: Any) -> None:
        client = self._eio.sockets.get(sid)
        if client is None or client.closing or client.closed:
            return  # what it had sent before it was put out
        if self._is_too_much(client):
            log.warning("a socket was closed: more than %d messages", MOST)
            self._close(client)
            return
        try:
            self._usual(sid, data)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            log.warning(
                "a socket was closed: it sent what is no message (%s)", type(error).__name__
            )
            self._close(client)

    def _is_too_much(self, client: Any) -> bool:
        now = self._clock()
        since, count = self._counts.get(client, (now, 0))
        if now - since >= WITHIN:
            since, count = now, 0
        self._counts[client] = (since, count + 1)
        return count >= MOST

    def _close(self, client: Any) -> None:
        """Without waiting for it to take what lies before the goodbye."""
        with contextlib.suppress(OSError):
            client.close(wait=False)


def install(socketio: SocketIO) -> None:
    eio = socketio.server.eio
    eio.on("message", Listening(eio).message)
