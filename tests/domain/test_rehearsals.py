"""A rehearsal is made of an invented kull and a copy of the plan, and leaves nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import access, devices, invented, passing, rehearsals, rooms
from facilitator.errors import Invalid, RehearsalOver
from facilitator.models import Claim, Gathering, Participant, Rehearsal, Room, RunSheet
from tests.support.cast import Cast
from tests.support.run_sheet import a_day
from tests.support.tables import everything_in

Clock = Callable[[], dt.datetime]


@pytest.fixture
def begun(database: Database, cast: Cast, clock: Clock) -> Callable[..., int]:
    """Turid rehearses the samling with seven people; gives the room's id."""

    def begin(people: int = 7, **more: Any) -> int:
        with database.transaction() as db:
            gathering = db.get_one(Gathering, cast.gathering)
            room = rehearsals.begin(db, gathering, cast.turid, clock(), people=people, **more)
            return room.id

    return begin


def test_the_plan_is_a_copy_and_the_samling_is_not_touched(
    database: Database, cast: Cast, clock: Any, begun: Callable[..., int]
) -> None:
    a_day(database, cast)
    with database.transaction() as db:
        real = db.scalars(select(RunSheet)).one()
        real.items[0].started_at = clock()
    clock.tick(minutes=25)
    begun()
    with database.reading() as db:
        real, copy = db.scalars(select(RunSheet).order_by(RunSheet.id))
        assert [item.title for item in copy.items] == [item.title for item in real.items]
        assert [item.process_key for item in copy.items] == [i.process_key for i in real.items]
        assert real.items[0].started_at
        assert not any(item.started_at for item in copy.items)
        assert copy.begins == 9 * 60 + 25  # the clock: nobody who rehearses is late
        assert copy.gathering.cohort.kind == "rehearsal"
        assert copy.gathering.number == real.gathering.number


def test_a_samling_without_a_plan_gets_none_by_being_rehearsed(
    database: Database, begun: Callable[..., int]
) -> None:
    begun()
    with database.reading() as db:
        assert db.scalars(select(RunSheet)).all() == []


def test_people_are_spread_like_a_kull_and_nobody_could_be_real() -> None:
    people = [invented.person(number) for number in range(rehearsals.MOST_PEOPLE)]
    assert len({person.name for person in people}) == len(people)
    assert all(person.name.split()[1].startswith("Øve") for person in people)
    first = people[:36]
    assert len({person.name.split()[0] for person in first}) == 36
    assert len({person.place.municipality for person in first}) >= 5
    groups = Counter(person.role_group for person in first)
    assert 2 <= groups["ledelse"] <= 8
    assert max(Counter(person.place.name for person in first).values()) <= 3


@pytest.mark.parametrize("people", [0, 201, -1])
def test_an_impossible_number_of_people_is_refused(begun: Callable[..., int], people: int) -> None:
    with pytest.raises(Invalid):
        begun(people)


def test_the_pace_is_one_of_three(database: Database, begun: Callable[..., int]) -> None:
    room_id = begun(speed=10)
    with database.transaction() as db:
        rehearsal = rehearsals.require(db, db.get_one(Room, room_id))
        rehearsals.set_speed(db, rehearsal, 0)
        assert rehearsal.speed == 0
        with pytest.raises(Invalid):
            rehearsals.set_speed(db, rehearsal, 4)


def test_nothing_is_left_in_any_table(
    database: Database, cast: Cast, clock: Clock, begun: Callable[..., int]
) -> None:
    a_day(database, cast)
    before = everything_in(database)
    room_id = begun()
    with database.transaction() as db:
        room = db.get_one(Room, room_id)
        address = room.public_id
        device, _ = devices.new_device(db, clock())
        person = db.scalars(
            select(Participant).where(Participant.cohort_id == room.gathering.cohort_id)
        ).first()
        assert person is not None
        access.claim_by_code(db, device, room, person, clock())
    assert everything_in(database) != before
    with database.transaction() as db:
        rehearsals.throw_away(db, db.scalars(select(Rehearsal)).one())
    assert everything_in(database) == before
    with database.reading() as db, pytest.raises(RehearsalOver):
        rooms.room_by_public_id(db, address)


def test_the_housekeeping_leaves_nothing_either(
    database: Database, clock: Any, begun: Callable[..., int]
) -> None:
    before = everything_in(database)
    begun()
    clock.tick(hours=15, minutes=30)  # half past midnight: somebody still sits with it
    with database.transaction() as db:
        assert passing.expired(db, clock()) == []
        assert len(rehearsals.unfinished(db, clock())) == 1
    clock.tick(hours=3, minutes=30)
    with database.transaction() as db:
        assert rehearsals.unfinished(db, clock()) == []
        for cohort in passing.expired(db, clock()):
            passing.throw_away(db, cohort)
    assert everything_in(database) == before


def test_new_phones_may_take_the_names_of_those_that_are_gone(
    database: Database, clock: Clock, begun: Callable[..., int]
) -> None:
    room_id = begun()
    with database.transaction() as db:
        room = db.get_one(Room, room_id)
        rehearsal = rehearsals.require(db, room)
        person = db.scalars(
            select(Participant).where(Participant.cohort_id == rehearsal.cohort_id)
        ).first()
        assert person is not None
        for _ in range(2):
            device, _ = devices.new_device(db, clock())
            access.claim_by_code(db, device, room, person, clock())
            rehearsals.start_again(db, rehearsal, clock())
        assert all(claim.withdrawn_at for claim in db.scalars(select(Claim)))
        assert [p.id for p in rooms.present(db, room)] == [person.id]


def test_one_of_several_servers_starts_those_who_play(
    database: Database, clock: Any, begun: Callable[..., int]
) -> None:
    begun()
    with database.reading() as one, database.reading() as two:
        seen = one.scalars(select(Rehearsal)).one(), two.scalars(select(Rehearsal)).one()
    clock.tick(minutes=1)
    with database.transaction() as db:
        assert rehearsals.claim_start(db, seen[0], clock())
        assert not rehearsals.claim_start(db, seen[1], clock())
