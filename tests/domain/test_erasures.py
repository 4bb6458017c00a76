"""The list of what was deleted stays readable, and what was deleted is written over for good."""

import datetime as dt
import json
import logging
from pathlib import Path

import pytest

from facilitator import housekeeping
from facilitator.db import Database
from facilitator.domain import erased_list, erasures, forgetting, merging, roster_changes
from facilitator.domain.policies import Actor
from facilitator.models import AuditEntry, DeletionWish, Erasure, Participant
from tests.conftest import Clock
from tests.support.cast import Cast


def remember(database: Database, clock: Clock, *ids: int) -> None:
    with database.transaction() as db:
        forgetting.remember(db, forgetting.PARTICIPANT, ids, clock())


def listed(folder: Path) -> list[int]:
    return [each.id for each in erased_list.read(folder / erased_list.NAME)]


@pytest.mark.parametrize("left", ['{"kind": "par', '{"kind":"participant","id":7,"at":"2027-'])
def test_a_line_that_was_cut_short_is_not_left_among_the_others(
    database: Database, clock: Clock, tmp_path: Path, left: str
) -> None:
    for number in (1, 2):
        remember(database, clock, number)
        erasures.write_down(database, tmp_path)
        with (tmp_path / erased_list.NAME).open("a") as file:
            file.write(left)  # the machine stopped here
    remember(database, clock, 3)
    erasures.write_down(database, tmp_path)
    assert listed(tmp_path) == [1, 2, 3]


def test_a_whole_last_line_without_its_end_is_kept(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    line = json.dumps({"kind": "participant", "id": 7, "at": clock().isoformat()})
    (tmp_path / erased_list.NAME).write_text(line)
    remember(database, clock, 8)
    erasures.write_down(database, tmp_path)
    assert listed(tmp_path) == [7, 8]


def test_a_damaged_list_is_laid_aside_and_written_anew(
    database: Database, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    remember(database, clock, 1, 2)
    (tmp_path / erased_list.NAME).write_bytes(b"\0\0\0\nnot a list\n")
    with caplog.at_level(logging.CRITICAL):
        assert erasures.write_down(database, tmp_path) == 2
    assert listed(tmp_path) == [1, 2]
    assert (tmp_path / erased_list.DAMAGED).read_bytes() == b"\0\0\0\nnot a list\n"


def test_what_another_installation_deleted_is_somebody_else_here(
    database: Database, cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    other = erased_list.Entry("participant", cast.ane, clock(), "another")
    assert erasures.replay(database, tmp_path, [other], clock()) == 0
    assert listed(tmp_path) == []
    remember(database, clock, cast.ane)
    erasures.write_down(database, tmp_path)
    [own] = erased_list.read(tmp_path / erased_list.NAME)
    erased_list.add(tmp_path / erased_list.NAME, [other])
    assert listed(tmp_path) == [cast.ane, cast.ane]
    assert erasures.replay(database, tmp_path, [other, own], clock()) == 1


def test_by_day_nobody_waits_and_by_night_it_is_made_up_for(
    database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten: list[int] = []
    monkeypatch.setattr(Database, "rewrite", lambda _: rewritten.append(1))
    remember(database, clock, 1)
    housekeeping.forget_due(database, tmp_path, clock(), quiet=housekeeping.is_night(clock()))
    assert (rewritten, listed(tmp_path)) == ([], [1])
    clock.tick(hours=18)
    for _ in range(2):
        housekeeping.forget_due(database, tmp_path, clock(), quiet=housekeeping.is_night(clock()))
    assert rewritten == [1]


def test_what_could_not_be_written_over_is_tried_again(
    database: Database,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    remember(database, clock, 1)
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(Database, "rewrite", lambda _: 1 / 0)
        housekeeping.forget_due(database, tmp_path, clock())
    assert listed(tmp_path) == [1]
    assert erasures.needs_scrubbing(database)
    housekeeping.forget_due(database, tmp_path, clock())
    assert not erasures.needs_scrubbing(database)


def test_whoever_changes_their_mind_at_the_last_moment_stays(
    database: Database,
    cast: Cast,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While others are deleted; also when two records, each with a wish, have become one."""
    actor = Actor("Ane", cast.ane)
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        forgetting.ask(db, person, actor, clock(), by="Ane")
        db.add(
            DeletionWish(
                participant_id=cast.ane, asked_at=clock(), asked_by="Turid", due_at=clock()
            )
        )
    clock.tick(days=20)
    due = forgetting.due

    def due_and_then(db: object, now: dt.datetime) -> list[int]:
        monkeypatch.setattr(forgetting, "due", due)
        found = due(db, now)  # type: ignore[arg-type]
        with database.transaction() as other:
            person = other.get_one(Participant, cast.ane)
            forgetting.change_mind(other, person, actor, clock())
        return found

    monkeypatch.setattr(forgetting, "due", due_and_then)
    assert housekeeping.forget_due(database, tmp_path, clock()) == 0
    with database.reading() as db:
        assert db.get(Participant, cast.ane) is not None


def test_one_who_was_two_is_deleted_as_both_from_a_copy_where_they_are_two(
    database: Database, cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    with database.transaction() as db:
        people = [db.get_one(Participant, each) for each in (cast.ane, cast.siv, cast.helge)]
        ane, siv, helge = people
        for keep, gone in ((siv, helge), (ane, siv)):
            written = roster_changes.as_fields(keep)
            merging.merge(db, ane.cohort, keep, gone, written, by="Turid", now=clock())
    assert erasures.write_down(database, tmp_path) == 0, "nobody is deleted yet"
    with database.transaction() as db:
        forgetting.erase(db, db.get_one(Participant, cast.ane), clock())
    erasures.write_down(database, tmp_path)
    assert sorted(listed(tmp_path)) == sorted([cast.ane, cast.siv, cast.helge])
    with database.reading() as db:
        assert {each.kind for each in db.query(Erasure)} == {forgetting.PARTICIPANT}


def test_the_log_loses_the_name_also_where_it_was_noted_as_words(
    database: Database, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        ane = db.get_one(Participant, cast.ane)
        said = AuditEntry(at=clock(), by=ane.name, verb="link", about_id=ane.id)
        db.add(said)
        forgetting.erase(db, ane, clock())
        assert db.get_one(AuditEntry, said.id).by != "Ane Havgløtt"
