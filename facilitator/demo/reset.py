"""Starting the demo over: a copy of what people made first, then an empty database."""

import datetime as dt
from pathlib import Path

from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from facilitator import backup, locks, migrations, set_aside
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.demo import kull
from facilitator.demo.load import NotTheDemo
from facilitator.models import Cohort


def start_over(settings: Settings, now: dt.datetime) -> Path | None:
    """Empty the demo's database; gives the copy that was taken, None when it was empty.

    Raises Busy when a server is running, NotTheDemo when a real kull is there.
    """
    with locks.held(settings.data_dir, alone=True):
        database = Database(settings.database_url)
        try:
            migrations.upgrade(database)
            if not _holds_demo(database):
                return None
            copy = _copy(settings, now)
            _empty(settings.database_url)
        finally:
            database.dispose()
    return copy


def _holds_demo(database: Database) -> bool:
    with database.reading() as session:
        keys = _keys(session)
    if keys and kull.KEY not in keys:
        raise NotTheDemo
    return bool(keys)


def _keys(session: Session) -> set[str]:
    return set(session.scalars(select(Cohort.key)))


def _copy(settings: Settings, now: dt.datetime) -> Path:
    folder = settings.data_dir / set_aside.BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"demo-{now:%Y%m%d-%H%M%S}.zip"
    backup.back_up(settings, file, now)
    return file


def _empty(url: str) -> None:
    engine = migrations.migrating_engine(url)
    with engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        tables.drop_all(connection)
    engine.dispose()
