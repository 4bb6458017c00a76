"""Copies into a folder, in rotation and encrypted; what is missing, or fails, is said."""

import dataclasses
import datetime as dt
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy import select

from facilitator import backup, kept_copies, set_aside
from facilitator.backup import Failed, archive
from facilitator.backup.nightly import Nightly
from facilitator.db import Database
from facilitator.domain import audit, consents, erased_list
from facilitator.domain.policies import Actor
from facilitator.kept_copies import CopyPlan
from facilitator.models import AuditEntry, Cohort, Participant
from tests.support.demo import settings_for

NOW = dt.datetime(2027, 9, 15, 16, tzinfo=dt.UTC)
LOGO = "logo-som-er-der-det-skal"
SEALS = "import os,sys;sys.stdout.buffer.write(b'SEALED'+sys.stdin.buffer.read()[::-1])"
Program = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"in_use.lock"}


# --- rotation ----------------------------------------------------------------------------------


def test_a_new_copy_comes_and_those_that_have_had_their_time_go(
    loaded: Database, data_dir: Path, folder: Path, program: Program
):
    for name in ("facilitator-20200101-010000.zip", "facilitator-20200102-010000.zip", "mine.zip"):
        (folder / name).write_bytes(b"older")
    result = program("backup", "--to", folder, "--keep", "2d1w")
    assert (result.exit_code, "2 eldre kopier" in result.stdout) == (0, True)
    [made] = names(folder) - {"mine.zip"}
    state = kept_copies.state_of(data_dir)
    assert state.last is not None
    assert (Path(state.last.file).name, state.trouble) == (made, None)
    assert kept_copies.taken_at(made) == state.last.at.replace(microsecond=0)
    assert program("verify", folder / made).exit_code == 0
    with loaded.reading() as db:
        noted = db.scalars(select(AuditEntry)).all()
        assert [(n.verb, n.by, n.what) for n in noted] == [
            (audit.EXPORTED, "facilitator backup", "sikkerhetskopi")
        ]


def test_when_it_fails_no_old_copy_goes_and_the_page_is_told(
    loaded: Database, data_dir: Path, folder: Path, program: Program
):
    (folder / "facilitator-20200101-010000.zip").write_bytes(b"older")
    (folder / "facilitator-20200102-010000.zip").write_bytes(b"older")
    result = program("backup", "--to", folder, "--keep", "1d", "--encrypt", "/nowhere/age -r x")
    assert (result.exit_code, "BACKUP_ENCRYPT" in result.stderr) == (1, True)
    assert len(names(folder)) == 2
    trouble = kept_copies.state_of(data_dir).trouble
    assert trouble is not None
    assert "/nowhere/age" in trouble.words
    assert list(data_dir.glob(f"{set_aside.LEFT}*")) == []


def test_where_to_is_said_once(loaded: Database, folder: Path, program: Program):
    assert program("backup").exit_code == 2
    assert program("backup", "x.zip", "--to", folder).exit_code == 2
    assert program("backup", "--to", folder, "--keep", "x").exit_code == 2
    assert program("backup", "--to", folder / "gone").exit_code == 1
    result = program("backup", BACKUP_TO=str(folder), BACKUP_AT="25:00")
    assert (result.exit_code, "BACKUP_AT=25:00" in result.stderr) == (2, True)
    assert program("backup", BACKUP_TO=str(folder)).exit_code == 0
    assert len(names(folder)) == 1


# --- encrypted ---------------------------------------------------------------------------------


def test_what_passes_through_a_program_can_be_read_by_no_other(
    loaded: Database, data_dir: Path, folder: Path, program: Program, tmp_path: Path
):
    result = program("backup", "--to", folder, BACKUP_ENCRYPT=f'{sys.executable} -c "{SEALS}"')
    assert result.exit_code == 0, result.output
    [file] = folder.glob("*.encrypted")
    sealed = file.read_bytes()
    assert sealed.startswith(b"SEALED")
    assert b"facilitator" not in sealed
    assert file.stat().st_mode & 0o077 == 0
    assert "kryptert" in program("verify", file).stderr
    (tmp_path / "opened.zip").write_bytes(sealed[len(b"SEALED") :][::-1])
    assert program("verify", tmp_path / "opened.zip").exit_code == 0
    assert list(data_dir.glob(f"{set_aside.LEFT}*")) == []


