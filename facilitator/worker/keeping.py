"""The server's side: a worker is there when there is something to do, and starts again if it dies.

It is started by the first job, and leaves by itself when there has been nothing for a while, so
that a server of which nobody asks a large file carries none. The live room goes first: the
worker steps behind (`rounds.step_behind`).
"""

import contextlib
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import jobs
from facilitator.worker.queue import Queue

LOOKS = 2.0
"""Seconds between looks at whether it is still there."""
LONGEST = 60.0
"""Seconds between two tries when it dies at once each time."""
GRACE = 5.0
"""Seconds that it gets to put its work down in good order when the server ends."""

log = logging.getLogger(__name__)


class Worker:
    """Of one server. With `settings.worker` off only the numbers are handed over."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._ended = threading.Event()
        self._mutex = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def wake(self, job_id: int) -> None:
        """There is a job. When its number is lost, the worker finds the row by itself."""
        try:
            with contextlib.closing(Queue(self._settings)) as queue:
                queue.put(job_id)
        except Exception as error:
            log.warning("a job's number could not be handed over: %s", type(error).__name__)
        if self._settings.worker:
            self._start()

    def watch(self) -> None:
        """Go on with what was under way, and notice from now on when the worker ends."""
        if self._settings.worker:
            threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._ended.set()
        with self._mutex:
            process, self.process = self.process, None
        if process is not None:
            _end(process)

    def _watch(self) -> None:
        look, pause = True, LOOKS
        while True:
            if look and self._any_under_way():
                self._start()
            if self._ended.wait(pause):
                return
            ended_with = self._take_ended()
            look = ended_with is not None
            pause = min(LONGEST, pause * 2) if ended_with else LOOKS

    def _take_ended(self) -> int | None:
        """The exit code of a worker that has ended since the last look."""
        with self._mutex:
            process = self.process
            code = process.poll() if process is not None else None
            if process is not None and code is not None:
                _let_go(process)
                self.process = None
        return code

    def _any_under_way(self) -> bool:
        try:
            with self._database.reading() as session:
                return jobs.any_under_way(session)
        except Exception:
            log.exception("it could not be seen whether there is work")
            return False

    def _start(self) -> None:
        with self._mutex:
            running = self.process is not None and self.process.poll() is None
            if running or self._ended.is_set():
                return
            if self.process is not None:
                _let_go(self.process)
            try:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "facilitator.worker"],
                    env={**os.environ, **_told(self._settings)},
                    cwd=Path(__file__).parents[2],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                )
            except OSError:
                log.exception("the worker could not be started")


def _end(process: subprocess.Popen[bytes]) -> None:
    """It hears that we are gone by our end of its input; what takes too long is cut short."""
    _let_go(process)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _let_go(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _told(settings: Settings) -> dict[str, str]:
    """The settings as they came to us: by the environment."""
    return {
        "FACILITATOR_DATA": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url or "",
    }
