"""Looking over the open sockets: who has lost the right to be there, and was told by nobody.

A cut is told from process to process when it is made. What a command beside the server takes away,
what ends by the clock, and what was cut while Redis was away, is found here.
"""

import datetime as dt
import logging
from collections.abc import Callable
from threading import Lock

from flask_socketio import SocketIO

from facilitator.db import Database
from facilitator.domain import hearing
from facilitator.domain.hearing import Ear

EVERY = 30.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class Watch:
    """The sockets of this process, each as what it was let in by. `cut` closes one."""

    def __init__(
        self, database: Database, clock: Callable[[], dt.datetime], cut: Callable[[str], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._cut = cut
        self._ears: dict[str, Ear] = {}
        self._lock = Lock()
        self._ended = False

    def arrive(self, sid: str, ear: Ear) -> None:
        with self._lock:
            self._ears[sid] = ear

    def leave(self, sid: str) -> None:
        with self._lock:
            self._ears.pop(sid, None)

    def begin(self, socketio: SocketIO) -> None:
        """Look now and then from now on, beside what is served."""
        socketio.start_background_task(self._go_on, socketio.sleep)

    def end(self) -> None:
        self._ended = True

    def _go_on(self, sleep: Callable[[float], object]) -> None:
        while not self._ended:
            sleep(EVERY)
            self.look()

    def look(self) -> int:
        """Close the sockets that may hear no more, and give how many. What fails is tried again."""
        with self._lock:
            ears = dict(self._ears)
        if not ears:
            return 0
        try:
            with self._database.reading() as session:
                lost = hearing.lost(session, ears, self._clock())
            for sid in lost:
                self._cut(sid)
        except Exception:
            log.exception("the open sockets could not be looked over")
            return 0
        return len(lost)
