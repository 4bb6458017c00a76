"""On PostgreSQL too: all of somebody's goes, and their number is nobody else's afterwards."""

from pathlib import Path

from sqlalchemy import select

from facilitator import migrations
from facilitator.db import Base, Database
from facilitator.domain import erasures, retention
from facilitator.models import Activity, Certificate, Participant
from tests.conftest import Clock
from tests.presentation.test_all_mine import World
from tests.support import cast as casting
from tests.support.postgres import MakeDatabase


def test_deleted_again_and_the_number_never_again(postgres: MakeDatabase, tmp_path: Path) -> None:
    clock = Clock()
    database = Database(postgres("forget"))
    migrations.upgrade(database)
    with database.transaction() as db:
        cast = casting.build(db, clock())
        activity = Activity(room_id=cast.room, process={}, process_digest="x", created_at=clock())
        db.add(activity)
        db.flush()
        World(db, activity, cast.room, clock()).live(cast.ane, "Anes")
        highest = max(db.scalars(select(Participant.id)))
    entries = [erasures.Entry("participant", each, clock()) for each in (cast.ane, highest + 50)]
    assert erasures.replay(database, tmp_path, entries, clock()) == 1
    assert erasures.replay(database, tmp_path, entries, clock()) == 0
    with database.transaction() as db:
        left = {
            table.name
            for table in Base.metadata.sorted_tables
            if "Anes " in repr(db.execute(select(table)).all())
        }
        assert left == {"certificate", "audit_entry"}
        assert db.scalars(select(Certificate.participant_id)).all() == [None]
        new = Participant(cohort_id=cast.cohort, name="Ny")
        db.add(new)
        db.flush()
        assert new.id > highest + 50
        assert set(retention.preview(db, clock())) == set(retention.BY_KEY)
        retention.run(db, clock())
        assert retention.portfolios_due(db, clock()) == []
    database.dispose()
