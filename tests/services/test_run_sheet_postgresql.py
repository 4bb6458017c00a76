"""On PostgreSQL writers do not wait for one mutex: the plan itself must hold two apart."""

import datetime as dt
import threading
from collections.abc import Callable

from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.run_sheet_items import Written
from facilitator.domain.run_sheets import PlanChanged
from facilitator.models import Cohort, Gathering, RunSheet
from tests.support.postgres import MakeDatabase

WRITERS = 6


def a_samling(database: Database) -> int:
    with database.transaction() as db:
        cohort = Cohort(
            key="kull10", name="Kull 10", period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=6,
        )  # fmt: skip
        day = dt.date(2027, 9, 15)
        gathering = Gathering(cohort=cohort, number=8, date=day, theme="", place="")
        db.add(gathering)
        db.flush()
        return gathering.id


def at_once(database: Database, work: Callable[[Session], object]) -> list[str]:
    """What became of the same work in several threads that begin together."""
    ready, ended = threading.Barrier(WRITERS), list[str]()

    def write() -> None:
        try:
            with database.transaction() as db:
                ready.wait()
                work(db)
            ended.append("saved")
        except PlanChanged:
            ended.append("told")

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_of_many_who_write_at_once_one_saves_and_the_others_are_told(
    postgres: MakeDatabase,
) -> None:
    database = Database(postgres("planen"))
    migrations.upgrade(database)
    samling = a_samling(database)

    def add(db: Session) -> None:
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, samling))
        run_sheet_items.add(db, sheet, "break", Written("Pause", "15"), seen=0)

    assert at_once(database, add) == ["saved"] + ["told"] * (WRITERS - 1)
    with database.reading() as db:
        (sheet,) = db.query(RunSheet).all()
        assert [item.title for item in sheet.items] == ["Pause"]
        item, seen = sheet.items[0].id, sheet.version

    def change(db: Session) -> None:
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, samling))
        run_sheet_items.change(db, sheet, item, Written("Kaffe", "10"), seen=seen)

    assert at_once(database, change) == ["saved"] + ["told"] * (WRITERS - 1)
    database.dispose()
