"""What the server does by itself: text whose time is out is deleted, at start and daily."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

from facilitator.db import Database
from facilitator.domain import retention

DAILY = 24 * 3600.0
Now = Callable[[], dt.datetime]
log = logging.getLogger(__name__)


def start(database: Database, now: Now, every: float = DAILY) -> threading.Event:
    """Begin at once and go on; set the event to end it."""
    ended = threading.Event()
    threading.Thread(target=_go_on, args=(database, now, every, ended), daemon=True).start()
    return ended


def _go_on(database: Database, now: Now, every: float, ended: threading.Event) -> None:
    while not ended.is_set():
        tidy(database, now())
        ended.wait(every)


def tidy(database: Database, now: dt.datetime) -> int:
    """Give how many were deleted. What fails today is tried again tomorrow."""
    try:
        with database.transaction() as session:
            return retention.delete_expired(session, now)
    except Exception:
        log.exception("expired text could not be deleted")
        return 0
