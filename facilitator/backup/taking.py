"""Taking a copy: the database as it is at one moment, then the files it names, in one archive.

What comes after the database can only have grown, apart from what somebody takes away meanwhile:
then another copy is taken, and what is missing still is said.
"""

import contextlib
import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import NoReturn

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from facilitator import kept_files, migrations, postgres
from facilitator.backup import dumped
from facilitator.backup import sqlite as sqlite_file
from facilitator.backup.archive import (
    FORMAT,
    MEMBERS,
    SECRET,
    Failed,
    Manifest,
    Writing,
    pieces_of,
    reading,
    writing,
)
from facilitator.config import Settings
from facilitator.set_aside import LEFT

TRIES = 3
SPARE = 20_000_000
"""Bytes that are left free on the disk."""
SECRETS = (
    "SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL", "REDIS_URL", "SMTP_URL",
    "OIDC_CLIENT_SECRET",
)  # fmt: skip
"""What the program that encrypts need not know."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The database, as it went into the archive."""

    revision: str | None
    counts: dict[str, int]
    named: frozenset[str]


def back_up(
    settings: Settings,
    file: Path,
    now: dt.datetime,
    *,
    force: bool = False,
    encrypt: tuple[str, ...] = (),
) -> Manifest:
    """Write a verified copy to `file`. Raises Failed, and then leaves nothing behind.

    With `encrypt` the copy passes through that program, and what can be read never leaves the
    data folder.
    """
    if file.exists() and not force:
        raise Failed(f"{file} finnes allerede. Velg et annet navn, eller bruk --force.")
    if not file.parent.is_dir():
        raise Failed(f"Mappa {file.parent} finnes ikke. Lag den først.")
    with workspace(settings.data_dir if encrypt else file.parent) as folder, _explained(file):
        packed = folder / "backup.zip"
        manifest = _taken(settings, folder, packed, now)
        _read_back(packed, manifest)
        if encrypt:
            _seal(packed, file, encrypt)
        else:
            packed.replace(file)
        settle(file.parent)
    return manifest


def end_tidily() -> None:
    """For a program that copies: told to stop, it takes what is half done away on its way out."""
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(1)


@contextlib.contextmanager
def workspace(parent: Path | None) -> Iterator[Path]:
    """A folder that only we can read, on the disk the result goes to; None for a temporary one."""
    try:
        made = tempfile.TemporaryDirectory(prefix=LEFT, dir=parent)
    except OSError as error:
        raise Failed(f"Får ikke skrevet i {parent}: {error.strerror}.") from error
    with made as folder:
        yield Path(folder)


@contextlib.contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except postgres.ToolFailed as error:
        raise Failed(str(error)) from error
    except (sqlite3.Error, OperationalError) as error:
        why = str(getattr(error, "orig", error)).strip().splitlines()[0]
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            raise Failed(f"Det er ikke plass til kopien i {file.parent}.") from error
        raise Failed(f"Får ikke lest databasen ({why}).") from error
    except OSError as error:
        raise Failed(f"Får ikke skrevet {file}: {error.strerror}.") from error


def settle(folder: Path) -> None:
    """The new name is on the disk too."""
    with contextlib.suppress(OSError):  # a folder cannot be opened on every system
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise Failed(
            f"Det er ikke plass: kopien kan trenge {needed / 1e6:.0f} MB, og "
            f"{SPARE / 1e6:.0f} MB skal være ledig etterpå. Nå er {free / 1e6:.0f} MB ledig i "
            f"{folder.parent}."
        )


def _taken(settings: Settings, folder: Path, packed: Path, now: dt.datetime) -> Manifest:
    """Once more when a file that the database names was taken away meanwhile."""
    missing: tuple[str, ...] = ()
    for _ in range(TRIES):
        packed.unlink(missing_ok=True)
        with writing(packed) as archive:
            manifest = _collect(settings, folder, archive, now)
            archive.end(manifest)
        if manifest.missing in ((), missing):
            break
        missing = manifest.missing
    return manifest


