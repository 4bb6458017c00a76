"""PostgreSQL: one state of it as a stream of text, and such a stream put back.

The text is `pg_dump`'s own. It passes through here on its way into the archive, so that answers
given without a name and the keys they lie under are never in a copy, and it is played back
statement by statement in one transaction: all of it or nothing, and no program is run on it.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import create_engine

from facilitator import postgres
from facilitator.backup.archive import PIECE, Failed

NULL = b"\\N"
END = b"\\.\n"
_COPY = re.compile(rb'COPY (?:public\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;\n')
_SKIPPED = re.compile(rb"\\(un)?restrict |SET (statement|lock|idle_in_\w+|transaction)_timeout ")
"""What newer tools say, and older servers do not know."""

Counts = dict[str, int]


def take(lines: Iterable[bytes], counts: Counts) -> Iterator[bytes]:
    """The lines that go into a copy; `counts` gets the rows of each table that do."""
    table, columns = "", [b""]
    for line in lines:
        if table and line != END:
            kept = _without_the_nameless(table, columns, line)
            counts[table] += kept is not None
            yield kept or b""
            continue
        table = ""
        if begins := _COPY.fullmatch(line):
            table = begins[1].decode()
            columns = [name.strip(b' "') for name in begins[2].split(b",")]
            counts[table] = 0
        yield line


def _without_the_nameless(table: str, columns: list[bytes], line: bytes) -> bytes | None:
    """A row as it is to be copied; None for one that stays behind (see `sqlite.NAMELESS`)."""
    if table not in ("card", "activity"):
        return line
    row = dict(zip(columns, line.rstrip(b"\n").split(b"\t"), strict=True))
    if table == "activity":
        return b"\t".join((row | {b"secret": NULL} if b"secret" in row else row).values()) + b"\n"
    named = (b"owner_id", b"author_id", b"group_id", b"withdraw_digest")
    nameless = all(row.get(name) == NULL for name in named) and len(row[b"client_id"]) == 64
    return None if nameless else line


def gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines by the megabyte."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def lines_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def counted(pieces: Iterable[bytes]) -> Counts:
    """The rows of each table in a stream; of the version of the database too."""
    counts: Counts = {}
    for _ in take(lines_of(pieces), counts):
        pass
    return counts


# --- putting back ------------------------------------------------------------------------------


def put_back(
    url: str, pieces: Iterable[bytes], expected: Counts, force: bool, before: Callable[[], None]
) -> None:
    """Into an empty database, or with `force` in place of what is there. Raises Failed.

    `before` is called when it is known that there is room for it, and nothing is changed yet.
    """
    engine = create_engine(url, hide_parameters=True)
    try:
        with closing(engine.raw_connection()) as connection, _said():
            cursor = connection.cursor()
            _make_room(cursor, force)
            before()
            _play(cursor, lines_of(pieces))
            if _rows(cursor) != expected:
                raise Failed("Kopien stemmer ikke med det den sier om seg selv.")
            connection.commit()
    finally:
        engine.dispose()


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """The database's own words name rows by what is in them, and are not repeated."""
    from psycopg2 import Error

    try:
        yield
    except Error as error:
        raise Failed(
            f"PostgreSQL ville ikke ta imot kopien ({type(error).__name__}, {error.pgcode}). "
            "Ingenting er endret."
        ) from None


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in cursor.fetchall()]


def _rows(cursor: Any) -> Counts:
    counts = {}
    for name in _tables(cursor):
        cursor.execute(f'SELECT count(*) FROM public."{name}"')  # noqa: S608
        counts[name] = cursor.fetchone()[0]
    counts.pop("alembic_version", None)
    return counts


def _make_room(cursor: Any, force: bool) -> None:
    if not force and any(_rows(cursor).values()):
        raise Failed(postgres.NOT_EMPTY)
    for name in _tables(cursor):
        cursor.execute(f'DROP TABLE public."{name}" CASCADE')


def _play(cursor: Any, lines: Iterator[bytes]) -> None:
    waiting: list[bytes] = []
    for line in lines:
        if _SKIPPED.match(line):
            continue
        if not _COPY.fullmatch(line):
            waiting.append(line)
            continue
        _run(cursor, waiting)
        waiting = []
        cursor.copy_expert(line.decode(), _Rows(lines))
    _run(cursor, waiting)


def _run(cursor: Any, lines: list[bytes]) -> None:
    said = b"".join(line for line in lines if not line.startswith(b"--"))
    if said.strip():
        cursor.execute(said)


class _Rows:
    """The rows of one table, as a file that ends where they do."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._rest, self._over = lines, b"", False

    def read(self, size: int = PIECE) -> bytes:
        while len(self._rest) < size and not self._over:
            line = next(self._lines, END)
            self._over = line == END
            self._rest += b"" if self._over else line
        given, self._rest = self._rest[:size], self._rest[size:]
        return given
