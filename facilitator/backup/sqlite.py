"""SQLite: one state of it, taken while others write, and what is in such a file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from facilitator import kept_files
from facilitator.backup.archive import Failed

Found = tuple[str | None, dict[str, int]]
"""The revision, and the rows of each table."""

NAMELESS = (
    "owner_id IS NULL AND author_id IS NULL AND group_id IS NULL"
    " AND withdraw_digest IS NULL AND length(client_id) = 64"
)
"""An answer given without a name, while it is still named under a key."""


def copy(source: Path, target: Path) -> Found:
    """One consistent state, packed tight; writers need not wait."""
    if not source.exists():
        raise Failed(f"Det er ingenting å ta kopi av: {source} finnes ikke.")
    target.touch(mode=0o600)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=15)) as live:
        # Not page by page: what was deleted stands on free pages, and they do not come along.
        live.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as connection:
        _forget_the_nameless(connection)
        # A file that stands alone, without the journal beside it.
        connection.execute("PRAGMA journal_mode=DELETE")
        return look_into(connection)


def _forget_the_nameless(connection: sqlite3.Connection) -> None:
    """A copy outlives the samling, and must not tie an answer given without a name to anybody.

    The answers and the keys they are named under are left out and written over; the counts that
    were frozen stay.
    """
    known = {row[1] for row in connection.execute("PRAGMA table_info(card)")}
    if "withdraw_digest" not in known:
        return
    for pragma in ("journal_mode=MEMORY", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"DELETE FROM card WHERE {NAMELESS}")  # noqa: S608
    connection.execute("UPDATE activity SET secret = NULL WHERE secret IS NOT NULL")
    connection.commit()


def look_into(connection: sqlite3.Connection) -> Found:
    """The revision and the rows of each table of a SQLite file. Raises Failed when damaged."""
    if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise Failed("Databasen er skadet. Se docs/operations.md om hva du gjør da.")
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in sorted(tables)
    }
    if counts.pop("alembic_version", 0) == 0:
        return None, counts
    return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0], counts


def look_closely(file: Path) -> Found:
    """The same, after every page and every reference has been looked at. Raises Failed."""
    with closing(sqlite3.connect(file)) as connection:
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            loose = connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        except sqlite3.DatabaseError as error:
            raise Failed(f"Databasen i kopien er skadet ({error}).") from error
        if not whole or loose:
            raise Failed("Databasen i kopien er skadet. Bruk en annen kopi.")
        return look_into(connection)


def holds_something(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return any(look_into(connection)[1].values())


def named_files(file: Path) -> frozenset[str]:
    """The files that its rows name."""
    with closing(sqlite3.connect(file)) as connection:

        def ask(query: str) -> list[tuple[str, ...]]:
            return connection.execute(query).fetchall()

        tables = [row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: {row[1] for row in ask(f'PRAGMA table_info("{name}")')} for name in tables}
        return kept_files.named(ask, columns)