def test_a_program_that_only_passes_it_on_is_not_believed(
    loaded: Database, folder: Path, program: Program
):
    result = program("backup", "--to", folder, "--encrypt", shutil.which("cat"))
    assert (result.exit_code, "krypterte ikke" in result.stderr) == (1, True)
    assert names(folder) == set()


# --- files -------------------------------------------------------------------------------------


def with_logo(loaded: Database) -> str:
    with loaded.transaction() as db:
        db.scalars(select(Cohort)).first().logo = LOGO  # type: ignore[union-attr]
    return f"logos/{LOGO}.png"


def test_a_file_that_the_database_names_and_that_is_not_there_is_said(
    loaded: Database, program: Program, tmp_path: Path
):
    name = with_logo(loaded)
    result = program("backup", tmp_path / "copy.zip")
    assert (result.exit_code, name in result.stdout) == (0, True)
    assert name in program("verify", tmp_path / "copy.zip").stdout


def test_when_a_file_goes_in_the_middle_another_copy_is_taken(
    loaded: Database, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    name = with_logo(loaded)
    (data_dir / "logos").mkdir()
    (data_dir / name).write_bytes(b"a logo")
    before, tries = archive.Writing.add_file, []

    def add_file(self: archive.Writing, called: str, path: Path) -> None:
        if called == name:
            tries.append(path)
            if len(tries) == 1:
                raise FileNotFoundError
        before(self, called, path)

    monkeypatch.setattr(archive.Writing, "add_file", add_file)
    made = backup.back_up(settings_for(data_dir), tmp_path / "copy.zip", NOW)
    assert (made.missing, name in made.sha256, len(tries)) == ((), True, 2)


def test_without_room_nothing_is_begun(
    loaded: Database, data_dir: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(Failed, match="ikke plass"):
        backup.back_up(settings_for(data_dir), folder / "copy.zip", NOW)
    assert names(folder) == set()


def test_what_nobody_put_there_is_not_unpacked(loaded: Database, program: Program, tmp_path: Path):
    assert program("backup", tmp_path / "copy.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "copy.zip", "a") as opened:
        opened.writestr("../../oops", "x")
    result = program("verify", tmp_path / "copy.zip")
    assert (result.exit_code, "hører hjemme" in result.stderr) == (1, True)


@pytest.mark.parametrize(("at", "value"), [(8, 1), (10, 99)])
def test_a_copy_that_says_it_is_locked_or_packed_otherwise_is_refused(
    loaded: Database, program: Program, tmp_path: Path, at: int, value: int
):
    """One bit on the disk is enough for it."""
    assert program("backup", tmp_path / "copy.zip").exit_code == 0
    raw = bytearray((tmp_path / "copy.zip").read_bytes())
    raw[raw.index(b"PK\x01\x02") + at] = value
    (tmp_path / "copy.zip").write_bytes(raw)
    result = program("verify", tmp_path / "copy.zip")
    assert (result.exit_code, "ikke en hel" in result.stderr) == (1, True), result.exception


# --- deleted since -----------------------------------------------------------------------------


def test_who_was_deleted_after_the_copy_is_deleted_again(
    loaded: Database, data_dir: Path, folder: Path, program: Program, tmp_path: Path
):
    """By the list beside the copies: the data folder itself may be lost."""
    made = backup.back_up(settings_for(data_dir), folder / "copy.zip", NOW)
    with loaded.reading() as db:
        ane, berit = db.scalars(select(Participant).order_by(Participant.id).limit(2)).all()
    beside, given = folder / erased_list.NAME, tmp_path / "given.jsonl"
    before = f'{{"kind":"participant","id":{berit.id},"at":"2027-09-01T10:00:00Z"}}\n'
    after = f'{{"kind":"participant","id":{ane.id},"at":"2027-09-16T10:00:00Z"}}\n'
    beside.write_text(before + after, "utf-8")
    place = tmp_path / "place"
    result = program("restore", folder / "copy.zip", FACILITATOR_DATA=str(place))
    assert (result.exit_code, "1 som var slettet" in result.stdout) == (0, True), result.output
    again = Database(f"sqlite:///{place / 'facilitator.sqlite3'}")
    with again.reading() as db:
        assert db.get(Participant, ane.id) is None
        assert db.get(Participant, berit.id) is not None
    again.dispose()
    assert ane.name.encode() not in (place / "facilitator.sqlite3").read_bytes()
    assert [entry.id for entry in erased_list.read(place / erased_list.NAME)] == [ane.id]
    assert made.counts["participant"] == 36
    given.write_text("not a list\nat all\n", "utf-8")
    result = program("restore", folder / "copy.zip", "--force", "--erased", given)
    assert (result.exit_code, "given.jsonl" in result.stderr) == (1, True)


def test_a_no_that_only_the_database_knows_of_outlives_its_replacement(
    loaded: Database, data_dir: Path, folder: Path, program: Program
):
    """The list had not been written yet: what is replaced is read first."""
    backup.back_up(settings_for(data_dir), folder / "copy.zip", NOW)
    later = NOW + dt.timedelta(minutes=5)
    with loaded.transaction() as db:
        ane = db.scalars(select(Participant).order_by(Participant.id)).first()
        assert ane is not None
        consents.answer(db, Actor("Ane"), ane, consents.PHOTO, later, yes=False)
    loaded.dispose()
    assert not (data_dir / erased_list.NAME).exists()
    for _ in range(2):
        result = program("restore", folder / "copy.zip", "--force")
        assert (result.exit_code, "1 ting som var tatt tilbake" in result.stdout) == (0, True)
        assert "prosessledere er logget ut" in result.stdout
        with loaded.reading() as db:
            assert consents.says_no(db, ane.id, consents.PHOTO)
        loaded.dispose()
    damaged = "not a list\nat all\n"
    (data_dir / erased_list.NAME).write_text(damaged, "utf-8")
    result = program("restore", folder / "copy.zip", "--force")
    assert (result.exit_code, erased_list.NAME in result.stderr) == (1, True)
    assert (data_dir / erased_list.NAME).read_text("utf-8") == damaged, "it may say more"


def test_the_list_of_what_is_deleted_lies_beside_the_copies(
    loaded: Database, data_dir: Path, folder: Path
):
    line = '{"kind":"participant","id":1,"at":"2027-09-16T10:00:00Z"}\n'
    (data_dir / erased_list.NAME).write_text(line, "utf-8")
    backup.into_folder(settings_for(data_dir), CopyPlan(folder), NOW)
    assert (folder / erased_list.NAME).read_text("utf-8") == line


def test_what_is_deleted_by_day_lies_there_before_the_next_copy_and_nothing_is_lost(
    loaded: Database, data_dir: Path, folder: Path
):
    """Also when the place was begun anew and knows nothing of those before."""
    lines = [
        f'{{"kind":"participant","id":{number},"at":"2027-09-16T10:00:00Z"}}\n' for number in (1, 2)
    ]
    (folder / erased_list.NAME).write_text(lines[0], "utf-8")
    (data_dir / erased_list.NAME).write_text(lines[1], "utf-8")
    last = kept_copies.LastCopy(NOW, "x", 1, 1, 1, 1)
    kept_copies.say(data_dir, kept_copies.State(last))
    settings = dataclasses.replace(settings_for(data_dir), copies=CopyPlan(folder))
    Nightly(settings, loaded, lambda: NOW).look()
    assert (folder / erased_list.NAME).read_text("utf-8") == "".join(lines)
    assert kept_copies.those_in(folder) == {}


def test_whoever_puts_a_copy_back_without_its_list_is_told(
    loaded: Database, data_dir: Path, folder: Path, program: Program, tmp_path: Path
):
    backup.back_up(settings_for(data_dir), folder / "copy.zip", NOW)
    place = str(tmp_path / "place")
    result = program("restore", folder / "copy.zip", FACILITATOR_DATA=place)
    assert (result.exit_code, "--erased" in result.stdout) == (0, True)
    line = '{"kind":"participant","id":1,"at":"2027-09-16T10:00:00Z","place":"another"}\n'
    (folder / erased_list.NAME).write_text(line, "utf-8")
    result = program("restore", folder / "copy.zip", "--force", FACILITATOR_DATA=place)
    assert (result.exit_code, "ikke er fulgt: 1." in result.stdout) == (0, True)


# --- by the server -----------------------------------------------------------------------------


def test_the_server_takes_one_by_itself_and_only_one(
    loaded: Database, data_dir: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BACKUP_TO", str(folder))
    monkeypatch.delenv("BACKUP_ENCRYPT", raising=False)
    settings = dataclasses.replace(settings_for(data_dir), copies=CopyPlan(folder))
    nightly = Nightly(settings, loaded, lambda: dt.datetime.now(dt.UTC))
    nightly.look()
    nightly.look()
    assert len(kept_copies.those_in(folder)) == 1
    with loaded.reading() as db:
        assert [entry.by for entry in db.scalars(select(AuditEntry))] == ["Tjeneren"]
