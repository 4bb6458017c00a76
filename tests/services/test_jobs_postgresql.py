"""On PostgreSQL writers do not wait for one mutex: presses and workers come at the same instant."""

import datetime as dt
import threading
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import jobs
from facilitator.models import Cohort, CohortLeader, Facilitator, Job
from tests.support.postgres import MakeDatabase

NOW = dt.datetime(2027, 9, 15, 10, tzinfo=dt.UTC)
AT_ONCE = 6


def with_leader(url: str) -> Database:
    database = Database(url)
    migrations.upgrade(database)
    with database.transaction() as db:
        cohort = Cohort(
            key="kull10", name="Kull 10", period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=0,
        )  # fmt: skip
        leader = Facilitator(name="Turid", email="turid@kommune.example")
        db.add_all([cohort, leader])
        db.flush()
        db.add(CohortLeader(cohort_id=cohort.id, facilitator_id=leader.id, is_owner=True))
    return database


def at_once(database: Database, work: Callable[[Session, int], object]) -> list[object]:
    """The work in several threads that begin together; what each gave or raised."""
    ready, found = threading.Barrier(AT_ONCE), list[object]()

    def run(number: int) -> None:
        try:
            with database.transaction() as db:
                db.execute(select(1))
                ready.wait()
                found.append(work(db, number))
        except jobs.TooMany as refused:
            found.append(refused)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def ask(db: Session, kind: str, press: str = "") -> str:
    cohort = db.get_one(Cohort, 1)
    return jobs.ask(db, 1, cohort, kind, "Notater", {}, client_id=press, now=NOW).token


def test_one_press_is_one_job_and_a_person_has_three(postgres: MakeDatabase) -> None:
    database = with_leader(postgres("filer"))
    tokens = at_once(database, lambda db, _: ask(db, "notes", "ett trykk"))
    assert len(tokens) == AT_ONCE
    assert len(set(tokens)) == 1
    found = at_once(database, lambda db, number: ask(db, f"slag-{number}"))
    assert sum(isinstance(each, jobs.TooMany) for each in found) == AT_ONCE - 2
    with database.reading() as db:
        assert db.scalar(select(func.count(Job.id))) == jobs.MOST_UNDER_WAY
    database.dispose()


def test_one_worker_gets_it(postgres: MakeDatabase) -> None:
    database = with_leader(postgres("arbeidere"))
    with database.transaction() as db:
        ask(db, "notes")
    found = at_once(database, lambda db, _: jobs.claim(db, 1, NOW) is not None)
    assert sorted(map(bool, found)) == [False] * (AT_ONCE - 1) + [True]
    with database.reading() as db:
        assert db.get_one(Job, 1).attempts == 1
    database.dispose()
