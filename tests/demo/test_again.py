"""Running the demo again changes nothing; another day it says so; --reset begins anew."""

import datetime as dt
import sqlite3
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select

from facilitator import locks
from facilitator.db import Database, sqlite_url
from facilitator.demo import load, reset
from facilitator.demo.console import announce
from facilitator.demo.load import NotTheDemo
from facilitator.domain import rooms
from facilitator.models import Cohort, Participant, Presence, Room
from tests.support.demo import MORNING, load_into, settings_for


def dump(database: Database) -> list[str]:
    with sqlite3.connect(database.url.removeprefix("sqlite:///")) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def somebody_joins(database: Database) -> None:
    with database.transaction() as db:
        room = db.scalars(select(Room).where(Room.closed_at.is_(None))).one()
        ane = db.scalars(select(Participant).order_by(Participant.id)).first()
        assert ane is not None
        rooms.join(db, room, ane.id, MORNING)


def test_a_second_time_changes_nothing_and_keeps_what_people_made(loaded: Database):
    somebody_joins(loaded)
    before = dump(loaded)
    assert load.ensure(loaded, MORNING + dt.timedelta(hours=2)).days_old == 0
    assert dump(loaded) == before


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, ""), (1, "Demoen er fra i går."), (12, "Demoen er 12 dager gammel."),
     (-1, "Demoen er satt opp for en dag som ikke er kommet.")],
)  # fmt: skip
def test_another_day_it_says_how_old_it_is_and_offers_to_begin_anew(
    loaded: Database, tmp_path: Path, days: int, says: str
):
    before = dump(loaded)
    demo = load.ensure(loaded, MORNING + dt.timedelta(days=days))
    said = StringIO()
    announce(
        demo, data_dir=tmp_path, local="http://localhost:1", shared="http://localhost:1",
        token="t", console=Console(file=said, width=60),
    )  # fmt: skip
    assert says in said.getvalue()
    assert ("--reset" in said.getvalue()) is bool(days)
    assert dump(loaded) == before


def test_what_is_said_has_every_address_whole(loaded: Database, tmp_path: Path):
    demo, said = load.ensure(loaded, MORNING), StringIO()
    announce(
        demo, data_dir=tmp_path, local="http://localhost:8000", shared="http://10.0.0.7:8000",
        token="q" * 40, console=Console(file=said, width=40),
    )  # fmt: skip
    lines = said.getvalue().splitlines()
    for address in (
        "http://localhost:8000",
        f"http://10.0.0.7:8000/lenke/{'q' * 40}",
        f"http://10.0.0.7:8000/rom/{demo.public_id}/lerret",
        f"http://10.0.0.7:8000/rom/{demo.public_id}/styring",
        rooms.shown_code(demo.join_code),
    ):
        assert any(line.endswith(address) for line in lines), address
    assert "▄▄▄▄▄" in said.getvalue()


def test_beginning_anew_keeps_a_copy_and_moves_the_dates(loaded: Database, tmp_path: Path):
    somebody_joins(loaded)
    later = MORNING + dt.timedelta(days=40)
    settings = settings_for(tmp_path)
    copy = reset.start_over(settings, later)
    assert copy is not None
    with zipfile.ZipFile(copy) as archive:
        archive.extract("database.sqlite3", tmp_path / "old")
    old = Database(sqlite_url(tmp_path / "old" / "database.sqlite3"))
    with old.reading() as db:
        assert len(db.scalars(select(Presence).where(Presence.room_id == 8)).all()) == 1
    old.dispose()

    demo = load_into(settings.database_url, later)
    assert (demo.days_old, demo.date) == (0, later.date())
    fresh = Database(settings.database_url)
    with fresh.reading() as db:
        assert not db.scalars(select(Presence).where(Presence.room_id == 8)).all()
    fresh.dispose()


def test_beginning_anew_with_nothing_there_takes_no_copy(tmp_path: Path):
    assert reset.start_over(settings_for(tmp_path), MORNING) is None
    assert not (tmp_path / "backups").exists()


def test_a_running_server_is_never_emptied(loaded: Database, tmp_path: Path):
    before = dump(loaded)
    with locks.held(tmp_path, alone=False), pytest.raises(locks.Busy):
        reset.start_over(settings_for(tmp_path), MORNING)
    assert dump(loaded) == before


def test_a_real_kull_is_left_in_peace(loaded: Database, tmp_path: Path):
    with loaded.transaction() as db:
        db.scalars(select(Cohort)).one().key = "kull11"
    before = dump(loaded)
    with pytest.raises(NotTheDemo):
        load.ensure(loaded, MORNING)
    with pytest.raises(NotTheDemo):
        reset.start_over(settings_for(tmp_path), MORNING)
    assert dump(loaded) == before


def test_what_goes_wrong_halfway_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def trip(*_: object) -> None:
        raise RuntimeError("the plug was pulled")

    url = sqlite_url(tmp_path / "half.sqlite3")
    with monkeypatch.context() as patch:
        patch.setattr("facilitator.demo.folders.load_folders", trip)
        with pytest.raises(RuntimeError):
            load_into(url)
    database = Database(url)
    assert load.is_empty(database)
    database.dispose()
    assert load_into(url).days_old == 0
