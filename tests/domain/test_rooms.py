"""Codes, presence, and the proposal of attendance that comes with joining."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import attendance, rooms
from facilitator.errors import NotFound, RoomClosed
from facilitator.models import Attendance, Gathering, Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import oslo


@pytest.fixture
def room(db: Session, cast: Cast) -> Room:
    return db.get_one(Room, cast.room)


def halves(db: Session, person: int) -> dict[str, str]:
    rows = db.scalars(select(Attendance).where(Attendance.participant_id == person))
    return {row.half: row.status for row in rows}


def test_codes_have_no_look_alikes_and_no_rude_words() -> None:
    codes = [rooms.make_code() for _ in range(500)]
    assert all(len(code) == 6 for code in codes)
    assert not set("".join(codes)) & set("OQ01ILBSGZ5V") - set("5")
    assert not {code[:3] for code in codes} & rooms.UNWANTED


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}"])
def test_a_code_may_be_typed_as_one_likes(
    db: Session, cast: Cast, clock: Clock, typed: str
) -> None:
    code = cast.code
    forms = typed.format(code, code.lower(), rooms.shown_code(code), "-".join(code))
    found = rooms.find_by_code(db, forms, clock(), source="hall")
    assert found is not None
    assert found.id == cast.room


def test_the_code_of_a_closed_room_opens_nothing(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    rooms.close_room(db, room, clock())
    assert rooms.find_by_code(db, cast.code, clock(), source="hall") is None


def test_a_samling_has_one_room_with_one_address(db: Session, room: Room, clock: Clock) -> None:
    address, code = room.public_id, room.join_code
    rooms.close_room(db, room, clock())
    again = rooms.open_room(db, room.gathering, clock())
    assert (again.id, again.public_id, again.join_code) == (room.id, address, code)
    assert again.is_open


def test_an_unknown_address_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        rooms.room_by_public_id(db, "finnes-ikke")


def test_joining_twice_is_joining_once(
    database: Database, cast: Cast, clock: Clock, facts: list[Any]
) -> None:
    def join() -> int:
        with database.transaction() as db:
            rooms.join(db, db.get_one(Room, cast.room), cast.ane, clock())
        told = len(facts)
        facts.clear()
        return told

    assert join() > 0
    assert join() == 0
    with database.reading() as db:
        assert rooms.count_present(db, cast.room) == 1


def test_who_has_gone_is_not_counted_and_may_come_back(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    rooms.join(db, room, cast.ane, clock())
    rooms.mark_gone(db, room, cast.ane, clock())
    assert rooms.present(db, room) == []
    rooms.join(db, room, cast.ane, clock())
    assert [person.id for person in rooms.present(db, room)] == [cast.ane]


def test_nobody_joins_a_closed_room(db: Session, room: Room, cast: Cast, clock: Clock) -> None:
    rooms.close_room(db, room, clock())
    with pytest.raises(RoomClosed):
        rooms.join(db, room, cast.ane, clock())


def test_joining_proposes_attendance_for_that_half_day(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    rooms.join(db, room, cast.ane, clock())
    assert halves(db, cast.ane) == {"forenoon": "proposed"}


def test_the_phone_that_comes_back_after_lunch_proposes_the_afternoon_too(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    rooms.join(db, room, cast.ane, clock())
    clock.now = oslo(12, 15)
    rooms.join(db, room, cast.ane, clock())
    assert halves(db, cast.ane) == {"forenoon": "proposed", "afternoon": "proposed"}


def test_what_a_leader_has_confirmed_is_left_alone(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    gathering = db.get_one(Gathering, cast.gathering)
    attendance.confirm(db, gathering, cast.ane, "forenoon", present=False, by="Turid", now=clock())
    rooms.join(db, room, cast.ane, clock())
    assert halves(db, cast.ane) == {"forenoon": "absent"}


def test_the_whole_list_is_confirmed_with_one_tap(
    db: Session, room: Room, cast: Cast, clock: Clock
) -> None:
    for name in ("ane", "hodan", "helge"):
        rooms.join(db, room, cast.people[name], clock())
    gathering = db.get_one(Gathering, cast.gathering)
    tap = {"by": "Turid", "now": clock()}
    assert attendance.confirm_proposed(db, gathering, "forenoon", **tap) == 3
    assert attendance.confirm_proposed(db, gathering, "forenoon", **tap) == 0
    assert halves(db, cast.ane) == {"forenoon": "present"}


@pytest.mark.parametrize(
    ("moment", "half"),
    [
        (oslo(8, 30), "forenoon"),
        (oslo(11, 44), "forenoon"),
        (oslo(11, 45), "afternoon"),
        (dt.datetime(2027, 9, 15, 9, 50, tzinfo=dt.UTC), "afternoon"),
        (dt.datetime(2027, 1, 20, 9, 50, tzinfo=dt.UTC), "forenoon"),
    ],
)
def test_the_half_day_is_oslos(moment: dt.datetime, half: str) -> None:
    assert rooms.half_of(moment) == half
