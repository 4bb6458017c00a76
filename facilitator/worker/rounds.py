"""The worker's round: take a number, do the job, look at the rows now and then."""

import contextlib
import datetime as dt
import logging
import os
import threading
import time

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import jobs
from facilitator.processes.catalogue import use_folder
from facilitator.processes.loader import load_library
from facilitator.worker.doing import do
from facilitator.worker.lightly import write_lightly
from facilitator.worker.queue import Queue

REST = 0.25
"""Seconds between two looks at an empty queue that does not wait by itself."""
LOOKS = 5.0
"""Seconds between two looks at the rows: for numbers that were lost, and for what fell silent."""
BEHIND = 10
"""How far behind the live room we go, where two want the same processor."""
CATALOGUES = "catalogues"

log = logging.getLogger(__name__)


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def step_behind() -> None:
    """Before the typesetter is loaded: one processor at most, and after everybody else."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    with contextlib.suppress(AttributeError, OSError):
        os.nice(BEHIND)


def go_on(
    settings: Settings, database: Database, ending: threading.Event, idle: float | None = None
) -> None:
    """Until told to end; with `idle` also when there has been nothing for so many seconds."""
    write_lightly(database)
    load_library()
    for fault in use_folder(settings.data_dir / CATALOGUES):
        log.warning("Styrkekatalogen er utelatt: %s", fault)
    round_ = _Round(settings, database)
    last = time.monotonic()
    while not ending.is_set():
        number = round_.next()
        if number is not None:
            _do(settings, database, number, ending)
            last = time.monotonic()
        elif idle is not None and time.monotonic() - last > idle and not _any(database):
            return
        else:
            ending.wait(REST)


def _do(settings: Settings, database: Database, number: int, ending: threading.Event) -> None:
    try:
        do(database, settings.data_dir, number, utc_now, ending)
    except Exception:
        # The row stands; it is taken up again when it has been silent for a while.
        log.exception("a job could not be begun or ended")
        ending.wait(LOOKS)


def _any(database: Database) -> bool:
    with database.reading() as session:
        return jobs.any_under_way(session)


class _Round:
    """Where the next number comes from: the queue, and the rows from time to time."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._database = database
        self._queue = Queue(settings)
        self._waiting: list[int] = []
        self._looked = float("-inf")

    def next(self) -> int | None:
        if self._waiting:
            return self._waiting.pop(0)
        if time.monotonic() - self._looked >= LOOKS:
            self._looked = time.monotonic()
            with self._database.reading() as session:
                self._waiting = jobs.waiting(session, utc_now())
            if self._waiting:
                return self._waiting.pop(0)
        try:
            return self._queue.take()
        except Exception:
            log.exception("the queue could not be read; the rows are looked at instead")
            return None
