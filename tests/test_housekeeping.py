"""What the server does by itself, day after day."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from facilitator import housekeeping
from facilitator.db import Database
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

    ended = housekeeping.start(database, now, every=0.001)
    assert twice.wait(10)
    ended.set()
    assert asked[:2] == [1, 0]


def test_a_bad_day_is_not_the_last(database: Database, clock: Clock) -> None:
    database.dispose()
    with database.transaction() as db:
        db.connection().exec_driver_sql("drop table draft")
    assert housekeeping.tidy(database, clock()) == 0
