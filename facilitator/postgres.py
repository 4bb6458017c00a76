"""PostgreSQL's own tools for copying a database, run so that no password is seen.

Passwords go by the environment and not by the command line, where other users could read
them.
"""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url

from facilitator import migrations


class ToolFailed(Exception):
    """pg_dump or pg_restore is missing or would not; says what to do."""


def dump(url: str, target: Path) -> tuple[str | None, dict[str, int]]:
    """Dump one consistent state; gives its revision and the rows of each table."""
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges",
             f"--snapshot={snapshot}", f"--file={target}")  # fmt: skip
        found = migrations.revision_of(connection), counts(connection)
    engine.dispose()
    return found


def load(url: str, source: Path, force: bool) -> None:
    """Load a dump into an empty database; all of it or nothing."""
    engine = create_engine(url)
    with engine.connect() as connection:
        full = any(counts(connection).values())
    engine.dispose()
    if full and not force:
        raise ToolFailed(
            "Databasen som DATABASE_URL viser til, er ikke tom. Bruk en tom database, "
            "eller --force; da blir det som er der, borte."
        )
    _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error",
         "--single-transaction", "--clean", "--if-exists",
         f"--dbname={make_url(url).database}", str(source))  # fmt: skip


def counts(connection: Connection) -> dict[str, int]:
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
        for name in sorted(names)
    }


def _run(tool: str, url: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ToolFailed(f"{tool} mangler. Installer PostgreSQLs klientverktøy, og prøv igjen.")
    result = subprocess.run(
        [program, *arguments],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise ToolFailed(f"{tool} stoppet: {result.stderr.strip().splitlines()[0]}")


def _environment(url: str) -> dict[str, str]:
    parts = make_url(url)
    known = {
        "PGHOST": parts.host or parts.query.get("host"),
        "PGPORT": str(parts.port) if parts.port else None,
        "PGUSER": parts.username,
        "PGPASSWORD": str(parts.password) if parts.password else None,
        "PGDATABASE": parts.database,
        "PGSSLMODE": parts.query.get("sslmode"),
    }
    return {name: str(value) for name, value in known.items() if value}
