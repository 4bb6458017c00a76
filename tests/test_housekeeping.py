"""What the server does by itself, day after day."""

import datetime as dt
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from facilitator import housekeeping
from facilitator.db import Database
from facilitator.domain import job_files, jobs
from facilitator.models import Draft
from tests.conftest import Clock
from tests.support.cast import Cast


def kept(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Draft)) or 0


def test_a_story_that_nobody_approved_is_deleted_after_14_days(
    start: Callable[..., Any], database: Database, cast: Cast, clock: Clock
) -> None:
    led = start()
    led.advance_to("skriv_1")
    led.write_story(cast.ane)
    clock.tick(days=14)
    assert housekeeping.tidy(database, clock()) == 0
    clock.tick(seconds=1)
    assert housekeeping.tidy(database, clock()) == 1
    assert kept(database) == 0


def test_it_begins_at_once_and_goes_on(
    start: Callable[..., Any], database: Database, cast: Cast, clock: Clock
) -> None:
    led = start()
    led.advance_to("skriv_1")
    led.write_story(cast.ane)
    clock.tick(days=15)
    asked: list[int] = []
    twice = threading.Event()

    def now() -> dt.datetime:
        asked.append(kept(database))
        if len(asked) == 2:
            twice.set()
        return clock()

    wrote = threading.Event()
    ended = housekeeping.start(database, now, every=0.001, letters=lambda _now: wrote.set())
    assert twice.wait(10)
    assert wrote.wait(10)
    ended.set()
    assert asked[:2] == [1, 0]


def test_a_bad_day_is_not_the_last(database: Database, clock: Clock) -> None:
    database.dispose()
    with database.transaction() as db:
        db.connection().exec_driver_sql("drop table draft")
    assert housekeeping.tidy(database, clock()) == 0


def test_pictures_that_somebody_was_ended_among_go_after_an_hour(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    exports = tmp_path / jobs.FOLDER
    for name, minutes in (("old", 61), ("new", 59)):
        folder = exports / f"{job_files.ASIDE}{name}"
        folder.mkdir(parents=True)
        (folder / "0.jpg").touch()
        moment = clock().timestamp() - minutes * 60
        os.utime(folder, (moment, moment))
    assert housekeeping.tidy_exports(database, exports, clock()) == 1
    assert [path.name for path in exports.iterdir()] == [f"{job_files.ASIDE}new"]
