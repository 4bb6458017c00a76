"""Several processes on one PostgreSQL write at the same moment, and nobody gets two letters."""

import datetime as dt
import threading
import time
from collections.abc import Sequence

from sqlalchemy import text

from facilitator import forewarning, migrations
from facilitator.db import Database
from facilitator.domain import retention, retention_letters, retention_told
from facilitator.mail import Message
from facilitator.models import Participant
from tests.conftest import Clock
from tests.domain.test_retention_kinds import course_ended
from tests.support import cast as casting
from tests.support.postgres import MakeDatabase

PROCESSES = 4


def test_each_letter_goes_once(postgres: MakeDatabase) -> None:
    clock, url = Clock(), postgres("letters")
    database = Database(url)
    migrations.upgrade(database)
    with database.transaction() as db:
        cast = casting.build(db, clock())
        course_ended(db, cast, clock, 160)
        for person in db.query(Participant):
            person.email = f"{person.id}@skole.example"
        db.flush()
        retention.run(db, clock())
    got: list[str] = []
    together = threading.Barrier(PROCESSES)

    class Box:
        def send(self, messages: Sequence[Message]) -> list[str]:
            got.extend(each.to for each in messages)
            return [""] * len(messages)

    def process() -> None:
        own = Database(url)
        together.wait()
        forewarning.write(own, Box().send, "https://smart.example", clock())
        own.dispose()

    threads = [threading.Thread(target=process) for _ in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _kept_while_another_tidies(database, cast.cohort, clock()) == {cast.cohort}
    database.dispose()
    assert len(got) == len(set(got)) == len(cast.people) + len(cast.leaders)


def _kept_while_another_tidies(database: Database, cohort: int, now: dt.datetime) -> set[int]:
    """What is noted of letters, when another drops what is old at the same moment."""
    old = retention_told.Record(now.date(), now - dt.timedelta(days=999))
    with database.transaction() as db:
        retention_told.put(db, 999, old, now)
        retention_told.put(db, cohort, old, now)

    def tidy() -> None:
        with database.transaction() as db:
            retention.run(db, now)

    other = threading.Thread(target=tidy)
    with database.transaction() as db:
        retention_letters.begin(db, cohort, now, root="")
        retention_told.put(db, cohort, retention_told.Record(now.date(), now), now)
        other.start()
        waiting, until = (
            text("SELECT count(*) FROM pg_locks WHERE NOT granted"),
            time.monotonic() + 9,
        )
        while not db.scalar(waiting) and time.monotonic() < until:
            pass
    other.join()
    with database.reading() as db:
        return set(retention_told.records(db))
