"""A photo is taken away by those it belongs to, and goes with its card, draft or person."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from facilitator import housekeeping
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import drafts, photo_files, photos
from facilitator.models import Activity, Card, Participant, Photo
from tests.conftest import Clock
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.web.test_see_photo import TOKEN, on_card

Phone = Callable[[str], Any]


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start("veikart")
    led.advance_to("drom")
    return led


@pytest.fixture
def file(led: Led, database: Database, settings: Settings, cast: Cast, clock: Clock) -> Path:
    """The file of Ane's photo, as old as its row."""
    folder = settings.data_dir / "photos"
    prepared = photo_files.prepare(pictures.jpeg())
    photo_files.write(folder, TOKEN, prepared.jpeg)
    with database.transaction() as db:
        photos.keep(
            db,
            db.get_one(Activity, led.id),
            db.get_one(Participant, cast.ane),
            None,
            TOKEN,
            photos.Said("En vei", True),
            prepared,
            client_id="ane-1",
            now=clock(),
        )
    aged(folder / f"{TOKEN}.jpg", clock())
    return folder / f"{TOKEN}.jpg"


def aged(file: Path, now: dt.datetime) -> None:
    os.utime(file, (now.timestamp(), now.timestamp()))


def rows(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(Photo.token)))


def test_its_uploader_takes_it_away_from_the_card_too_and_again_does_no_harm(
    file: Path, phone: Phone, database: Database, led: Led, cast: Cast, clock: Clock
) -> None:
    card = on_card(database, led, cast.ane, clock(), "cohort")
    for _ in range(2):
        answer = phone("ane").post(f"/bilde/{TOKEN}/bort", headers={"Accept": "application/json"})
        assert answer.json["ok"] is True
    assert not file.exists()
    assert rows(database) == []
    with database.reading() as db:
        kept = db.get_one(Card, card)
        assert kept.fields == {"dream": "En rolig morgen", "photo": ""}, "the text stands"


def test_nobody_else_takes_it_away(
    file: Path, phone: Phone, leader: Any, stranger: Any, database: Database
) -> None:
    for client in (phone("hodan"), leader, stranger):
        assert client.post(f"/bilde/{TOKEN}/bort").status_code == 403
    assert file.exists()
    assert rows(database) == [TOKEN]


def test_a_photo_that_was_never_used_goes_after_a_day(
    file: Path, database: Database, clock: Clock
) -> None:
    clock.tick(hours=23)
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 0
    clock.tick(hours=2)
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 1
    assert rows(database) == []
    assert not file.exists()


def test_one_in_a_draft_or_on_a_card_stays(
    file: Path, database: Database, led: Led, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        drafts.save_own(
            db, db.get_one(Activity, led.id), cast.ane, "card:drom", {"0-photo": TOKEN},
            version=0, editor="test", now=clock(),
        )  # fmt: skip
    clock.tick(days=3)
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 0
    on_card(database, led, cast.ane, clock(), "me")
    with database.transaction() as db:
        draft = drafts.find(db, db.get_one(Activity, led.id), "card:drom", writer_id=cast.ane)
        assert draft is not None
        drafts.erase(db, draft)
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 0
    assert file.exists()


@pytest.mark.parametrize("gone", [Card, Activity, Participant])
def test_it_goes_with_its_card_its_activity_or_its_person(
    file: Path, database: Database, led: Led, cast: Cast, clock: Clock, gone: type[Any]
) -> None:
    card = on_card(database, led, cast.ane, clock(), "cohort")
    ids = {Card: card, Activity: led.id, Participant: cast.ane}
    with database.transaction() as db:
        table = gone.__table__
        db.execute(table.delete().where(table.c.id == ids[gone]))
    clock.tick(days=2)
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 1
    assert rows(database) == []
    assert not file.exists()


def test_files_without_a_row_go_but_not_one_that_is_being_written(
    file: Path, database: Database, clock: Clock
) -> None:
    old, new = file.with_name("x" * 20 + ".jpg"), file.with_name("y" * 20 + ".part")
    other = file.with_name("les-meg.txt")
    for made in (old, new, other):
        made.write_bytes(b"?")
        aged(made, clock())
    clock.tick(hours=2)
    aged(new, clock())
    assert housekeeping.tidy_photos(database, file.parent, clock()) == 1
    assert (old.exists(), new.exists(), file.exists(), other.exists()) == (False, True, True, True)


def test_a_bad_day_is_not_the_last(tmp_path: Path, database: Database, clock: Clock) -> None:
    with database.transaction() as db:
        db.connection().exec_driver_sql("drop table photo")
    assert housekeeping.tidy_photos(database, tmp_path, clock()) == 0
