"""One job from its claim to its file, or to the words that say why there is none."""

import datetime as dt
import errno
import logging
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.db import Database
from facilitator.documents.makers import MAKERS
from facilitator.documents.making import CannotMake, Made, Maker, Work
from facilitator.documents.typesetting import NoGlyphs
from facilitator.domain import job_files, jobs
from facilitator.worker.lightly import Sayings

BEAT = 3.0
"""Seconds between signs of life while a part takes its time."""
PAUSE = 1.0
"""At least so long between two words of how far it has come: each is a write."""

WENT_WRONG = (
    "Noe gikk galt da fila ble laget. Prøv igjen. Skjer det en gang til, så si fra til den som "
    "drifter appen."
)
NO_ROOM = "Det er ikke plass til fila på serveren. Si fra til den som drifter appen."
NO_GLYPHS = "Et av navnene har skrifttegn som ingen skrift på serveren kan vise."
UNKNOWN = "Denne fila lages ikke lenger."

Now = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


class Unwanted(Exception):
    """Cancelled, or another worker has it."""


class Ending(Exception):
    """This worker has been told to end."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was claimed, read once."""

    id: int
    token: str
    attempt: int
    kind: str
    cohort_id: int
    arguments: Mapping[str, Any]
    allowed: bool


class Voice:
    """Says how far it has come, and hears whether somebody still wants it."""

    def __init__(self, database: Database, held: Held, now: Now, ending: threading.Event) -> None:
        self._held, self._now, self._ending = held, now, ending
        self._sayings = Sayings(database)
        self._mutex = threading.Lock()
        self._done = self._total = 0
        self._said_at = float("-inf")
        self._unwanted = False
        self._over = threading.Event()

    def __enter__(self) -> "Voice":
        threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        with self._mutex:
            self._sayings.close()

    def step(self, done: int, total: int) -> None:
        """Raises Unwanted, Ending."""
        self._done, self._total = done, total
        if time.monotonic() - self._said_at >= PAUSE:
            self._say()
        if self._unwanted:
            raise Unwanted
        if self._ending.is_set():
            raise Ending

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            try:
                self._say()
            except Exception:
                log.exception("no sign of life could be given")

    def _say(self) -> None:
        held = self._held
        saying = jobs.saying(held.id, held.attempt, self._done, self._total, self._now())
        with self._mutex:
            wanted = self._sayings.say(saying)
        self._said_at = time.monotonic()
        self._unwanted = self._unwanted or not wanted


def do(
    database: Database,
    data_dir: Path,
    job_id: int,
    now: Now,
    ending: threading.Event | None = None,
    makers: Mapping[str, Maker] = MAKERS,
) -> None:
    """Nothing when somebody else has it, or nobody wants it."""
    held = _claim(database, job_id, now)
    if held is None:
        return
    if not held.allowed or held.kind not in makers:
        _fail(database, held, UNKNOWN if held.allowed else jobs.NOT_LEADER, now)
        return
    folder = data_dir / jobs.FOLDER
    part = job_files.begin(folder, held.token, held.attempt)
    try:
        made = _made(database, data_dir, held, part, now, ending or threading.Event(), makers)
        _finish(database, held, part, made, now)
    except Ending:
        with database.transaction() as session:
            jobs.give_back(session, held.id, held.attempt)
    except Unwanted:
        pass
    except Exception as error:
        _fail(database, held, _words(error), now)
    finally:
        part.unlink(missing_ok=True)


def _claim(database: Database, job_id: int, now: Now) -> Held | None:
    with database.transaction() as session:
        job = jobs.claim(session, job_id, now())
    if job is None:
        return None
    with database.reading() as session:
        return Held(
            id=job.id,
            token=job.token,
            attempt=job.attempts,
            kind=job.kind,
            cohort_id=job.cohort_id or 0,
            arguments=job.arguments,
            allowed=jobs.may_have(session, job),
        )


def _made(
    database: Database,
    data_dir: Path,
    held: Held,
    part: Path,
    now: Now,
    ending: threading.Event,
    makers: Mapping[str, Maker],
) -> Made:
    with Voice(database, held, now, ending) as voice:
        work = Work(
            reading=database.reading,
            root=data_dir,
            target=part,
            cohort_id=held.cohort_id,
            arguments=held.arguments,
            made=now(),
            step=voice.step,
        )
        return makers[held.kind](work)


def _finish(database: Database, held: Held, part: Path, made: Made, now: Now) -> None:
    """The row and the file become what they are together: the row is held while it is renamed."""
    with database.transaction() as session:
        wanted = jobs.finish(
            session,
            held.id,
            held.attempt,
            now(),
            filename=made.filename,
            mimetype=made.mimetype,
            size=part.stat().st_size,
            message=made.message,
        )
        if wanted:
            job_files.keep(part, held.token)


def _fail(database: Database, held: Held, words: str, now: Now) -> None:
    with database.transaction() as session:
        jobs.fail(session, held.id, held.attempt, words, now())


def _words(error: Exception) -> str:
    """For whoever asked. The log gets where it happened, and no text that somebody wrote."""
    if isinstance(error, CannotMake):
        return str(error)
    if isinstance(error, NoGlyphs):
        return NO_GLYPHS
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("a file could not be made: %s\n%s", type(error).__name__, where)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return NO_ROOM
    return WENT_WRONG