def _collect(settings: Settings, folder: Path, archive: Writing, now: dt.datetime) -> Manifest:
    kind = make_url(settings.database_url).get_backend_name()
    taken = (_of_sqlite if kind == "sqlite" else _of_postgres)(settings, folder, archive)
    with contextlib.suppress(FileNotFoundError):  # when it is a setting
        archive.add_file(SECRET, settings.data_dir / SECRET)
    for name, path in kept_files.those_in(settings.data_dir):
        with contextlib.suppress(FileNotFoundError):  # just taken away by its owner
            archive.add_file(name, path)
    return Manifest(
        format=FORMAT,
        made_at=now,
        version=version("facilitator"),
        database=kind,
        revision=taken.revision,
        counts=taken.counts,
        sha256=dict(archive.sha256),
        missing=tuple(sorted(taken.named - set(archive.sha256))),
    )


def _of_sqlite(settings: Settings, folder: Path, archive: Writing) -> Taken:
    source = Path(make_url(settings.database_url).database or "")
    size = source.stat().st_size if source.exists() else 0
    require_space(folder, 2 * size + _size_of_files(settings))
    target = folder / MEMBERS["sqlite"]
    revision, counts = sqlite_file.copy(source, target)
    named = sqlite_file.named_files(target)
    archive.add_file(target.name, target)
    target.unlink()
    return Taken(revision, counts, named)


def _of_postgres(settings: Settings, folder: Path, archive: Writing) -> Taken:
    counts: dict[str, int] = {}
    with postgres.dumped(settings.database_url) as (connection, lines):
        require_space(folder, postgres.size_of(connection) + _size_of_files(settings))
        archive.add(MEMBERS["postgresql"], dumped.gathered(dumped.take(lines, counts)))
        revision, named = migrations.revision_of(connection), _named(connection)
    counts.pop("alembic_version", None)
    return Taken(revision, counts, named)


def _named(connection: Connection) -> frozenset[str]:
    seen = inspect(connection)
    columns = {
        table: {column["name"] for column in seen.get_columns(table)}
        for table in seen.get_table_names()
    }
    return kept_files.named(lambda query: connection.execute(text(query)), columns)


def _size_of_files(settings: Settings) -> int:
    total = 0
    for _, path in kept_files.those_in(settings.data_dir):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def _read_back(packed: Path, expected: Manifest) -> None:
    with reading(packed) as archive:
        if archive.manifest != expected:
            raise Failed("Kopien ble ikke slik den skulle. Disken kan være skadet.")
        archive.check()


def _seal(packed: Path, file: Path, command: tuple[str, ...]) -> None:
    """Through the program into a file beside the one it becomes. Raises Failed."""
    require_space(file.parent, packed.stat().st_size)
    kept = {name: value for name, value in os.environ.items() if name not in SECRETS}
    with workspace(file.parent) as folder:
        sealed = folder / file.name
        descriptor = os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out, packed.open("rb") as plain:
            _through(command, plain.fileno(), out.fileno(), kept)
            os.fsync(out.fileno())
        with sealed.open("rb") as opened:
            head = next(pieces_of(opened), b"")
        if not head or head.startswith(b"PK"):
            raise Failed(f"{command[0]} krypterte ikke kopien. Se BACKUP_ENCRYPT.")
        sealed.replace(file)


def _through(command: tuple[str, ...], plain: int, out: int, environ: dict[str, str]) -> None:
    try:
        ended = subprocess.run(
            command, stdin=plain, stdout=out, stderr=subprocess.PIPE, env=environ, check=False
        )
    except OSError as error:
        raise Failed(f"BACKUP_ENCRYPT: {command[0]} kan ikke kjøres ({error.strerror}).") from error
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().splitlines()
        raise Failed(f"BACKUP_ENCRYPT: {command[0]} stoppet: {(said or ['uten å si hvorfor'])[0]}")
