"""A copy of everything in one file, taken while the server runs, and putting it back.

The file is a ZIP with `manifest.json` (version, revision, counts, SHA-256 of each member),
the database, the photos, and the secret that keeps phones known. It holds people's stories:
keep it as you keep them (docs/operations.md says how to encrypt it).
"""

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy.engine import make_url

from facilitator import kept_files, locks, migrations, postgres
from facilitator.config import Settings
from facilitator.db import Database

FORMAT = 1
MANIFEST = "manifest.json"
MEMBERS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
SECRET = "secret_key"  # noqa: S105 - the name of a file


class Failed(Exception):
    """A copy could not be made or put back. Says in one line why, and what to do."""


class Manifest(Struct, frozen=True):
    """What a backup says of itself. `counts` has the rows of each table."""

    format: int
    made_at: dt.datetime
    version: str
    database: str
    revision: str | None
    counts: dict[str, int]
    sha256: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def back_up(settings: Settings, file: Path, now: dt.datetime, *, force: bool = False) -> Manifest:
    """Write a verified copy to `file`. Raises Failed, and then leaves nothing behind."""
    if file.exists() and not force:
        raise Failed(f"{file} finnes allerede. Velg et annet navn, eller bruk --force.")
    if not file.parent.is_dir():
        raise Failed(f"Mappa {file.parent} finnes ikke. Lag den først.")
    with _workspace(file.parent) as folder:
        manifest = _collect(settings, folder, now)
        packed = folder / "backup.zip"
        _pack(folder, packed, manifest)
        _verify(packed, folder / "check")
        packed.replace(file)
    return manifest


@contextmanager
def _workspace(parent: Path) -> Iterator[Path]:
    """A folder that only we can read, on the disk the result goes to."""
    try:
        made = tempfile.TemporaryDirectory(prefix=".facilitator-", dir=parent)
    except OSError as error:
        raise Failed(f"Får ikke skrevet i {parent}: {error.strerror}.") from error
    with made as folder:
        yield Path(folder)


