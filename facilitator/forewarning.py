"""Writing to those whose mapper go soon. Whoever never opens the app would not learn of it else.

Each batch is noted before it is handed over and after, so that nobody has the same letter twice:
not of two processes, nor after a restart. What did not go is tried again by the hour.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import retention, retention_letters
from facilitator.domain.rooms import OSLO
from facilitator.mail import NO_ADDRESS, NOT_TAKEN, Mailer, Message

DAYTIME: Final = range(7, 21)
"""Hours in Oslo when a letter may come: a phone on a bedside table is left in peace."""
LASTING: Final = (NOT_TAKEN, NO_ADDRESS)
ENOUGH: Final = dt.timedelta(minutes=15)
"""Of each hour: a server that is slow is not to keep what else is done by the hour waiting."""

Send = Callable[[Sequence[Message]], list[str]]
Moment = Callable[[], dt.datetime | None]

log = logging.getLogger(__name__)


def by_day(
    settings: Settings,
    database: Database,
    root: str,
    run_in_thread: Callable[..., Any] | None = None,
) -> Callable[[dt.datetime], int] | None:
    """What the server does every hour; None where there is no server to send through.

    With `run_in_thread` letters are handed over beside the loop that everybody shares.
    """
    if settings.mail is None:
        return None
    send: Send = Mailer(settings.mail).send
    if run_in_thread is not None:
        send = partial(run_in_thread, send)
    return lambda now: write(database, send, root, now)


def is_day(now: dt.datetime) -> bool:
    return now.astimezone(OSLO).hour in DAYTIME


def write(
    database: Database,
    send: Send,
    root: str,
    now: dt.datetime,
    elapsed: Callable[[], float] = time.monotonic,
) -> int:
    """Gives how many letters went. One kull that fails does not keep the others."""
    begun = elapsed()

    def moment() -> dt.datetime | None:
        """As late as it has become; None when it is night, or has taken long enough."""
        at = now + dt.timedelta(seconds=elapsed() - begun)
        return at if is_day(at) and at - now < ENOUGH else None

    try:
        with database.reading() as session:
            kull = list(retention.going_soon(session, now))
    except Exception:
        log.exception("kull whose mapper go soon could not be found")
        return 0
    return sum(_to_kull(database, send, root, each, moment) for each in kull)


def _to_kull(database: Database, send: Send, root: str, cohort_id: int, moment: Moment) -> int:
    went = 0
    try:
        while (at := moment()) and (batch := _next(database, root, cohort_id, at)):
            faults = send([Message(each.to, each.subject, each.body) for each in batch])
            with database.transaction() as session:
                retention_letters.settle(session, cohort_id, batch, faults, at)
            went += faults.count("")
            if "" not in faults:
                break  # nobody is there for the rest either
    except Exception:
        log.exception("letters about mapper that go soon could not be sent")
    return went


def _next(
    database: Database, root: str, cohort_id: int, now: dt.datetime
) -> list[retention_letters.Outgoing]:
    with database.transaction() as session:
        return retention_letters.begin(session, cohort_id, now, root=root, lasting=LASTING)
