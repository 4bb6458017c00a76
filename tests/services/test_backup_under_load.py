"""A copy taken by the program while 36 people write is put back, and all of it is compared."""

import asyncio
import datetime as dt
import hashlib
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import msgspec

from benchmarks import seed, servers
from benchmarks.keepalive import Http
from benchmarks.tally import MARK
from facilitator.backup.archive import Manifest
from facilitator.db import Database
from facilitator.domain import photo_files
from facilitator.models import Participant, Photo
from tests.services.rooms import Crowd
from tests.support.postgres import MakeDatabase

PEOPLE = 36
PHOTOS = 40
FIRST = 100
MOST = 1100
"""Fewer than 36 may put up in this phase."""
BREATH = 0.2
"""Seconds between two bursts, in each of which all 36 send at once."""


def lay_photos(url: str, folder: Path, world: seed.World) -> dict[str, str]:
    """Photos with their rows; gives the checksum of each file."""
    database, laid = Database(url), {}
    with database.transaction() as session:
        for number in range(PHOTOS):
            token = f"et-bilde-som-er-nummer-{number:03d}"
            jpeg = hashlib.sha256(token.encode()).digest() * 2000
            photo_files.write(folder / photo_files.FOLDER, token, jpeg)
            laid[f"photos/{token}.jpg"] = hashlib.sha256(jpeg).hexdigest()
            owner = session.get_one(Participant, world.people[number % PEOPLE])
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


async def copied_while_all_write(crowd: Crowd, file: Path, **environ: str) -> tuple[range, int]:
    """What was taken before the copy was begun, and how many had been sent when it was done."""
    await crowd.come()
    before = range(FIRST)
    assert await crowd.send(before) == list(before)
    sent, done = FIRST, asyncio.Event()

    async def write() -> None:
        nonlocal sent
        while not done.is_set() and sent < MOST:
            numbers = range(sent, sent + PEOPLE)
            sent += PEOPLE
            assert await crowd.send(numbers) == list(numbers)
            await asyncio.sleep(BREATH)

    writing = asyncio.create_task(write())
    await backed_up(file, **environ)
    done.set()
    await writing
    assert sent > FIRST + PEOPLE, "nobody wrote while the copy was taken"
    crowd.leave()
    return before, sent


async def backed_up(file: Path, **environ: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "facilitator", "backup", str(file), env=environment(**environ)
    )
    assert await process.wait() == 0


def environment(**environ: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in servers.SETTINGS}
    return kept | environ


def put_back(file: Path, **environ: str) -> None:
    command = [sys.executable, "-m", "facilitator", "restore", str(file)]
    subprocess.run(command, env=environment(**environ), check=True, capture_output=True)


def manifest_of(file: Path) -> Manifest:
    with zipfile.ZipFile(file) as archive:
        return msgspec.json.decode(archive.read("manifest.json"), type=Manifest)


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / photo_files.FOLDER).iterdir()
    }


def numbers_in(texts: list[str]) -> list[int]:
    found = [MARK.search(text.encode()) for text in texts]
    return [int(match[1]) for match in found if match]


async def answers(server: servers.Server, crowd: Crowd) -> None:
    """A phone that was known is known still, and gets its page."""
    assert server.world is not None
    http = Http(server.port)
    http.cookies.update(crowd.phones[0].cookies)
    try:
        page = await http.get(f"/rom/{server.world.public_id}")
    finally:
        http.close()
        await asyncio.sleep(0)
    assert (page.status, b"Skriv kort etter kort" in page.body) == (200, True)


def test_a_copy_taken_under_load_is_whole_and_is_put_back(tmp_path: Path) -> None:
    live, place, file = tmp_path / "live", tmp_path / "place", tmp_path / "copy.zip"
    live.mkdir()
    url = servers.sqlite_in(live)
    world = seed.build(url, PEOPLE)
    laid = lay_photos(url, live, world)
    with servers.serving(live, world) as server:
        crowd = Crowd(server)
        before, sent = asyncio.run(copied_while_all_write(crowd, file, FACILITATOR_DATA=str(live)))
        assert "locked" not in (live / servers.LOG).read_text()
    put_back(file, FACILITATOR_DATA=str(place))
    manifest = manifest_of(file)
    with closing(sqlite3.connect(place / "facilitator.sqlite3")) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert restored.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, rows in manifest.counts.items():
            found = restored.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            assert found == rows + (table == "audit_entry"), table
        cards = restored.execute("SELECT fields FROM card ORDER BY board_order").fetchall()
    held = numbers_in([text for (text,) in cards])
    assert set(before) <= set(held) <= set(range(sent))
    assert len(held) == len(set(held)) == manifest.counts["card"]
    assert checksums(place) == laid
    assert manifest.missing == ()
    with servers.serving(place, world) as again:
        asyncio.run(answers(again, crowd))


def test_the_same_on_postgresql(tmp_path: Path, postgres: MakeDatabase) -> None:
    live, place, file = tmp_path / "live", tmp_path / "place", tmp_path / "copy.zip"
    live.mkdir()
    place.mkdir()
    url, target = postgres("under_load"), postgres("put_back")
    world = seed.build(url, PEOPLE)
    laid = lay_photos(url, live, world)
    with servers.serving(live, world, DATABASE_URL=url) as server:
        crowd = Crowd(server)
        before, sent = asyncio.run(
            copied_while_all_write(crowd, file, FACILITATOR_DATA=str(live), DATABASE_URL=url)
        )
    put_back(file, FACILITATOR_DATA=str(place), DATABASE_URL=target)
    manifest, database = manifest_of(file), Database(target)
    with database.reading() as session:
        connection = session.connection()
        for table, rows in manifest.counts.items():
            query = f'SELECT count(*) FROM "{table}"'
            found = connection.exec_driver_sql(query).scalar_one()
            assert found == rows + (table == "audit_entry"), table
        held = numbers_in([str(text) for (text,) in connection.exec_driver_sql(
            "SELECT CAST(fields AS TEXT) FROM card"
        )])  # fmt: skip
    database.dispose()
    assert set(before) <= set(held) <= set(range(sent))
    assert len(held) == len(set(held)) == manifest.counts["card"]
    assert checksums(place) == laid
    with servers.serving(place, world, DATABASE_URL=target) as again:
        asyncio.run(answers(again, crowd))
