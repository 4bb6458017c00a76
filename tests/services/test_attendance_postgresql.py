"""On PostgreSQL writers do not wait for one mutex: a list is confirmed by two, and people come."""

import datetime as dt
import threading
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import attendance, attendance_log, attendance_undo
from facilitator.domain.attendance import Tick
from facilitator.domain.attendance_log import Press
from facilitator.models import Attendance, AttendanceChange, Cohort, Gathering, Participant
from tests.support.postgres import MakeDatabase

DAY = dt.date(2027, 9, 15)
NOON = dt.datetime(2027, 9, 15, 10, tzinfo=dt.UTC)
WRITERS = 6


def a_samling(database: Database) -> int:
    """With one person, both with the id 1."""
    with database.transaction() as db:
        cohort = Cohort(
            key="kull10", name="Kull 10", period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=6,
        )  # fmt: skip
        gathering = Gathering(cohort=cohort, number=8, date=DAY, theme="", place="")
        db.add_all([gathering, Participant(cohort=cohort, name="Ane Havgløtt")])
        db.flush()
        return gathering.id


def at_once(database: Database, *works: Callable[[Session, int], object]) -> None:
    """Each work in several threads that begin together. Raises what one of them raised."""
    ready, faults = threading.Barrier(WRITERS * len(works)), list[BaseException]()

    def write(work: Callable[[Session, int], object], number: int) -> None:
        try:
            with database.transaction() as db:
                db.get_one(Gathering, 1).cohort  # noqa: B018 - each has read before all write
                ready.wait()
                work(db, number)
        except BaseException as fault:
            faults.append(fault)

    threads = [
        threading.Thread(target=write, args=(work, number))
        for work in works
        for number in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def test_who_comes_while_two_confirm_is_one_row_and_one_change(postgres: MakeDatabase) -> None:
    database = Database(postgres("oppmotet"))
    migrations.upgrade(database)
    samling = a_samling(database)

    def come(db: Session, _: int) -> None:
        attendance.propose(db, db.get_one(Gathering, samling), 1, "forenoon")

    def tick(db: Session, number: int) -> None:
        gathering = db.get_one(Gathering, samling)
        ticks = [Tick(samling, 1, "forenoon", "", there=True)]
        press = Press(f"tap-{number}", "Turid", NOON)
        attendance.save_ticks(db, gathering.cohort, ticks, (), DAY, press)

    def confirm(db: Session, number: int) -> None:
        gathering = db.get_one(Gathering, samling)
        attendance.confirm_proposed(
            db, gathering, "forenoon", by="Noor", now=NOON, press=f"list-{number}"
        )

    at_once(database, come, tick)
    at_once(database, confirm)
    with database.reading() as db:
        assert [row.status for row in db.scalars(select(Attendance))] == ["present"]
        changes = db.scalars(select(AttendanceChange)).all()
        assert [change.after for change in changes] == ["present"]
        press = changes[0].press

    def undo(db: Session, _: int) -> None:
        cohort = db.get_one(Gathering, samling).cohort
        attendance_undo.take_back(db, cohort, press=press, by="Aslak", now=NOON)

    at_once(database, undo)
    with database.reading() as db:
        assert attendance_log.of_cohort(db, 1)[0].taken_back_by == "Aslak"
        assert {row.status for row in db.scalars(select(Attendance))} <= {"proposed"}
    database.dispose()
