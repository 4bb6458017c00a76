"""What is taken back reaches the disk in the moment after, and nobody waits for it."""

import logging
import threading
from pathlib import Path

import pytest

from facilitator.backup.list_keeping import ListKeeper
from facilitator.db import Database
from facilitator.domain import consents, erased_list
from facilitator.domain.policies import Actor
from facilitator.models import Participant
from tests.conftest import Clock
from tests.support.cast import Cast


def say_no(database: Database, cast: Cast, clock: Clock) -> None:
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        consents.answer(db, Actor("Ane"), person, consents.PHOTO, clock(), yes=False)


def test_it_is_written_when_it_is_said(
    database: Database,
    cast: Cast,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = threading.Event()
    before = erased_list._append

    def append(file: Path, entries: list[erased_list.Entry]) -> None:
        before(file, entries)
        written.set()

    monkeypatch.setattr(erased_list, "_append", append)
    keeper = ListKeeper(database, tmp_path)
    keeper.begin()
    say_no(database, cast, clock)
    assert written.wait(20)
    keeper.end()
    assert [each.id for each in erased_list.read(tmp_path / erased_list.NAME)] == [cast.ane]


def test_a_full_disk_is_the_servers_own_trouble_and_the_last_moment_is_written_too(
    database: Database,
    cast: Cast,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    keeper = ListKeeper(database, tmp_path)
    database.subscribe(keeper.hear)
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(erased_list, "_append", lambda *_: 1 / 0)
        say_no(database, cast, clock)
        assert not keeper.write()
    keeper.end()
    assert len(erased_list.read(tmp_path / erased_list.NAME)) == 1
