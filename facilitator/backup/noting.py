"""Who took a copy or put one back, in the log of who did what."""

import contextlib
import datetime as dt

from sqlalchemy.exc import SQLAlchemyError

from facilitator import migrations
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import audit

TAKEN = "sikkerhetskopi"
PUT_BACK = "lagt tilbake fra sikkerhetskopi"


def note(settings: Settings, command: str, verb: str, what: str, now: dt.datetime) -> None:
    """Nothing in a database of an older form, which has no such log; and a copy stands without."""
    database = Database(settings.database_url)
    try:
        with contextlib.suppress(SQLAlchemyError):
            with database.reading() as session:
                newest = migrations.revision_of(session.connection()) == migrations.head()
            if newest:
                with database.transaction() as session:
                    audit.note(session, command, verb, now, what)
    finally:
        database.dispose()


def taken(settings: Settings, now: dt.datetime) -> None:
    note(settings, "facilitator backup", audit.EXPORTED, TAKEN, now)


def put_back(settings: Settings, now: dt.datetime) -> None:
    note(settings, "facilitator restore", audit.CHANGED, PUT_BACK, now)
