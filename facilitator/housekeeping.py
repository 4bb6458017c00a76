"""What the server does by itself, at start and daily: what has had its time is deleted."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from facilitator.db import Database
from facilitator.domain import photos as photo_rules
from facilitator.domain import retention

DAILY = 24 * 3600.0
Now = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


def start(
    database: Database, now: Now, every: float = DAILY, photos: Path | None = None
) -> threading.Event:
    """Begin at once and go on; set the event to end it. `photos` is their folder."""
    ended = threading.Event()
    arguments = (database, now, every, ended, photos)
    threading.Thread(target=_go_on, args=arguments, daemon=True).start()
    return ended


def _go_on(
    database: Database, now: Now, every: float, ended: threading.Event, photos: Path | None
) -> None:
    while not ended.is_set():
        tidy(database, now())
        if photos is not None:
            tidy_photos(database, photos, now())
        ended.wait(every)


def tidy(database: Database, now: dt.datetime) -> int:
    """Give how many were deleted. What fails today is tried again tomorrow."""
    try:
        with database.transaction() as session:
            return retention.delete_expired(session, now)
    except Exception:
        log.exception("expired text could not be deleted")
        return 0


def tidy_photos(database: Database, folder: Path, now: dt.datetime) -> int:
    """Give how many files went: those of deleted cards and people, and what was never used."""
    try:
        with database.transaction() as session:
            return photo_rules.sweep(session, folder, now)
    except Exception:
        log.exception("photos could not be tidied")
        return 0
