"""On PostgreSQL too: a look is noted after the answer, and the log is read and narrowed."""

from pathlib import Path

from sqlalchemy import select

from facilitator import migrations
from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import audit, devices, links
from facilitator.models import AuditEntry, Facilitator, Participant
from tests.conftest import Clock, remember
from tests.support import cast as casting
from tests.support.postgres import MakeDatabase


def test_what_is_opened_and_fetched_is_noted_and_read(
    postgres: MakeDatabase, tmp_path: Path
) -> None:
    clock, database = Clock(), Database(postgres("audit"))
    migrations.upgrade(database)
    settings = Settings(tmp_path, database.url, "x" * 32, async_mode="threading", testing=True)
    app, _ = create_app(settings, database=database, clock=clock)
    app.config["WTF_CSRF_ENABLED"] = False
    with database.transaction() as db:
        cast = casting.build(db, clock())
        device, secret = devices.new_device(db, clock())
        turid = db.get_one(Facilitator, cast.turid)
        devices.become(db, device, turid, "link", clock())
    client = app.test_client()
    remember(client, secret)
    for address in (f"/arbeidsmapper/{cast.ane}", f"/arbeidsmapper/{cast.ane}", "/oppmote.xlsx"):
        assert client.get(address).status_code == 200
    assert client.post("/kull/maal", data={"goal": ""}).status_code == 422
    with database.transaction() as db:
        rows = db.execute(select(AuditEntry.verb, AuditEntry.about_id, AuditEntry.details)).all()
        assert [tuple(row) for row in rows] == [
            (audit.OPENED, cast.ane, {}),
            (audit.EXPORTED, None, {"as": "xlsx"}),
        ]
        audit.note(db, "Turid", audit.EXPORTED, clock(), "36 arbeidsmapper", cohort=cast.cohort,
                   kind="portfolios")  # fmt: skip
    assert "åpnet arbeidsmappa til Ane" in client.get(f"/kull/logg?om={cast.ane}").text
    mine = app.test_client()
    with database.transaction() as db:
        device, secret = devices.new_device(db, clock())
        person = db.get_one(Participant, cast.ane)
        links.use(db, device, links.issue(db, clock(), participant=person), clock())
    remember(mine, secret)
    assert "36 arbeidsmapper, også din" in mine.get("/mappe/hvem").text
    database.dispose()
