"""The list of what was deleted and taken back reaches the disk by itself, beside the live room.

Whoever takes something back does not wait for it, and is not told that a disk is full: it is
written in the moment after, and tried again until it stands there. What the server did not come
to write is read from the database that a copy replaces (backup/erased.py).
"""

import logging
import threading
from pathlib import Path
from typing import Any

from facilitator.db import Database
from facilitator.domain import erasures, facts

LOOKS = 300.0
"""Seconds between two looks when nothing was said: a command may have ended something."""
REST = 1.0
"""Seconds between two writes, so that a busy room costs one."""
TELLING = (facts.TakenBack, facts.AccessEnded, facts.CardOffBoard)

log = logging.getLogger(__name__)


class ListKeeper:
    """Of one server."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database, self._data_dir = database, data_dir
        self._told, self._ended = threading.Event(), threading.Event()

    def begin(self) -> None:
        self._database.subscribe(self.hear)
        threading.Thread(target=self._go_on, daemon=True).start()

    def end(self) -> None:
        """What was taken back in the last moment is written too."""
        self._ended.set()
        self._told.set()
        self.write()

    def hear(self, committed: list[Any]) -> None:
        """Called after each commit, by whoever committed: it is only noted that there is news."""
        if any(isinstance(fact, TELLING) for fact in committed):
            self._told.set()

    def _go_on(self) -> None:
        while not self._ended.is_set():
            self._told.wait(LOOKS)
            self._told.clear()
            if self._ended.is_set():
                return
            self.write()
            self._ended.wait(REST)

    def write(self) -> bool:
        try:
            erasures.write_down(self._database, self._data_dir)
        except Exception:
            log.exception("what was taken back could not be written down; it is tried again")
            return False
        return True
