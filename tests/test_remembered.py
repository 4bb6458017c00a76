"""What tests have done beforehand is put back as it was, and only where nothing else was done."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.db import Database, record, sqlite_url
from facilitator.models import WrongGuess
from tests.support.remembered import remember_steps, step

NOW = dt.datetime(2027, 9, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def fresh(blank_database: Path, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """`fresh()` is one more database in which nothing has happened yet."""
    made: list[Database] = []

    def another() -> Database:
        path = tmp_path / f"{len(made)}.sqlite3"
        path.write_bytes(blank_database.read_bytes())
        made.append(Database(sqlite_url(path), strict_listeners=True))
        remember_steps(made[-1])
        return made[-1]

    yield another
    for database in made:
        database.dispose()


def guess(database: Database, done: list[str], what: str) -> int:
    """A step of the test's own, whose folder no other test has."""

    def work() -> int:
        done.append(what)
        with database.transaction() as db:
            made = WrongGuess(at=NOW + dt.timedelta(hours=len(done)))
            db.add(made)
            db.flush()
            record(db, f"guessed {what}")
            return made.id

    return step(database, (database.url.rpartition("/")[0], what), work)


def hours(database: Database) -> list[int]:
    with database.reading() as db:
        found = db.scalars(select(WrongGuess.at).order_by(WrongGuess.id))
        return [(at - NOW) // dt.timedelta(hours=1) for at in found]


def test_the_second_time_it_is_put_back_with_all_that_was_told(
    fresh: Callable[[], Database],
) -> None:
    done: list[str] = []
    for _ in range(2):
        database, told = fresh(), list[Any]()
        database.subscribe(told.append)
        assert [guess(database, done, what) for what in "ab"] == [1, 2]
        assert told == [["guessed a"], ["guessed b"]]
        assert hours(database) == [1, 2]
    assert done == ["a", "b"]


def test_what_is_written_afterwards_is_in_one_world_alone(fresh: Callable[[], Database]) -> None:
    done: list[str] = []
    first = fresh()
    guess(first, done, "a")
    with first.transaction() as db:
        db.add(WrongGuess(at=NOW))
    second = fresh()
    guess(second, done, "a")
    assert (hours(first), hours(second)) == ([1, 0], [1])


def test_another_way_there_is_another_world(fresh: Callable[[], Database]) -> None:
    done: list[str] = []
    for way in ("ab", "ba", "b"):
        database = fresh()
        for what in way:
            guess(database, done, what)
    assert done == ["a", "b", "b", "a"]
    assert hours(database) == [3]


def test_after_something_else_all_is_done_in_earnest(fresh: Callable[[], Database]) -> None:
    done: list[str] = []
    guess(fresh(), done, "a")
    for _ in range(2):
        database = fresh()
        with database.transaction() as db:
            db.add(WrongGuess(at=NOW))
        guess(database, done, "a")
    assert done == ["a", "a", "a"]
    assert hours(database) == [0, 3]
