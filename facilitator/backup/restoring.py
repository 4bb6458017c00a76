"""Reading a copy to its end, and putting it back into an empty place.

Whatever was deleted or taken back after the copy was taken is so again before anybody sees it.
"""

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from facilitator import kept_files, locks, migrations, postgres
from facilitator.backup import dumped, erased, sqlite
from facilitator.backup.archive import OLD_DUMP, SECRET, Failed, Manifest, Reading, reading
from facilitator.backup.erased import Again
from facilitator.backup.taking import require_space, settle, workspace
from facilitator.config import Settings
from facilitator.db import Database

NOT_AS_SAID = "Kopien stemmer ikke med det den sier om seg selv."


def verify(file: Path) -> Manifest:
    """Read a copy to its end and look closely at the database in it. Raises Failed."""
    with workspace(_scratch(file.parent)) as folder, reading(file) as archive:
        manifest = archive.manifest
        archive.check()
        named: frozenset[str] = frozenset()
        if manifest.database == "sqlite":
            require_space(folder, archive.unpacked)
            archive.unpack(folder, manifest.member)
            _require_as_said(folder / manifest.member, manifest)
            named = sqlite.named_files(folder / manifest.member)
        elif manifest.member != OLD_DUMP:
            counts = dumped.counted(archive.pieces(manifest.member))
            counts.pop("alembic_version", None)
            if counts != manifest.counts:
                raise Failed(NOT_AS_SAID)
        if manifest.format > 1 and named - set(manifest.sha256) != set(manifest.missing) & named:
            raise Failed(NOT_AS_SAID)
    return manifest


def _scratch(folder: Path) -> Path | None:
    """Beside the copy where that can be written, so that its texts stay on that disk."""
    return folder if os.access(folder, os.W_OK) else None


def _require_as_said(database: Path, manifest: Manifest) -> None:
    if sqlite.look_closely(database) != (manifest.revision, manifest.counts):
        raise Failed(NOT_AS_SAID)


def restore(
    settings: Settings,
    file: Path,
    now: dt.datetime,
    *,
    force: bool = False,
    erased_files: Iterable[Path] = (),
) -> tuple[Manifest, Again]:
    """Put a backup into an empty place and bring it to the newest form.

    What is there already is only replaced with `force`, and a SQLite file is then kept
    beside the new one. Gives also what was done again. Raises Failed; nothing has then been
    changed.
    """
    try:
        with (
            locks.held(settings.data_dir, alone=True),
            workspace(settings.data_dir) as folder,
            reading(file) as archive,
        ):
            erased.note_what_is_here(settings)
            entries = erased.after(archive.manifest.made_at, settings.data_dir, file, erased_files)
            again = _put_back(settings, folder, archive, now, force, entries)
            erased.write_down(settings)
            manifest = archive.manifest
    except locks.Busy as error:
        raise Failed("Serveren kjører. Stopp den først, og prøv igjen.") from error
    return manifest, again


def _put_back(
    settings: Settings,
    folder: Path,
    archive: Reading,
    now: dt.datetime,
    force: bool,
    entries: erased.Entries,
) -> Again:
    url, manifest = make_url(settings.database_url), archive.manifest
    if manifest.database != url.get_backend_name():
        raise Failed(
            f"Kopien er av {manifest.database}, og DATABASE_URL viser til "
            f"{url.get_backend_name()}. Sett DATABASE_URL til samme slag."
        )
    require_space(folder, archive.unpacked)
    if manifest.database == "sqlite":
        archive.unpack(folder)
        source, target = folder / manifest.member, Path(url.database or "")
        again = _ready(source, target, folder, manifest, now, force, entries)
        _place_sqlite(source, target, now)
    else:
        again = _load(settings, folder, archive, now, force, entries)
    kept_files.place(folder, settings.data_dir)
    _place_secret(folder / SECRET, settings.data_dir / SECRET)
    settle(settings.data_dir)
    return again


# --- SQLite ------------------------------------------------------------------------------------


def _ready(
    source: Path,
    target: Path,
    folder: Path,
    manifest: Manifest,
    now: dt.datetime,
    force: bool,
    entries: erased.Entries,
) -> Again:
    """In its newest form, and without what has been deleted since, before it takes its place."""
    if not force and sqlite.holds_something(target):
        raise Failed(
            f"Det ligger allerede noe i {target}. Sett FACILITATOR_DATA til en tom mappe, "
            "eller bruk --force; da blir det som er der, lagt til side."
        )
    _require_as_said(source, manifest)
    url = f"sqlite:///{source}"
    _upgrade(url)
    again = erased.replay(url, folder, entries, now, unnamed=_is_unnamed(manifest))
    with closing(sqlite3.connect(source)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
    return again


def _place_sqlite(source: Path, target: Path, now: dt.datetime) -> None:
    if target.exists():
        _set_aside(target, now)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o600)
    shutil.move(source, target)
    settle(target.parent)


def _set_aside(target: Path, now: dt.datetime) -> None:
    """Into one file first, so that the journal beside it is not left to the new database."""
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    target.rename(target.with_name(f"{target.stem}-replaced-{now:%Y%m%d-%H%M%S}{target.suffix}"))


# --- PostgreSQL --------------------------------------------------------------------------------


def _load(
    settings: Settings,
    folder: Path,
    archive: Reading,
    now: dt.datetime,
    force: bool,
    entries: erased.Entries,
) -> Again:
    """The files are read first: when one is damaged the database is as it was."""
    manifest, url = archive.manifest, settings.database_url
    rest = [name for name in manifest.sha256 if name != manifest.member]
    if rest:
        archive.unpack(folder, *rest)
    if manifest.member == OLD_DUMP:
        archive.unpack(folder, OLD_DUMP)
        try:
            postgres.load(url, folder / OLD_DUMP, force)
        except postgres.ToolFailed as error:
            raise Failed(str(error)) from error
    else:
        dumped.put_back(
            url,
            archive.pieces(manifest.member),
            manifest.counts,
            force,
            before=lambda: archive.check(manifest.member),
        )
    _upgrade(url)
    return erased.replay(url, folder, entries, now, unnamed=_is_unnamed(manifest))


def _is_unnamed(manifest: Manifest) -> bool:
    """Of an edition whose installations had no name; it got one just now, that is in no list."""
    return "setting" not in manifest.counts


def _place_secret(source: Path, target: Path) -> None:
    """The restored phones are known by the secret that came with them."""
    if source.exists():
        source.chmod(0o600)
        shutil.move(source, target)


def _upgrade(url: str) -> None:
    database = Database(url)
    try:
        migrations.upgrade(database)
    except migrations.TooNew as error:
        raise Failed(str(error)) from error
    finally:
        database.dispose()
