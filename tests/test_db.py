"""One write path: facts only after the commit, and writers that never meet a locked database."""

import datetime as dt
import logging
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from facilitator.db import Base, Database, record, sqlite_url
from facilitator.domain import audiences
from facilitator.models import Audience, WrongGuess

NOW = dt.datetime(2027, 9, 15, 9, 0, tzinfo=dt.UTC)


def guesses(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(WrongGuess)) or 0


def test_facts_are_told_only_after_the_commit(database: Database) -> None:
    seen: list[tuple[list[Any], int]] = []
    database.subscribe(lambda facts: seen.append((facts, guesses(database))))
    with database.transaction() as db:
        db.add(WrongGuess(at=NOW))
        record(db, "somebody guessed")
        db.flush()
        assert seen == []
    assert seen == [(["somebody guessed"], 1)]


def test_the_facts_of_one_transaction_come_together_and_in_order(database: Database) -> None:
    seen: list[list[Any]] = []
    database.subscribe(seen.append)
    with database.transaction() as db:
        record(db, 1)
        record(db, 2)
    with database.transaction() as db:
        record(db, 3)
    assert seen == [[1, 2], [3]]


def test_an_error_takes_both_the_rows_and_the_facts(database: Database, facts: list[Any]) -> None:
    def half_way() -> None:
        with database.transaction() as db:
            db.add(WrongGuess(at=NOW))
            record(db, "never")
            raise LookupError

    with pytest.raises(LookupError):
        half_way()
    assert facts == []
    assert guesses(database) == 0


def test_a_commit_that_fails_tells_nothing(database: Database, facts: list[Any]) -> None:
    def refused() -> None:
        with database.transaction() as db:
            db.add(Audience(key="room:1"))
            record(db, "never")
            db.flush()
            db.execute(text("INSERT INTO audience (key, revision) VALUES ('room:1', 0)"))

    with pytest.raises(Exception, match="UNIQUE"):
        refused()
    assert facts == []


def test_a_savepoint_publishes_nothing(database: Database, facts: list[Any]) -> None:
    with database.transaction() as db:
        record(db, "once")
        with db.begin_nested():
            db.add(WrongGuess(at=NOW))
        assert facts == []
    assert facts == ["once"]


def test_a_failing_listener_is_logged_and_harms_nobody(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    lenient = Database(database.url)
    heard: list[list[Any]] = []

    def broken(_: list[Any]) -> None:
        raise ZeroDivisionError

    lenient.subscribe(broken)
    lenient.subscribe(heard.append)
    with caplog.at_level(logging.ERROR), lenient.transaction() as db:
        db.add(WrongGuess(at=NOW))
        record(db, "it happened")
    assert heard == [["it happened"]]
    assert guesses(lenient) == 1
    assert "the write stands" in caplog.text
    lenient.dispose()


def test_in_tests_a_failing_listener_is_heard(database: Database) -> None:
    def broken(_: list[Any]) -> None:
        raise ZeroDivisionError

    def write() -> None:
        with database.transaction() as db:
            record(db, "it happened")

    database.subscribe(broken)
    with pytest.raises(ZeroDivisionError):
        write()


def test_a_listener_may_write_in_a_transaction_of_its_own(database: Database) -> None:
    def also_guess(facts: list[Any]) -> None:
        if facts == ["first"]:
            with database.transaction() as db:
                db.add(WrongGuess(at=NOW))

    database.subscribe(also_guess)
    with database.transaction() as db:
        record(db, "first")
    assert guesses(database) == 1


def test_a_transaction_inside_another_is_refused(database: Database) -> None:
    def nested() -> None:
        with database.transaction(), database.transaction():
            pass

    with pytest.raises(RuntimeError, match="inside another"):
        nested()
    with database.transaction() as db:
        db.add(WrongGuess(at=NOW))
    assert guesses(database) == 1


def test_writers_and_readers_never_meet_a_locked_database(database: Database) -> None:
    """Each writer reads before it writes, which is what a deferred transaction cannot do."""
    failures: list[Exception] = []
    begin = threading.Barrier(12)

    def write() -> None:
        begin.wait()
        for _ in range(15):
            with database.transaction() as db:
                db.scalar(select(func.count()).select_from(WrongGuess))
                db.add(WrongGuess(at=NOW))
                audiences.touch(db, "room:1")

    def read() -> None:
        begin.wait()
        for _ in range(30):
            with database.reading() as db:
                rows = db.scalar(select(func.count()).select_from(WrongGuess))
                revision = db.get(Audience, "room:1")
                assert rows == (revision.revision if revision else 0)

    def guarded(work: Any) -> None:
        try:
            work()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(write,)) for _ in range(8)]
    threads += [threading.Thread(target=guarded, args=(read,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert guesses(database) == 8 * 15


def test_two_processes_wait_for_each_other(tmp_path: Path) -> None:
    """Two engines share no mutex, as two processes would not."""
    url = sqlite_url(tmp_path / "shared.sqlite3")
    one, other = Database(url), Database(url)
    Base.metadata.create_all(one.engine)
    failures: list[Exception] = []

    def write(database: Database) -> None:
        try:
            for _ in range(20):
                with database.transaction() as db:
                    audiences.touch(db, "room:1")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(held,)) for held in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with one.reading() as db:
        assert db.get_one(Audience, "room:1").revision == 40
    one.dispose()
    other.dispose()


def test_the_database_is_durable_and_holds_its_references(database: Database) -> None:
    with database.reading() as db:
        settings = [db.scalar(text(f"PRAGMA {name}")) for name in (
            "journal_mode", "synchronous", "foreign_keys"
        )]  # fmt: skip
    assert settings == ["wal", 2, 1]


@pytest.mark.parametrize("hours", [-11, 0, 2, 14])
def test_a_moment_comes_back_aware_and_the_same(database: Database, hours: int) -> None:
    moment = NOW.astimezone(dt.timezone(dt.timedelta(hours=hours)))
    with database.transaction() as db:
        db.add(WrongGuess(at=moment))
    with database.reading() as db:
        found = db.scalars(select(WrongGuess)).one().at
    assert found == moment
    assert found.utcoffset() == dt.timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    def store() -> None:
        with database.transaction() as db:
            db.add(WrongGuess(at=dt.datetime(2027, 9, 15)))  # noqa: DTZ001

    with pytest.raises(StatementError, match="without a time zone"):
        store()


def test_the_log_is_emptied_and_nobody_who_reads_is_waited_for(database: Database) -> None:
    log = Path(str(database.engine.url.database) + "-wal")
    with database.transaction() as db:
        db.add(Audience(key="room:1", revision=1))
    with database.reading() as reader:
        reader.scalars(select(Audience)).all()
        with database.transaction() as db:
            db.add(Audience(key="room:2", revision=1))
        database.empty_log()
        assert log.stat().st_size > 0
    database.empty_log()
    assert log.stat().st_size == 0
