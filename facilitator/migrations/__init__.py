"""The database's form through time: Alembic run from code, packaged with the app.

`serve`, `demo` and `restore` bring the database to the newest form when they start. A new
step is made with `python -m facilitator.migrations.make "what and why"`.
"""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text

from facilitator.db import Database

HERE = Path(__file__).resolve().parent
LOCK = 0x5350_494C
"""PostgreSQL's advisory lock: several processes that start at once migrate one by one."""


class TooNew(Exception):
    """The database has been used by a newer release than this one."""


def config() -> Config:
    made = Config()
    # Alembic reads % as the start of an interpolation.
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.set_main_option("version_locations", str(HERE / "versions").replace("%", "%%"))
    made.set_main_option("path_separator", "newline")
    return made


def head() -> str:
    """The newest revision that this release knows."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def revision_of(connection: Connection) -> str | None:
    """Which revision a database is at; None for one that has never been migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(database: Database) -> None:
    """Bring the database to the newest form, or leave it as it was. Raises TooNew."""
    engine = migrating_engine(database.url)
    try:
        with engine.begin() as connection:
            run_upgrade(connection)
    finally:
        engine.dispose()


def run_upgrade(connection: Connection) -> None:
    _take_lock(connection)
    made = config()
    made.attributes["connection"] = connection
    try:
        command.upgrade(made, "head")
    except CommandError as error:
        raise TooNew(
            "Databasen er brukt av en nyere utgave enn denne. Installer den nyeste utgaven, "
            "eller legg tilbake en sikkerhetskopi fra før oppgraderingen med facilitator restore."
        ) from error
    _check_references(connection)


def migrating_engine(url: str) -> Engine:
    """An engine of its own: a table that SQLite rebuilds must not take its children along."""
    engine = create_engine(url, poolclass=NullPool)
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _without_foreign_keys)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _without_foreign_keys(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=15000", "journal_mode=WAL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _take_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"the migration broke {len(broken)} references; nothing was changed")