def _collect(settings: Settings, folder: Path, now: dt.datetime) -> Manifest:
    url = make_url(settings.database_url)
    kind = url.get_backend_name()
    target = folder / MEMBERS[kind]
    if kind == "sqlite":
        revision, counts = _copy_sqlite(Path(url.database or ""), target)
    else:
        revision, counts = _asking_postgres(postgres.dump, settings.database_url, target)
    secret = settings.data_dir / SECRET
    if secret.exists():
        shutil.copyfile(secret, folder / SECRET)
    kept_files.copy(settings.data_dir, folder)
    return Manifest(
        format=FORMAT,
        made_at=now,
        version=version("facilitator"),
        database=kind,
        revision=revision,
        counts=counts,
        sha256={
            path.relative_to(folder).as_posix(): _sha256(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    )


def _asking_postgres(task: Any, *arguments: Any) -> Any:
    try:
        return task(*arguments)
    except postgres.ToolFailed as error:
        raise Failed(str(error)) from error


def _copy_sqlite(source: Path, target: Path) -> tuple[str | None, dict[str, int]]:
    """SQLite's own online backup: one consistent state, and writers need not wait."""
    if not source.exists():
        raise Failed(f"Det er ingenting å ta kopi av: {source} finnes ikke.")
    live, copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    with closing(live), closing(copy):
        live.backup(copy)
        _forget_the_nameless(copy)
        # A file that stands alone, without the journal beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return look_into(copy)


def _forget_the_nameless(copy: sqlite3.Connection) -> None:
    """A copy outlives the samling, and must not tie an answer given without a name to anybody.

    The answers and the keys they are named under are left out; the counts that were frozen
    stay. The file is written anew, so that no freed page of it holds them either.
    """
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    if not {"activity", "card"} <= tables:
        return
    known = {row[1] for row in copy.execute("PRAGMA table_info(card)")}
    if "withdraw_digest" in known:
        copy.execute(
            "DELETE FROM card WHERE owner_id IS NULL AND author_id IS NULL"
            " AND group_id IS NULL AND withdraw_digest IS NULL AND length(client_id) = 64"
        )
        copy.execute("UPDATE activity SET secret = NULL")
        copy.commit()
    copy.execute("VACUUM")


def look_into(connection: sqlite3.Connection) -> tuple[str | None, dict[str, int]]:
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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(folder: Path, packed: Path, manifest: Manifest) -> None:
    text = msgspec.json.format(msgspec.json.encode(manifest))
    descriptor = os.open(packed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, text)
            for name in manifest.sha256:
                archive.write(folder / name, name, _packing(name))
        file.flush()
        os.fsync(file.fileno())


def _packing(name: str) -> int:
    """A photo is packed already."""
    return zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED


def _verify(packed: Path, folder: Path) -> Manifest:
    """Read a backup to the end and hold it against its manifest. Unpacks it into `folder`."""
    folder.mkdir(mode=0o700)
    try:
        with zipfile.ZipFile(packed) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            for name in manifest.sha256:
                if name not in (*MEMBERS.values(), SECRET) and not kept_files.is_member(name):
                    raise Failed(f"Kopien har noe som ikke hører hjemme der: {name}.")
                archive.extract(name, folder)
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, EOFError, OSError) as error:
        raise Failed(f"Dette er ikke en hel sikkerhetskopi ({error}).") from error
    for name, expected in manifest.sha256.items():
        if _sha256(folder / name) != expected:
            raise Failed(f"Kopien er skadet: {name} er ikke slik den ble skrevet.")
    return manifest


def restore(settings: Settings, file: Path, now: dt.datetime, *, force: bool = False) -> Manifest:
    """Put a backup into an empty place and bring it to the newest form.

    What is there already is only replaced with `force`, and a SQLite file is then kept
    beside the new one. Raises Failed; nothing has then been changed.
    """
    if not file.is_file():
        raise Failed(f"{file} finnes ikke.")
    try:
        with locks.held(settings.data_dir, alone=True), _workspace(settings.data_dir) as folder:
            manifest = _verify(file, folder / "unpacked")
            _put_back(settings, folder / "unpacked", manifest, now, force)
    except locks.Busy as error:
        raise Failed("Serveren kjører. Stopp den først, og prøv igjen.") from error
    return manifest


def _put_back(
    settings: Settings, folder: Path, manifest: Manifest, now: dt.datetime, force: bool
) -> None:
    url = make_url(settings.database_url)
    if manifest.format > FORMAT:
        raise Failed("Kopien er laget av en nyere utgave. Installer den nyeste utgaven først.")
    if manifest.database != url.get_backend_name():
        raise Failed(
            f"Kopien er av {manifest.database}, og DATABASE_URL viser til "
            f"{url.get_backend_name()}. Sett DATABASE_URL til samme slag."
        )
    source = folder / MEMBERS[manifest.database]
    if manifest.database == "sqlite":
        _place_sqlite(source, Path(url.database or ""), manifest, now, force)
    else:
        _asking_postgres(postgres.load, settings.database_url, source, force)
        _upgrade(settings.database_url)
    kept_files.place(folder, settings.data_dir)
    _place_secret(folder / SECRET, settings.data_dir / SECRET)


def _place_sqlite(
    source: Path, target: Path, manifest: Manifest, now: dt.datetime, force: bool
) -> None:
    if not force and _holds_something(target):
        raise Failed(
            f"Det ligger allerede noe i {target}. Sett FACILITATOR_DATA til en tom mappe, "
            "eller bruk --force; da blir det som er der, lagt til side."
        )
    with closing(sqlite3.connect(source)) as copy:
        if look_into(copy) != (manifest.revision, manifest.counts):
            raise Failed("Kopien stemmer ikke med det den sier om seg selv.")
    _upgrade(f"sqlite:///{source}")
    with closing(sqlite3.connect(source)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
    if target.exists():
        _set_aside(target, now)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o600)
    shutil.move(source, target)


def _holds_something(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return any(look_into(connection)[1].values())


def _set_aside(target: Path, now: dt.datetime) -> None:
    """Into one file first, so that the journal beside it is not left to the new database."""
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    target.rename(target.with_name(f"{target.stem}-replaced-{now:%Y%m%d-%H%M%S}{target.suffix}"))


def _place_secret(source: Path, target: Path) -> None:
    """The restored phones are known by the secret that came with them."""
    if source.exists():
        source.chmod(0o600)
        shutil.move(source, target)


def _upgrade(url: str) -> None:
    try:
        migrations.upgrade(Database(url))
    except migrations.TooNew as error:
        raise Failed(str(error)) from error
