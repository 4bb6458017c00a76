"""What was laid aside with people's words in it goes by itself; nothing else is touched."""

import datetime as dt
import os
from pathlib import Path

import pytest

from facilitator import set_aside
from facilitator.db import Database
from tests.conftest import Clock


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("facilitator-replaced-{old}.sqlite3", True),
        ("backups/demo-{old}.zip", True),
        ("facilitator-replaced-{new}.sqlite3", False),
        ("backups/demo-{new}.zip", False),
        ("backups/mine-{old}.zip", False),
        ("facilitator-replaced-99999999-000000.sqlite3", False),
        ("facilitator.sqlite3", False),
        ("erased.jsonl", False),
    ],
)
def test_only_what_has_lain_aside_for_a_month_goes(
    database: Database, clock: Clock, tmp_path: Path, name: str, goes: bool
) -> None:
    stamps = {"old": clock() - dt.timedelta(days=31), "new": clock() - dt.timedelta(days=29)}
    path = tmp_path / name.format(**{key: f"{at:%Y%m%d-%H%M%S}" for key, at in stamps.items()})
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert set_aside.tidy(database, tmp_path, clock()) == goes
    assert path.exists() is not goes


def test_what_a_killed_copy_left_goes_and_one_under_way_stays(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    for name, hours in ((f"{set_aside.LEFT}old", 13), (f"{set_aside.LEFT}new", 11)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "database.sqlite3").touch()
        moment = clock().timestamp() - hours * 3600
        os.utime(tmp_path / name, (moment, moment))
    set_aside.tidy(database, tmp_path, clock())
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [f"{set_aside.LEFT}new"]
