"""A copy taken while 36 people write is put back, and all of it is compared."""

import asyncio
import datetime as dt
import hashlib
from pathlib import Path

from sqlalchemy import Connection

from benchmarks import seed, servers
from benchmarks.tally import MARK
from facilitator import backup
from facilitator.app import create_app
from facilitator.backup import Manifest
from facilitator.config import Settings, load_settings
from facilitator.db import Database
from facilitator.domain import photo_files
from facilitator.models import Participant, Photo
from tests.services.rooms import Crowd
from tests.support.postgres import MakeDatabase

PEOPLE = 36
FEWER = 12
"""On PostgreSQL, where only the taking is another: to come in takes each their time."""
PHOTOS = 40
FIRST = 72
MOST = 1100
"""Fewer than 36 may put up in this phase."""
BREATH = 0.5
"""Seconds between two bursts, in each of which all send at once."""


def lay_photos(url: str, folder: Path, world: seed.World) -> dict[str, str]:
    """Photos with their rows; gives the checksum of each file."""
    database, laid = Database(url), {}
    with database.transaction() as session:
        for number in range(PHOTOS):
            token = f"et-bilde-som-er-nummer-{number:03d}"
            jpeg = hashlib.sha256(token.encode()).digest() * 2000
            photo_files.write(folder / photo_files.FOLDER, token, jpeg)
            laid[f"photos/{token}.jpg"] = hashlib.sha256(jpeg).hexdigest()
            owner = session.get_one(Participant, world.people[number % len(world.people)])
            session.add(
                Photo(
                    token=token,
                    owner_id=owner.id,
                    activity_id=world.activity,
                    alt="Et bilde",
                    no_people=True,
                    width=10,
                    height=10,
                    client_id=token,
                    uploaded_at=dt.datetime.now(dt.UTC),
                )
            )
    database.dispose()
    return laid


async def copied_while_all_write(
    crowd: Crowd, settings: Settings, file: Path
) -> tuple[int, int, Manifest]:
    """How many were taken before the copy was begun, and had been sent when it was done."""
    await crowd.come()
    assert await crowd.send(range(FIRST)) == list(range(FIRST))
    sent, done = FIRST, asyncio.Event()

    async def write() -> None:
        nonlocal sent
        while not done.is_set() and sent < MOST:
            numbers = range(sent, sent + len(crowd.phones))
            sent += len(crowd.phones)
            assert await crowd.send(numbers) == list(numbers)
            await asyncio.sleep(BREATH)

    writing = asyncio.create_task(write())
    made = await asyncio.to_thread(backup.one_file, settings, file, dt.datetime.now(dt.UTC))
    assert not writing.done(), "nobody wrote while the copy was taken"
    done.set()
    await writing
    crowd.leave()
    return FIRST, sent, made


def compare(connection: Connection, manifest: Manifest, before: int, sent: int) -> None:
    """What lies in the database now with what the copy says of itself, and with what was sent."""
    for table, rows in manifest.counts.items():
        found = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
        assert found == rows, table
    fields = connection.exec_driver_sql("SELECT CAST(fields AS TEXT) FROM card").scalars().all()
    held = [int(number) for text in fields for number in MARK.findall(text.encode())]
    assert set(range(before)) <= set(held) <= set(range(sent))
    assert len(held) == len(set(held)) == manifest.counts["card"]
    assert manifest.missing == ()


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / photo_files.FOLDER).iterdir()
    }


def require_answer(settings: Settings, crowd: Crowd) -> None:
    """The app starts on what was put back, and a phone that was known is known still."""
    app, _ = create_app(settings)
    visitor = app.test_client()
    for name, value in crowd.phones[0].cookies.items():
        visitor.set_cookie(name, value)
    assert crowd.server.world is not None
    page = visitor.get(f"/rom/{crowd.server.world.public_id}")
    assert (page.status_code, "Skriv kort etter kort" in page.text) == (200, True)
    app.extensions["facilitator_database"].dispose()


def put_to_the_test(
    tmp_path: Path, live_url: str = "", place_url: str = "", people: int = PEOPLE
) -> Settings:
    """Live under load, copied, put back in an empty place and compared; gives that place."""
    live = load_settings({"DATABASE_URL": live_url}, data_dir=tmp_path / "live")
    world = seed.build(live.database_url, people)
    laid = lay_photos(live.database_url, live.data_dir, world)
    file = tmp_path / "copy.zip"
    with servers.serving(live.data_dir, world, DATABASE_URL=live_url) as server:
        crowd = Crowd(server)
        before, sent, made = asyncio.run(copied_while_all_write(crowd, live, file))
    assert "locked" not in (live.data_dir / servers.LOG).read_text()
    assert backup.verify(file) == made
    place_dir = tmp_path / "place"
    place_dir.mkdir()
    bare = load_settings(
        {"DATABASE_URL": place_url, "SECRET_KEY": "0123456789abcdef-fghijklmnop-xyz42"},
        data_dir=place_dir,
    )
    assert backup.restore(bare, file, dt.datetime.now(dt.UTC)) == (made, backup.Again())
    environ = {"DATABASE_URL": place_url, "ASYNC_MODE": "threading"}
    place = load_settings(environ, data_dir=place_dir)
    assert place.secret_key == live.secret_key
    database = Database(place.database_url)
    with database.reading() as session:
        compare(session.connection(), made, before, sent)
    database.dispose()
    assert checksums(place.data_dir) == laid
    require_answer(place, crowd)
    return place


def test_a_copy_taken_under_load_is_whole_and_is_put_back(tmp_path: Path) -> None:
    place = put_to_the_test(tmp_path)
    database = Database(place.database_url)
    with database.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.dispose()


def test_the_same_on_postgresql(tmp_path: Path, postgres: MakeDatabase) -> None:
    put_to_the_test(tmp_path, postgres("under_load"), postgres("put_back"), FEWER)
