"""On PostgreSQL writers do not wait for one mutex: the register itself must hold numbers apart."""

import datetime as dt
import threading

from sqlalchemy import select

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import certificates
from facilitator.models import (
    AttendanceAgreement,
    Certificate,
    Cohort,
    FestivalContribution,
    Participant,
    PortfolioReview,
    Summary,
)
from tests.support.postgres import MakeDatabase

NOW = dt.datetime(2027, 10, 20, 15, tzinfo=dt.UTC)
WRITERS = 6


def a_kull(database: Database, key: str, people: int) -> tuple[int, list[int]]:
    """A kull whose people are all ready; gives its id and theirs."""
    with database.transaction() as db:
        cohort = Cohort(
            key=key, name=key, period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=6,
            certificate_prefix="10",
        )  # fmt: skip
        db.add(cohort)
        db.flush()
        made = [Participant(cohort_id=cohort.id, name=f"Person {n}") for n in range(people)]
        db.add_all(made)
        db.flush()
        for person in made:
            known = {"participant_id": person.id}
            db.add(AttendanceAgreement(**known, agreed_on=NOW.date(), by="T", at=NOW))
            db.add(PortfolioReview(**known, status="godkjent"))
            db.add(Summary(**known, status="godkjent", title="T"))
            db.add(FestivalContribution(**known, form="vert", took_part_at=NOW))
        db.flush()
        return cohort.id, [person.id for person in made]


def test_two_kull_with_one_prefix_and_two_who_issue_the_same_give_each_one_number(
    postgres: MakeDatabase,
) -> None:
    database = Database(postgres("register"))
    migrations.upgrade(database)
    kull = [a_kull(database, "kull10", 8), a_kull(database, "kull11", 8)]
    ready, faults = threading.Barrier(WRITERS), list[Exception]()

    def issue(number: int) -> None:
        cohort_id, people = kull[number % 2]
        try:
            with database.transaction() as db:
                ready.wait()
                cohort = db.get_one(Cohort, cohort_id)
                order = people if number < 2 else people[::-1]
                certificates.issue(db, cohort, order, by="Turid", now=NOW)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=issue, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        rows = db.execute(select(Certificate.number, Certificate.participant_id)).all()
    database.dispose()
    assert faults == []
    assert len({row.participant_id for row in rows}) == len(rows) == 16
    assert sorted(row.number for row in rows) == [f"10-{n:03d}" for n in range(1, 17)]
