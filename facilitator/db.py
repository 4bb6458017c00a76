"""The database: one write path, and facts that are published after the commit.

SQLite blocks the whole thread, so a green thread that yields inside a write
transaction while another begins one would stop the server. Therefore writers
take one mutex, begin IMMEDIATE, and do nothing that yields before the commit.
PostgreSQL has its own locks and needs no mutex.
"""

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event, inspect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

log = logging.getLogger(__name__)

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""For tables whose rows are deleted while pages and sockets still know their ids.

SQLite would give the id of the last row that was deleted to the next one that is made, and
whoever stood in a room that was thrown away would hear what is said in the new one.
"""

PATIENCE = 2
"""Seconds that tables of PostgreSQL are waited for before they are rewritten."""
STATEMENTS = 2000
"""Compiled questions that are kept: more than there are, so that none is compiled twice."""

Listener = Callable[[list[Any]], None]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Utc(TypeDecorator[dt.datetime]):
    """A moment. SQLite gives naive values back; here every value is aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def record(session: Session, fact: Any) -> None:
    """Remember what has happened; it is told to others only when it is committed."""
    session.info.setdefault("facts", []).append(fact)


class Database:
    """One engine, its write mutex, and the listeners that hear committed facts."""

    def __init__(self, url: str, *, strict_listeners: bool = False) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _make_engine(url)
        self._writer = self.engine.execution_options(begin="IMMEDIATE")
        self._mutex = threading.Lock()
        self._owner: int | None = None
        self._listeners: list[Listener] = []
        self._strict = strict_listeners

    def subscribe(self, listener: Listener) -> None:
        """Call `listener(facts)` after every commit that recorded facts."""
        self._listeners.append(listener)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and writes nothing."""
        with Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """Commit what the block did, then publish its facts. On an error both vanish."""
        with self._writing(), Session(self._writer, expire_on_commit=False) as session:
            yield session
            session.commit()
            facts = session.info.pop("facts", [])
        if facts:
            self._publish(facts)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        me = threading.get_ident()
        if self._owner == me:
            raise RuntimeError("a transaction was opened inside another")
        with self._mutex:
            self._owner = me
            try:
                yield
            finally:
                self._owner = None

    def _publish(self, facts: list[Any]) -> None:
        for listener in self._listeners:
            try:
                listener(facts)
            except Exception:
                if self._strict:
                    raise
                log.exception("a listener failed; the write stands")

    def empty_log(self) -> None:
        """What was deleted is gone from SQLite's log too, not only from the tables.

        While somebody reads it is left for the next time; nobody waits for it.
        """
        if not self.is_sqlite:
            return
        with self._writing(), contextlib.closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute("PRAGMA busy_timeout=0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
            cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
            cursor.close()

    def rewrite(self) -> None:
        """Write the tables' files anew, so that no page of them holds what was deleted.

        Overwriting alone leaves what lay in the middle of a page that was rearranged. Everybody
        waits meanwhile: for what is done seldom, and at night.
        """
        if not self.is_sqlite:
            self._rewrite_tables()
            return
        with self._writing(), contextlib.closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.close()

    def _rewrite_tables(self) -> None:
        """PostgreSQL's, unless something else has hold of one: nobody is to queue behind us."""
        engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"SET lock_timeout = '{PATIENCE}s'")
            try:
                quoted = connection.dialect.identifier_preparer.quote
                names = inspect(connection).get_table_names()
                connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(map(quoted, sorted(names)))}")
            finally:
                connection.exec_driver_sql("RESET lock_timeout")

    def dispose(self) -> None:
        self.engine.dispose()


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=20,
            max_overflow=20,
            pool_pre_ping=True,
            hide_parameters=True,
            query_cache_size=STATEMENTS,
        )
    # What people wrote is in no error message, and so in no log.
    arguments = {"check_same_thread": False, "timeout": 15}
    engine = create_engine(
        url, connect_args=arguments, hide_parameters=True, query_cache_size=STATEMENTS
    )
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # Python's own transaction handling would start transactions too late; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32000",
        # What is deleted is overwritten: a key that is destroyed can be read from no free page.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
