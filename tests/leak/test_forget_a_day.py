"""After a whole day and a year, deleting one who was there leaves none of their words anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from facilitator import housekeeping
from facilitator.db import Database
from facilitator.domain import forgetting, merging
from facilitator.domain.forgetting_rules import DELETE, RULES
from facilitator.domain.policies import Actor
from facilitator.models import Certificate, Participant
from tests.leak import day
from tests.leak.world import WORD, World, build
from tests.leak.year import things_of_the_year

NAME = "Zebraline Fjellvåkegaard"
"""Like nothing else in the world, so that it is found wherever it is left."""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = build(tmp_path, monkeypatch)
    for happens in (*day.STAGES.values(), day.closing):
        happens(made)
    yield made
    made.close()


def words_of(database: Database, person: int) -> set[str]:
    """The canaries in all rows that are somebody's own and in those that hang on them."""
    with database.reading() as db:
        found: dict[str, set[object]] = {}
        said: set[str] = set()
        columns = [
            (name, column) for name, column in merging.references().items() if RULES[name] == DELETE
        ]
        for _, column in columns:
            table = column.table
            assert isinstance(table, Table)
            for row in db.execute(select(table).where(column == person)).mappings():
                said |= set(WORD.findall(repr(dict(row))))
                found.setdefault(table.name, set()).add(row[next(iter(table.primary_key)).name])
        for table in Participant.metadata.sorted_tables:
            for key in table.foreign_keys:
                ids = found.get(key.column.table.name)
                if ids and key.ondelete == "CASCADE":
                    rows = db.execute(select(table).where(key.parent.in_(ids))).mappings()
                    said |= {word for row in rows for word in WORD.findall(repr(dict(row)))}
        return said


def everything(database: Database, folder: Path) -> str:
    """Each byte of the database and its journal, and of every file beside it."""
    return "\n".join(
        path.name + path.read_bytes().decode("latin-1")
        for path in folder.rglob("*")
        if path.is_file()
    )


def test_no_word_of_theirs_and_no_name_is_left_but_in_the_register(
    world: World, tmp_path: Path
) -> None:
    database, ane = world.database, world.a.ane
    values = things_of_the_year(world, ane)
    with database.transaction() as db:
        db.execute(update(Participant).where(Participant.id == ane).values(name=NAME))
        db.execute(update(Certificate).where(Certificate.id == values["certificate_id"]).values(
            name="Står i registeret"
        ))  # fmt: skip
    theirs = words_of(database, ane)
    database.dispose()
    before = everything(database, tmp_path)
    assert len(theirs) > 4
    assert all(word in before for word in theirs)
    assert NAME.encode().decode("latin-1") in before
    with database.transaction() as db:
        person = db.get_one(Participant, ane)
        forgetting.ask(db, person, Actor(NAME, ane), world.clock(), by=NAME)
    world.clock.tick(days=forgetting.DAYS + 1)
    assert housekeeping.forget_due(database, tmp_path, world.clock()) == 1
    after = everything(database, tmp_path)
    assert {word for word in theirs if word in after} == set()
    assert NAME.encode().decode("latin-1") not in after
    assert "Står i registeret".encode().decode("latin-1") in after
    others = set(WORD.findall(before)) - theirs
    assert len(others & set(WORD.findall(after))) > len(others) / 2
