"""A no that was said after the copy is not forgotten by a restore, and no yes is said by a list."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from facilitator.backup import erased
from facilitator.db import Database
from facilitator.domain import (
    consents,
    erased_list,
    erasures,
    forgetting,
    merging,
    roster_changes,
)
from facilitator.domain.erased_list import Entry
from facilitator.models import AuditEntry, Card, DeletionWish, Participant
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.hung_up import TOKEN, hang_up
from tests.support.lead import Led
from tests.support.older_copy import ANE, Place


@pytest.fixture
def place(database: Database, cast: Cast, clock: Clock, tmp_path: Path) -> Iterator[Place]:
    with closing(Place(database, tmp_path, clock, cast)) as made:
        yield made


# --- consents ----------------------------------------------------------------------------------


def test_the_list_has_each_no_and_the_yes_that_ends_it_and_nothing_more(place: Place) -> None:
    place.say("research", yes=True)
    assert place.listed() == []
    place.say("photo", yes=False)
    place.say("research", yes=False)
    first = place.listed()
    place.say("research", yes=True)
    found = place.listed()
    assert found[:2] == first
    assert [(each.kind, each.id, each.of, each.over) for each in found] == [
        ("consent", place.cast.ane, "photo", False),
        ("consent", place.cast.ane, "research", False),
        ("consent", place.cast.ane, "research", True),
    ]
    assert place.listed() == found
    assert "Ane" not in (place.folder / erased_list.NAME).read_text("utf-8")


@pytest.mark.parametrize("before", [None, True])
def test_a_no_said_after_the_copy_is_said_again_with_its_own_date(
    place: Place, before: bool | None
) -> None:
    if before:
        place.say("photo", yes=True)
    place.copy()
    place.say("photo", yes=False)
    said = place.clock()
    place.clock.tick(hours=20)
    assert place.restore() == 1
    assert place.older is not None
    with place.older.reading() as db:
        assert consents.of_person(db, place.cast.ane)["photo"] == consents.Answer(
            "photo", False, said
        )
        done = select(AuditEntry).where(AuditEntry.by == "facilitator restore")
        [noted] = db.scalars(done.where(AuditEntry.verb == "consent"))
        assert (noted.about_id, noted.details, noted.at) == (
            place.cast.ane, {"answer": "nei"}, place.clock(),
        )  # fmt: skip
    assert place.restore() == 0, "a second time nothing is left to do"


def test_a_photo_is_off_the_board_of_the_copy_too(place: Place, start: Callable[..., Led]) -> None:
    led = start("veikart")
    led.advance_to("drom")
    card = hang_up(place.database, led, place.cast, place.clock)
    place.copy()
    place.say("photo", yes=False)
    place.restore()
    assert place.older is not None
    with place.older.reading() as db:
        assert TOKEN not in repr(
            {key: value for key, value in db.get_one(Card, card).fields.items()
             if not key.endswith(consents.PUT_AWAY)}
        )  # fmt: skip


@pytest.mark.parametrize("before", [None, True, False])
def test_nobodys_yes_is_said_for_them(place: Place, before: bool | None) -> None:
    """A no that was followed by a yes is over; the answer is as the copy has it."""
    if before is not None:
        place.say("research", yes=before)
    place.copy()
    place.say("research", yes=False)
    place.say("research", yes=True)
    assert place.restore() == 0
    assert place.stands("research") is before


def test_a_later_yes_of_the_copy_stands(place: Place) -> None:
    place.copy()
    assert place.older is not None
    place.say("photo", yes=False)
    place.say("photo", yes=True, on=place.older)
    assert place.restore() == 0
    assert place.stands("photo") is True


def test_a_no_of_before_the_copy_is_not_said_over_a_yes(place: Place) -> None:
    """As where the list is older than the copy, whatever the clocks of the two said."""
    place.say("photo", yes=False)
    no = place.listed()
    place.say("photo", yes=True)
    assert erasures.take_back(place.database, no, place.clock()) == 0
    place.clock.tick(hours=2)
    assert erased.after(place.clock(), place.folder, place.folder / "x") == []


def test_of_another_place_of_nobody_and_of_what_is_no_kind_nothing_is_done(place: Place) -> None:
    now, ane = place.clock(), place.cast.ane
    entries = [
        Entry("consent", ane, now, "another", "photo"),
        Entry("consent", ane + 5000, now, "", "photo"),
        Entry("consent", ane, now, "", "shoe size"),
    ]
    assert erasures.take_back(place.database, entries, now) == 0


@pytest.mark.parametrize(("places", "done"), [(("one",), 1), (("one", "other"), 0)])
def test_a_copy_of_before_places_had_names_is_of_the_one_of_the_list(
    place: Place, places: tuple[str, ...], done: int
) -> None:
    now, ane = place.clock(), place.cast.ane
    entries = [Entry("consent", ane, now, each, "photo") for each in places]
    url = place.database.url
    assert erased.replay(url, place.folder, entries, now).taken_back == 0
    assert erased.replay(url, place.folder, entries, now, unnamed=True).taken_back == done


def test_one_who_was_two_in_the_copy_says_no_as_both(place: Place) -> None:
    """Said before the copy, and of both only since they became one."""
    cast = place.cast
    place.say("photo", yes=False)
    place.clock.tick(hours=1)
    place.copy()
    with place.database.transaction() as db:
        ane, siv = (db.get_one(Participant, each) for each in (cast.ane, cast.siv))
        fields = roster_changes.as_fields(ane)
        merging.merge(db, ane.cohort, ane, siv, fields, by="Turid", now=place.clock())
    assert [place.restore(), place.restore()] == [1, 0]
    assert place.older is not None
    with place.older.reading() as db:
        assert consents.says_no(db, cast.siv, consents.PHOTO)


def test_the_number_of_one_who_came_after_the_copy_is_nobody_elses(place: Place) -> None:
    entry = Entry("consent", 9001, place.clock(), "", "photo")
    erasures.replay(place.database, place.folder, [entry], place.clock())
    with place.database.transaction() as db:
        new = Participant(cohort_id=place.cast.cohort, name="Ny")
        db.add(new)
        db.flush()
        assert new.id > 9001


# --- a wish to be deleted ----------------------------------------------------------------------


def wish(place: Place, *, stands: bool) -> None:
    place.clock.tick(minutes=5)
    with place.database.transaction() as db:
        person = db.get_one(Participant, place.cast.ane)
        if stands:
            forgetting.ask(db, person, ANE, place.clock(), by="Ane")
        else:
            forgetting.change_mind(db, person, ANE, place.clock())


def wishes(place: Place) -> list[tuple[dt.datetime, dt.datetime, bool]]:
    assert place.older is not None
    with place.older.reading() as db:
        return [
            (each.asked_at, each.due_at, each.cancelled_at is None)
            for each in db.scalars(select(DeletionWish).order_by(DeletionWish.id))
        ]


def test_a_wish_to_be_deleted_keeps_its_day(place: Place) -> None:
    place.copy()
    wish(place, stands=True)
    with place.database.reading() as db:
        asked = db.scalars(select(DeletionWish)).one()
    place.clock.tick(hours=50)
    assert [place.restore(), place.restore()] == [1, 0]
    assert wishes(place) == [(asked.asked_at, asked.due_at, True)]


def test_whoever_has_changed_their_mind_after_the_copy_is_not_deleted(place: Place) -> None:
    wish(place, stands=True)
    place.copy()
    wish(place, stands=False)
    assert [place.restore(), place.restore()] == [1, 0]
    assert [stands for *_, stands in wishes(place)] == [False]


def test_a_wish_that_was_left_is_not_wished_again(place: Place) -> None:
    place.copy()
    wish(place, stands=True)
    place.listed()
    wish(place, stands=False)
    assert place.restore() == 0
    assert wishes(place) == []


def test_what_was_said_later_in_the_copy_stands(place: Place) -> None:
    """A list may be older than what was wished since; whatever it says is then left."""
    place.copy()
    wish(place, stands=True)
    asked = place.listed()
    wish(place, stands=False)
    left = place.listed()[len(asked) :]
    assert erasures.take_back(place.database, asked, place.clock()) == 0
    wish(place, stands=True)
    assert erasures.take_back(place.database, left, place.clock()) == 0
    with place.database.reading() as db:
        assert forgetting.standing(db, place.cast.ane) is not None


# --- the list ----------------------------------------------------------------------------------


def test_of_several_lists_the_latest_line_holds(tmp_path: Path, clock: Clock) -> None:
    no = Entry("consent", 7, clock(), "", "photo")
    clock.tick(hours=1)
    yes = Entry("consent", 7, clock(), "", "photo", over=True)
    one, other = tmp_path / "one", tmp_path / "other"
    for file, entries in ((one, [no, yes]), (other, [no])):
        assert erased_list.add(file, entries) == len(entries)
    assert erased_list.add(one, [no]) == 0
    long_ago = clock() - dt.timedelta(days=1)
    for files in ((one, other), (other, one)):
        assert erased.after(long_ago, tmp_path, tmp_path / "x", files) == [yes]


@pytest.mark.parametrize(
    "line",
    [
        '{"kind":"consent","id":7,"at":"2027-09-15T09:00:00","of":"photo"}\n',
        '{"kind":"consent","id":0,"at":"2027-09-15T09:00:00Z","of":"photo"}\n',
        '{"kind":"consent","id":2147483648,"at":"2027-09-15T09:00:00Z","of":"photo"}\n',
    ],
)
def test_without_a_time_zone_or_with_no_number_of_a_row_it_is_no_line(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / "list").write_text(line * 2, "utf-8")
    with pytest.raises(ValueError, match="linje 1"):
        erased_list.read(tmp_path / "list")


@pytest.mark.parametrize(("kind", "minutes", "still"), [
    ("claim", 2, False), ("claim", 0, True), ("participant", 59, True), ("participant", 61, False),
])  # fmt: skip
def test_how_long_before_the_copy_it_may_have_been(
    tmp_path: Path, clock: Clock, kind: str, minutes: int, still: bool
) -> None:
    at = clock() - dt.timedelta(minutes=minutes)
    erased_list.add(tmp_path / erased_list.NAME, [Entry(kind, 7, at)])
    assert bool(erased.after(clock(), tmp_path, tmp_path / "x")) is still
