"""What was deleted or taken back after a copy was taken, and is so again when it is put back.

It is known from the place's own list, from the one that lies beside the nightly copies, and from
those that whoever puts it back names.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from facilitator import migrations
from facilitator.backup.archive import Failed
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import erased_list, erasures

Entries = list[erased_list.Entry]
MARGIN = dt.timedelta(hours=1)
"""What was being deleted while the copy was taken may be in it; to delete it twice does no harm."""
SHORT_MARGIN = dt.timedelta(minutes=1)
"""What is taken back takes a moment, and may rightly have been given again before the copy."""


@dataclass(frozen=True, slots=True)
class Again:
    """What was done once more on what was put back."""

    erased: int = 0
    taken_back: int = 0
    of_others: int = 0
    """Lines that were left out, of another installation."""


def note_what_is_here(settings: Settings) -> None:
    """The database that is about to be replaced may know of what its list does not say yet.

    One that cannot be read, or is of another form, knows nothing: the list is all there is. A list
    that is damaged is not begun anew here: it says more than the database may, and `after` stops.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return
    with contextlib.suppress(SQLAlchemyError, OSError, ValueError):
        erased_list.read(settings.data_dir / erased_list.NAME)
        database = Database(settings.database_url)
        try:
            with database.reading() as session:
                newest = migrations.revision_of(session.connection()) == migrations.head()
            if newest:
                erasures.write_down(database, settings.data_dir)
        finally:
            database.dispose()


def after(made_at: dt.datetime, data_dir: Path, copy: Path, named: Iterable[Path] = ()) -> Entries:
    """Each once. Raises Failed for a list that is none."""
    wanted = list(named)
    for file in wanted:
        if not file.is_file():
            raise Failed(f"{file} finnes ikke.")
    found: erased_list.Known = {}
    for file in (*known_lists(data_dir, copy), *wanted):
        try:
            entries = erased_list.read(file)
        except ValueError as error:
            raise Failed(
                f"{file} kan ikke leses: {error}. Legg den til side, og si med --erased hvor en "
                "hel liste ligger."
            ) from error
        found = erased_list.latest(entries, found)
    return [each for each in found.values() if each.at > made_at - _margin(each)]


def _margin(entry: erased_list.Entry) -> dt.timedelta:
    return MARGIN if entry.kind in erased_list.TABLES else SHORT_MARGIN


def known_lists(data_dir: Path, copy: Path) -> list[Path]:
    """The place's own, and the one that lies beside the copy."""
    beside = (data_dir / erased_list.NAME, copy.parent / erased_list.NAME)
    return [file for file in beside if file.is_file()]


def replay(
    url: str, folder: Path, entries: Entries, now: dt.datetime, *, unnamed: bool = False
) -> Again:
    """On a database in its newest form, with the files of `folder`. Whoever leads is signed out.

    `unnamed`: the copy does not say which installation it is of.
    """
    database = Database(url)
    try:
        if unnamed:
            erasures.name_after(database, entries, now)
        gone = erasures.replay(database, folder, entries, now) if entries else 0
        of_others = len(entries) - len(erasures.of_here(database, entries))
        return Again(gone, erasures.take_back(database, entries, now), of_others)
    except Exception as error:
        raise Failed(
            "Det som er slettet og tatt tilbake etter kopien, kunne ikke gjøres på nytt "
            f"({type(error).__name__}). Start ikke tjeneren på den før det er gjort."
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
