"""PostgreSQL's own tools for copying a database, run so that no password is seen.

Passwords go by the environment and not by the command line, where other users could read
them.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url

NOT_EMPTY = (
    "Databasen som DATABASE_URL viser til, er ikke tom. Bruk en tom database, "
    "eller --force; da blir det som er der, borte."
)


class ToolFailed(Exception):
    """pg_dump or pg_restore is missing or would not; says what to do."""


@contextlib.contextmanager
def dumped(url: str) -> Iterator[tuple[Connection, Iterator[bytes]]]:
    """One consistent state: a connection that sees it, and the lines of its dump.

    The lines are to be read to their end; ToolFailed is raised there when it was not the end.
    """
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            yield connection, _dump(url, snapshot)
    finally:
        engine.dispose()


def _dump(url: str, snapshot: str) -> Iterator[bytes]:
    command = [_tool("pg_dump"), "--format=plain", "--encoding=UTF8", "--no-owner",
               "--no-privileges", "--no-comments", "--no-publications", "--no-subscriptions",
               "--no-security-labels", "--no-tablespaces", f"--snapshot={snapshot}"]  # fmt: skip
    environment = {**os.environ, **_environment(url)}
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield from process.stdout
        finally:
            process.stdout.close() if process.stdout else None
            ended = process.wait()
        if ended:
            errors.seek(0)
            raise ToolFailed(_said("pg_dump", errors.read().decode(errors="replace")))


def size_of(connection: Connection) -> int:
    """Bytes, roughly."""
    query = text("SELECT pg_database_size(current_database())")
    return int(connection.execute(query).scalar_one())


def load(url: str, source: Path, force: bool) -> None:
    """Load a dump of an older release into an empty database; all of it or nothing."""
    engine = create_engine(url)
    with engine.connect() as connection:
        full = any(counts(connection).values())
    engine.dispose()
    if full and not force:
        raise ToolFailed(NOT_EMPTY)
    _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error",
         "--single-transaction", "--clean", "--if-exists",
         f"--dbname={make_url(url).database}", str(source))  # fmt: skip


def counts(connection: Connection) -> dict[str, int]:
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
        for name in sorted(names)
    }


def _tool(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise ToolFailed(f"{name} mangler. Installer PostgreSQLs klientverktøy, og prøv igjen.")
    return program


def _said(tool: str, words: str) -> str:
    return f"{tool} stoppet: {(words.strip().splitlines() or ['uten å si hvorfor'])[0]}"


def _run(tool: str, url: str, *arguments: str) -> None:
    result = subprocess.run(
        [_tool(tool), *arguments],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise ToolFailed(_said(tool, result.stderr))


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
