"""The server's side: starting and ending the process that plays, and noticing when it is gone."""

import datetime as dt
import hashlib
import hmac
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import rehearsals
from facilitator.models import Rehearsal

LOOKS = 3.0
"""Seconds between looks at whether they are still there."""
TOLD = "FACILITATOR_REHEARSAL"
Now = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


def key_of(secret: str, public_id: str) -> str:
    """What those who play in one room show when they say that they are there."""
    return hmac.new(secret.encode(), f"oving:{public_id}".encode(), hashlib.sha256).hexdigest()


class Crowds:
    """The crowds of this server, by the room they play in."""

    def __init__(self, settings: Settings, database: Database, now: Now) -> None:
        self._settings, self._database, self._now = settings, database, now
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._ended = threading.Event()

    def start(self, public_id: str, people: int) -> None:
        """Those who played here before, if any, end first."""
        self.stop(public_id)
        told = {
            "address": own_address(self._settings),
            "room": public_id,
            "people": people,
            "key": key_of(self._settings.secret_key, public_id),
        }
        try:
            self.processes[public_id] = subprocess.Popen(
                [sys.executable, "-m", "facilitator.rehearsal"],
                env={**_plain_environment(), TOLD: json.dumps(told)},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            )
        except OSError:
            log.exception("those who play in a rehearsal could not be started")

    def stop(self, public_id: str) -> None:
        process = self.processes.pop(public_id, None)
        if process is not None:
            _end(process)

    def stop_all(self) -> None:
        """When the server ends. The next one starts them again, without waiting for a silence."""
        self._ended.set()
        for public_id in list(self.processes):
            self.stop(public_id)
            self._say_silent(public_id)

    def fits(self, public_id: str, shown: str) -> bool:
        return hmac.compare_digest(key_of(self._settings.secret_key, public_id), shown)

    def watch(self) -> None:
        """Begin again where a rehearsal is on, and notice from now on when somebody ends."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        for waiting in self._waiting():
            threading.Thread(target=self._wait_for, args=(waiting,), daemon=True).start()
        while not self._ended.wait(LOOKS):
            for public_id, process in list(self.processes.items()):
                if process.poll() is not None and self.processes.get(public_id) is process:
                    self.stop(public_id)
                    self._say_silent(public_id)

    def _waiting(self) -> list[int]:
        """Those that are on and are not played by this server already."""
        with self._database.reading() as db:
            found = rehearsals.unfinished(db, self._now())
            own = set(self.processes)
            return [r.id for r in found if rehearsals.room_of(db, r).public_id not in own]

    def _wait_for(self, number: int) -> None:
        """Another server may have them: only after a silence are they ours to start."""
        while not self._ended.is_set():
            with self._database.reading() as db:
                found = db.get(Rehearsal, number)
                if found is None:
                    return
                silent = not rehearsals.is_alive(found, self._now())
            if silent:
                self._start_again(number)
                return
            self._ended.wait(LOOKS)

    def _start_again(self, number: int) -> None:
        with self._database.transaction() as db:
            found = db.get(Rehearsal, number)
            if found is None or not rehearsals.claim_start(db, found, self._now()):
                return
            rehearsals.free_names(db, found, self._now())
            public_id, people = rehearsals.room_of(db, found).public_id, found.people
        if not self._ended.is_set():
            self.start(public_id, people)

    def _say_silent(self, public_id: str) -> None:
        try:
            with self._database.transaction() as db:
                rehearsals.fell_silent(db, public_id)
        except Exception:
            log.exception("it could not be noted that a rehearsal has fallen silent")


def own_address(settings: Settings) -> str:
    """Where this server listens, asked from this very machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    host = everywhere.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _plain_environment() -> dict[str, str]:
    """No secret of the server's is told to the process: it has its room's key and no more."""
    hidden = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL", "REDIS_URL")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.poll() is None:
        process.terminate()
    threading.Thread(target=process.wait, daemon=True).start()
