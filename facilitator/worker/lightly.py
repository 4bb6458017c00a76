"""Writing to the database so that the live room never waits for a process that steps behind.

On SQLite one writer waits for the other. A worker that is set aside by the machine between BEGIN
and COMMIT would keep the room waiting as long as that lasts. So what it says again and again is
one statement that is a transaction of its own: the lock is held inside SQLite alone, and for no
disk. What a power cut may take of it is said again by whoever takes the job up.
"""

from typing import Any

from sqlalchemy import Engine, Update, create_engine, event

from facilitator.db import Database

PATIENCE = 15
"""Seconds that we wait for other writers."""


def on_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")


def write_lightly(database: Database) -> None:
    """For the whole of a worker."""
    if database.is_sqlite:
        event.listen(database.engine, "connect", on_sqlite)
        database.engine.dispose()  # those that were made before it


class Sayings:
    """A connection of its own, on which each statement is committed as it is run."""

    def __init__(self, database: Database) -> None:
        self._engine = _engine(database)

    def say(self, statement: Update) -> bool:
        """Whether there was a row to change."""
        with self._engine.connect() as connection:
            return connection.execute(statement).rowcount == 1

    def close(self) -> None:
        self._engine.dispose()


def _engine(database: Database) -> Engine:
    if not database.is_sqlite:
        return create_engine(database.url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    engine = create_engine(
        database.url,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False, "timeout": PATIENCE},
        hide_parameters=True,
    )
    event.listen(engine, "connect", on_sqlite)
    return engine
