"""On PostgreSQL too: all of somebody's goes, and their number is nobody else's afterwards."""

from pathlib import Path

from sqlalchemy import select, text

from facilitator import migrations
from facilitator.db import Base, Database
from facilitator.domain import erased_list, erasures, retention
from facilitator.domain.leaving_names import FORMER
from facilitator.models import Activity, Certificate, Facilitator, Participant
from tests.conftest import Clock
from tests.presentation.test_all_mine import World
from tests.support import cast as casting
from tests.support.postgres import MakeDatabase


def pages(database: Database, url: str) -> bytes:
    """Each byte of the tables' files; PostgreSQL keeps them under the folder of its socket."""
    with database.reading() as db:
        db.execute(text("CHECKPOINT"))
        folder = db.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    base = Path(url.partition("host=")[2]) / "data" / "base" / str(folder)
    return b"".join(path.read_bytes() for path in base.iterdir())


def test_deleted_again_and_the_number_never_again(postgres: MakeDatabase, tmp_path: Path) -> None:
    clock = Clock()
    url = postgres("forget")
    database = Database(url)
    migrations.upgrade(database)
    with database.transaction() as db:
        cast = casting.build(db, clock())
        activity = Activity(room_id=cast.room, process={}, process_digest="x", created_at=clock())
        db.add(activity)
        db.flush()
        World(db, activity, cast.room, clock()).live(cast.ane, "Anes")
        highest = max(db.scalars(select(Participant.id)))
    entries = [erased_list.Entry("participant", each, clock()) for each in (cast.ane, highest + 50)]
    assert b"Anes card fields" in pages(database, url)
    assert erasures.replay(database, tmp_path, entries, clock()) == 1
    left = {found.split(b" ")[0] for found in pages(database, url).split(b"Anes ")[1:]}
    assert left == {b"certificate", b"audit_entry"}, "nor in a page that is free"
    assert erasures.replay(database, tmp_path, entries, clock()) == 0
    left_us = [
        erased_list.Entry("facilitator", each, clock()) for each in (cast.aslak, cast.noor + 9)
    ]
    assert [erasures.replay(database, tmp_path, left_us, clock()) for _ in range(2)] == [1, 0]
    no = [erased_list.Entry("consent", each, clock(), "", "photo") for each in (cast.ane, cast.siv)]
    assert [erasures.take_back(database, no, clock()) for _ in range(2)] == [1, 0]
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
        leader = Facilitator(name="Ny", email="ny@smart.example")
        db.add(leader)
        db.flush()
        assert leader.id > cast.noor + 9
        assert db.get_one(Facilitator, cast.aslak).name == FORMER
        assert set(retention.preview(db, clock())) == set(retention.BY_KEY)
        retention.run(db, clock())
        assert retention.portfolios_due(db, clock()) == []
    database.dispose()
