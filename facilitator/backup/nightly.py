"""The server's side: at the appointed hour a copy is taken by a process that steps behind the room.

With it goes the list of what a copy must not bring back (list_keeping), copies or not.

Which hour it was taken is read from the data folder, so that of several servers one takes it, and
one that was off at that hour takes it when it starts.
"""

import contextlib
import datetime as dt
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from facilitator import kept_copies
from facilitator.backup.folders import lay_erased_beside, note_trouble
from facilitator.backup.list_keeping import ListKeeper
from facilitator.backup.noting import TAKEN
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import audit, erased_list

LOOKS = 60.0
"""Seconds between two looks at the clock."""
WAITS = 0.5
"""Seconds between two looks at a copy that is being taken."""
GRACE = 5.0
WHO = "Tjeneren"
STOPPED = "Kopieringen stoppet uventet. Se loggen til tjeneren."

log = logging.getLogger(__name__)


class Nightly:
    """Of one server. Without BACKUP_TO it takes no copies."""

    def __init__(
        self, settings: Settings, database: Database, now: Callable[[], dt.datetime]
    ) -> None:
        self._settings, self._database, self._now = settings, database, now
        self._list = ListKeeper(database, settings.data_dir)
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._laid = 0

    def __enter__(self) -> "Nightly":
        self._list.begin()
        self.watch()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        self._list.end()

    def watch(self) -> None:
        if self._settings.copies is not None:
            threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """A copy that is being taken is given up, and taken anew after the next start."""
        self._ended.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _watch(self) -> None:
        while True:
            try:
                self.look()
            except Exception:
                log.exception("the nightly copy could not be seen to")
            if self._ended.wait(LOOKS):
                return

    def look(self) -> None:
        """Take a copy when its hour has come, and stay until it is done."""
        plan, folder = self._settings.copies, self._settings.data_dir
        if plan is None:
            return
        before = kept_copies.state_of(folder)
        if not kept_copies.due(plan, before, self._now()):
            self._lay_erased(plan.folder)
            return
        self._process = subprocess.Popen(
            [sys.executable, "-m", "facilitator.backup"],
            env={**os.environ, **_told(self._settings)},
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        while self._process.poll() is None:
            if self._ended.wait(WAITS):
                return
        after = kept_copies.state_of(folder)
        if after.last != before.last:
            self._note()
        elif self._process.poll() and after.trouble == before.trouble:
            # It ended without a word; the next try is not at once.
            note_trouble(self._settings, STOPPED, self._now())

    def _lay_erased(self, folder: Path) -> None:
        """At once: what is deleted today is in the copies from last night."""
        with contextlib.suppress(OSError):  # the copy itself says what is wrong with the folder
            size = (self._settings.data_dir / erased_list.NAME).stat().st_size
            if size != self._laid and folder.is_dir():
                lay_erased_beside(self._settings.data_dir, folder)
                self._laid = size

    def _note(self) -> None:
        with self._database.transaction() as session:
            audit.note(session, WHO, audit.EXPORTED, self._now(), TAKEN)


def _told(settings: Settings) -> dict[str, str]:
    """The settings as they came to us: by the environment."""
    return {
        "FACILITATOR_DATA": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
    }
