"""What was deleted after a copy was taken, and is deleted again when that copy is put back.

It is known from the place's own list, from the one that lies beside the nightly copies, and from
those that whoever puts it back names.
"""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from facilitator.backup.archive import Failed
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import erasures

Entries = list[erasures.Entry]
MARGIN = dt.timedelta(hours=1)
"""What was being deleted while the copy was taken may be in it; to delete it twice does no harm."""


def after(made_at: dt.datetime, data_dir: Path, copy: Path, named: Iterable[Path] = ()) -> Entries:
    """Each once. Raises Failed for a list that is none."""
    wanted = list(named)
    for file in wanted:
        if not file.is_file():
            raise Failed(f"{file} finnes ikke.")
    found: dict[tuple[str, str, int], erasures.Entry] = {}
    for file in (*known_lists(data_dir, copy), *wanted):
        try:
            entries = erasures.read(file)
        except ValueError as error:
            raise Failed(
                f"{file} kan ikke leses: {error}. Legg den til side, og si med --erased hvor en "
                "hel liste ligger."
            ) from error
        found |= {each.what: each for each in entries if each.at > made_at - MARGIN}
    return list(found.values())


def known_lists(data_dir: Path, copy: Path) -> list[Path]:
    """The place's own, and the one that lies beside the copy."""
    beside = (data_dir / erasures.NAME, copy.parent / erasures.NAME)
    return [file for file in beside if file.is_file()]


def replay(url: str, folder: Path, entries: Entries, now: dt.datetime) -> int:
    """On a database in its newest form, with the files of `folder`. Gives how many it deleted."""
    if not entries:
        return 0
    database = Database(url)
    try:
        return erasures.replay(database, folder, entries, now)
    except Exception as error:
        raise Failed(
            f"Slettinger etter kopien kunne ikke gjøres på nytt ({type(error).__name__}). "
            "Start ikke tjeneren på den før det er gjort."
        ) from error
    finally:
        database.dispose()


def write_down(settings: Settings) -> None:
    """The place's own list has from now on what the copy knew, and what was done again."""
    database = Database(settings.database_url)
    try:
        erasures.write_down(database, settings.data_dir)
    finally:
        database.dispose()
