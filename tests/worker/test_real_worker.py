"""The worker as a process of its own: killed midway, cancelled, and ended with its server."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import facilitator
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import jobs
from facilitator.models import Cohort, Gathering, Job
from facilitator.worker import doing, keeping, rounds
from facilitator.worker.keeping import Worker
from facilitator.worker.queue import Queue
from facilitator.worker.rounds import utc_now
from tests.support.cast import Cast

PATIENCE = 60.0
PROGRAM = [sys.executable, "-m", "tests.worker.slow_worker"]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    return settings.data_dir / jobs.FOLDER


@pytest.fixture
def worker(settings: Settings, database: Database) -> Iterator[Worker]:
    """The server's hold of it."""
    made = Worker(settings, database)
    yield made
    made.stop()


def ask(database: Database, cast: Cast, kind: str = "notes") -> int:
    with database.transaction() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        made = jobs.ask(
            db, cast.turid, cohort, kind, "Notater", {}, client_id="", now=utc_now()
        )  # fmt: skip
        return made.id


def read(database: Database, number: int) -> Job:
    with database.reading() as db:
        return db.get_one(Job, number)


def until(found: Callable[[], Any]) -> Any:
    """Another process is waited for; it says what it does in the row."""
    give_up = time.monotonic() + PATIENCE
    while not (there := found()):
        assert time.monotonic() < give_up, "it took too long"
        threading.Event().wait(0.05)
    return there


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_it_is_started_by_the_first_job_and_makes_its_file(
    worker, database, cast, folder, monkeypatch
):
    monkeypatch.setattr(keeping, "GRACE", PATIENCE)
    assert worker.process is None
    with database.transaction() as db:
        db.get_one(Gathering, cast.gathering).date = utc_now().date()
    number = ask(database, cast)
    worker.wake(number)
    done = until(lambda: job if (job := read(database, number)).status == "done" else None)
    assert files(folder) == [done.token]
    assert (folder / done.token).stat().st_size == done.size > 0
    assert (folder / done.token).stat().st_mode & 0o777 == 0o600
    process = worker.process
    worker.stop()
    assert process.returncode == 0


def test_what_waits_when_the_server_starts_is_begun_and_a_worker_that_dies_is_replaced(
    worker, database, cast, monkeypatch
):
    started, begin = [], subprocess.Popen

    def never_gets_to_work(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        idle = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        started.append(begin(command if started else idle, **how))
        return started[-1]

    monkeypatch.setattr(keeping, "LOOKS", 0.05)
    monkeypatch.setattr(subprocess, "Popen", never_gets_to_work)
    number = ask(database, cast, kind="ukjent")
    worker.watch()
    until(lambda: worker.process).kill()
    until(lambda: read(database, number).status == "failed")
    assert read(database, number).message == doing.UNKNOWN
    assert len(started) == 2


def test_it_leaves_by_itself_when_there_is_nothing_to_do(settings, database, cast):
    number = ask(database, cast, kind="ukjent")
    rounds.go_on(settings, database, threading.Event(), idle=0.0)
    assert read(database, number).status == "failed"


@pytest.fixture
def slow(settings: Settings) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """A worker whose maker waits after its first part until the folder holds the file `go`."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        told = {"FACILITATOR_DATA": str(settings.data_dir), "DATABASE_URL": settings.database_url}
        process = subprocess.Popen(
            PROGRAM,
            env={**os.environ, **told, "REDIS_URL": ""},
            cwd=Path(facilitator.__file__).parents[1],
            stdin=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()


def test_killed_midway_it_is_taken_up_again_and_finishes(slow, settings, database, cast, folder):
    number = ask(database, cast)
    first = slow()
    until(lambda: read(database, number).done == 1)
    assert len(files(folder)) == 1
    first.send_signal(signal.SIGKILL)
    first.wait(PATIENCE)
    with database.transaction() as db:  # the silence, without waiting for it
        db.get_one(Job, number).seen_at = utc_now() - 2 * jobs.SILENCE
    (settings.data_dir / "go").touch()
    slow()
    done = until(lambda: job if (job := read(database, number)).status == "done" else None)
    assert done.attempts == 2
    assert (folder / done.token).read_bytes() == b"halv hel"
    assert files(folder) >= [done.token]


def test_cancelled_midway_there_is_no_file(slow, settings, database, cast, folder):
    number = ask(database, cast)
    slow()
    until(lambda: read(database, number).done == 1)
    with database.transaction() as db:
        jobs.cancel(db, db.scalars(select(Job)).one(), utc_now())
    (settings.data_dir / "go").touch()
    until(lambda: files(folder) == [])
    assert read(database, number).status == "cancelled"


def test_ended_with_its_server_it_puts_its_work_down(slow, settings, database, cast, folder):
    number = ask(database, cast)
    process = slow()
    until(lambda: read(database, number).done == 1)
    process.stdin.close()
    (settings.data_dir / "go").touch()
    assert process.wait(PATIENCE) == 0
    assert (read(database, number).status, read(database, number).attempts) == ("queued", 0)
    assert files(folder) == []


def test_the_queue_carries_numbers_and_nothing_that_could_run(settings):
    ours, theirs = Queue(settings), Queue(settings)
    ours.put(7)
    ours.put(8)
    assert b'"args":[7]' in b"".join(
        path.read_bytes() for path in settings.data_dir.glob("work.sqlite3*")
    )
    assert [theirs.take(), theirs.take(), theirs.take()] == [7, 8, None]
    ours.close()
    theirs.close()
