"""Writing to those whose mapper go soon. Whoever never opens the app would not learn of it else.

Each batch is noted before it is handed over and after, so that nobody has the same letter twice:
not of two processes, nor after a restart. What did not go is tried again by the hour.
"""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import retention, retention_letters
from facilitator.domain.rooms import OSLO
from facilitator.mail import NO_ADDRESS, NOT_TAKEN, Mailer, Message

DAYTIME: Final = range(7, 21)
"""Hours in Oslo when a letter may come: a phone on a bedside table is left in peace."""
LASTING: Final = (NOT_TAKEN, NO_ADDRESS)

log = logging.getLogger(__name__)


class Sends(Protocol):
    def send(self, messages: Sequence[Message], /) -> list[str]: ...


def by_day(
    settings: Settings, database: Database, root: str
) -> Callable[[dt.datetime], int] | None:
    """What the server does every hour; None where there is no server to send through."""
    if settings.mail is None:
        return None
    mailer = Mailer(settings.mail)

    def letters(now: dt.datetime) -> int:
        return write(database, mailer, root, now) if is_day(now) else 0

    return letters


def is_day(now: dt.datetime) -> bool:
    return now.astimezone(OSLO).hour in DAYTIME


def write(database: Database, mailer: Sends, root: str, now: dt.datetime) -> int:
    """Gives how many letters went. One kull that fails does not keep the others."""
    try:
        with database.reading() as session:
            kull = list(retention.going_soon(session, now))
    except Exception:
        log.exception("kull whose mapper go soon could not be found")
        return 0
    return sum(_to_kull(database, mailer, root, each, now) for each in kull)


def _to_kull(database: Database, mailer: Sends, root: str, cohort_id: int, now: dt.datetime) -> int:
    went = 0
    try:
        while batch := _next(database, root, cohort_id, now):
            faults = mailer.send([Message(each.to, each.subject, each.body) for each in batch])
            with database.transaction() as session:
                retention_letters.settle(session, cohort_id, batch, faults, now)
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
