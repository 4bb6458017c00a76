"""A copy taken while people write is whole, and is put back as it was."""

import datetime as dt
import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from click.testing import Result

from facilitator import backup, locks, migrations
from facilitator.backup import Failed
from facilitator.db import Database
from facilitator.domain import erased_list
from facilitator.domain.settings import INSTALLATION, value
from facilitator.models import WrongGuess
from tests.support.demo import settings_for

NOW = dt.datetime(2027, 9, 15, 16, tzinfo=dt.UTC)
PHOTO = "bildetsomanelavedforst12.jpg"
Program = Callable[..., Result]


def dump(file: Path) -> list[str]:
    """All of it but the log, which says that a copy was taken and put back."""
    with closing(sqlite3.connect(file)) as connection:
        return [line for line in connection.iterdump() if "audit_entry" not in line]


@pytest.fixture
def copy(loaded: Database, data_dir: Path, tmp_path: Path) -> Path:
    backup.back_up(settings_for(data_dir), tmp_path / "copy.zip", NOW)
    return tmp_path / "copy.zip"


def test_what_is_put_back_is_what_was_there(
    loaded: Database, program: Program, data_dir: Path, tmp_path: Path
):
    (data_dir / "photos").mkdir()
    (data_dir / "photos" / PHOTO).write_bytes(b"a picture")
    (data_dir / "catalogues").mkdir()
    (data_dir / "catalogues" / "egen.toml").write_text("key = 'egen'", "utf-8")
    result = program("backup", tmp_path / "copy.zip")
    assert (result.exit_code, "36 deltakere, 9 samlinger" in result.stdout) == (0, True)
    elsewhere = tmp_path / "elsewhere"
    result = program("restore", tmp_path / "copy.zip", FACILITATOR_DATA=str(elsewhere))
    assert (result.exit_code, "36 deltakere, 9 samlinger" in result.stdout) == (0, True)
    assert dump(elsewhere / "facilitator.sqlite3") == dump(data_dir / "facilitator.sqlite3")
    assert (elsewhere / "photos" / PHOTO).read_bytes() == b"a picture"
    assert (elsewhere / "catalogues" / "egen.toml").read_text("utf-8") == "key = 'egen'"
    secret = (data_dir / "secret_key").read_text()
    assert (elsewhere / "secret_key").read_text() == secret, "the phones are known still"


def test_only_the_owner_reads_a_copy_and_nothing_is_left_beside_it(copy: Path, data_dir: Path):
    assert copy.stat().st_mode & 0o077 == 0
    assert {p.name for p in copy.parent.iterdir()} == {"copy.zip", data_dir.name}


def test_the_manifest_says_what_is_in_it(copy: Path):
    with zipfile.ZipFile(copy) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["counts"]["participant"] == 36
    assert manifest["made_at"] == "2027-09-15T16:00:00Z"
    assert manifest["revision"]
    assert set(manifest["sha256"]) == {"database.sqlite3"}


def test_a_copy_under_writes_is_one_consistent_state(
    loaded: Database, data_dir: Path, tmp_path: Path
):
    enough, done = threading.Event(), threading.Event()
    written = []

    def write() -> None:
        while not done.is_set():
            with loaded.transaction() as db:
                # Two rows that belong together: a copy has both or none.
                db.add_all([WrongGuess(at=NOW), WrongGuess(at=NOW)])
            written.append(1)
            if len(written) > 20:
                enough.set()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        assert enough.wait(20)
        made = backup.back_up(settings_for(data_dir), tmp_path / "copy.zip", NOW)
    finally:
        done.set()
        for writer in writers:
            writer.join()
    pairs, odd = divmod(made.counts["wrong_guess"], 2)
    assert odd == 0
    assert 20 < pairs <= len(written)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert backup.restore(settings_for(elsewhere), tmp_path / "copy.zip", NOW) == (
        made,
        backup.Again(),
    )


def test_a_copy_is_not_written_over_by_accident(copy: Path, program: Program):
    before = copy.read_bytes()
    assert "--force" in program("backup", copy).stderr
    assert copy.read_bytes() == before
    assert program("backup", copy, "--force").exit_code == 0


def test_with_nothing_there_it_says_so_and_writes_nothing(program: Program, tmp_path: Path):
    result = program("backup", tmp_path / "copy.zip")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "copy.zip").exists()


def test_what_is_there_is_not_written_over(copy: Path, loaded: Database, data_dir: Path):
    before = dump(data_dir / "facilitator.sqlite3")
    with pytest.raises(Failed, match="--force"):
        backup.restore(settings_for(data_dir), copy, NOW)
    assert dump(data_dir / "facilitator.sqlite3") == before


def test_with_force_what_was_there_is_set_aside(copy: Path, loaded: Database, data_dir: Path):
    with loaded.transaction() as db:
        db.add(WrongGuess(at=NOW))
    loaded.dispose()
    before = dump(data_dir / "facilitator.sqlite3")
    backup.restore(settings_for(data_dir), copy, NOW, force=True)
    assert dump(data_dir / "facilitator.sqlite3") != before
    assert dump(data_dir / "facilitator-replaced-20270915-160000.sqlite3") == before


def test_a_running_server_keeps_its_database(copy: Path, data_dir: Path):
    with locks.held(data_dir, alone=False), pytest.raises(Failed, match="Stopp den først"):
        backup.restore(settings_for(data_dir), copy, NOW, force=True)


def spoil_database(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held["database.sqlite3"] = held["database.sqlite3"].replace(b"Lappene", b"Lappane")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)


def cut_short(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:5000])


def flip_a_byte(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)


def drop_the_manifest(copy: Path) -> None:
    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("something.txt", "else")


@pytest.mark.parametrize("damage", [spoil_database, cut_short, flip_a_byte, drop_the_manifest])
def test_a_damaged_copy_is_not_put_back(
    copy: Path, tmp_path: Path, program: Program, damage: Callable[[Path], None]
):
    damage(copy)
    elsewhere = tmp_path / "elsewhere"
    result = program("restore", copy, FACILITATOR_DATA=str(elsewhere))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert not (elsewhere / "facilitator.sqlite3").exists()


def test_a_copy_of_another_kind_of_database_is_refused(copy: Path, tmp_path: Path):
    settings = settings_for(tmp_path, "postgresql+psycopg2://localhost/x")
    with pytest.raises(Failed, match="DATABASE_URL"):
        backup.restore(settings, copy, NOW)


def test_a_copy_of_before_places_had_names_is_of_the_place_of_its_list(tmp_path: Path):
    settings = settings_for(tmp_path)
    engine, config = migrations.migrating_engine(settings.database_url), migrations.config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    engine.dispose()
    backup.back_up(settings, tmp_path / "copy.zip", NOW)
    line = '{"kind":"participant","id":1,"at":"2027-09-16T10:00:00Z","place":"ours"}\n'
    (tmp_path / erased_list.NAME).write_text(line, "utf-8")
    backup.restore(settings, tmp_path / "copy.zip", NOW, force=True)
    again = Database(settings.database_url)
    with again.reading() as db:
        assert value(db, INSTALLATION) == "ours"
    again.dispose()
