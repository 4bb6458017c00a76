"""Several processes on one PostgreSQL write at the same moment, and nobody gets two letters."""

import threading
from collections.abc import Sequence

from facilitator import forewarning, migrations
from facilitator.db import Database
from facilitator.domain import retention
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
        forewarning.write(own, Box(), "https://smart.example", clock())
        own.dispose()

    threads = [threading.Thread(target=process) for _ in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.dispose()
    assert len(got) == len(set(got)) == len(cast.people) + len(cast.leaders)
