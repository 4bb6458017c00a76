"""«Ikke sammen»: a pair is one row however it is set, and is gone when its day is."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from facilitator.domain import access, apart, devices, retention, rooms
from facilitator.errors import Invalid
from facilitator.models import ApartPair, Gathering, Room
from tests.conftest import Clock
from tests.support.cast import TODAY, Cast, other_room
from tests.support.lead import oslo

LATER = TODAY + dt.timedelta(days=1)


@pytest.fixture
def samling(db: Session, cast: Cast) -> Gathering:
    return db.get_one(Gathering, cast.gathering)


def pairs(db: Session, gathering: Gathering) -> list[set[str]]:
    found = apart.of_gathering(db, gathering.id)
    return [{pair.first.first_name, pair.second.first_name} for pair in found]


def keep(db: Session, gathering: Gathering, first: object, second: object) -> None:
    apart.keep_apart(db, gathering, str(first), str(second), TODAY)


def test_a_pair_is_one_whichever_way_and_however_often_it_is_set(
    db: Session, cast: Cast, samling: Gathering
) -> None:
    for _ in range(2):
        keep(db, samling, cast.ane, cast.hodan)
        keep(db, samling, cast.hodan, cast.ane)
    keep(db, samling, cast.ane, cast.helge)
    assert pairs(db, samling) == [{"Ane", "Hodan"}, {"Ane", "Helge"}]


@pytest.mark.parametrize("chosen", ["", "0", "4711", "ane", "9" * 30])
def test_a_name_that_is_not_in_the_kull_is_refused_at_its_field(
    db: Session, cast: Cast, samling: Gathering, chosen: str
) -> None:
    with pytest.raises(Invalid) as refused:
        keep(db, samling, cast.ane, chosen)
    assert refused.value.errors == {"second": apart.CHOOSE}
    with pytest.raises(Invalid) as refused:
        keep(db, samling, chosen, chosen)
    assert set(refused.value.errors) == {"first", "second"}


def test_nobody_is_kept_apart_from_themselves(db: Session, cast: Cast, samling: Gathering) -> None:
    with pytest.raises(Invalid) as refused:
        keep(db, samling, cast.ane, cast.ane)
    assert refused.value.errors == {"second": apart.OTHER}


def test_a_guest_of_the_room_may_be_chosen_and_one_of_another_room_not(
    db: Session, cast: Cast, samling: Gathering, clock: Clock
) -> None:
    device, _ = devices.new_device(db, clock())
    room = db.get_one(Room, cast.room)
    here = access.claim_as_guest(db, device, room, "Guri Gjest", clock())
    there = access.claim_as_guest(db, device, other_room(db, cast, clock()), "Gro", clock())
    keep(db, samling, cast.ane, here.participant_id)
    assert pairs(db, samling) == [{"Ane", "Guri"}]
    with pytest.raises(Invalid):
        keep(db, samling, cast.ane, there.participant_id)


def test_a_pair_is_taken_away_once_and_only_from_its_own_samling(
    db: Session, cast: Cast, samling: Gathering, clock: Clock
) -> None:
    keep(db, samling, cast.ane, cast.hodan)
    number = str(apart.of_gathering(db, samling.id)[0].id)
    apart.allow(db, other_room(db, cast, clock()).gathering, number)
    assert pairs(db, samling) == [{"Ane", "Hodan"}]
    for _ in range(2):
        apart.allow(db, samling, number)
        assert pairs(db, samling) == []
    for nothing in ("", "ane", "9" * 30):
        apart.allow(db, samling, nothing)


@pytest.mark.parametrize("end", [rooms.close_room, rooms.retire])
def test_nothing_is_left_when_the_room_is_closed_or_deleted(
    db: Session, cast: Cast, samling: Gathering, clock: Clock, end
) -> None:
    keep(db, samling, cast.ane, cast.hodan)
    end(db, db.get_one(Room, cast.room), clock())
    assert pairs(db, samling) == []


def test_nothing_is_left_when_the_day_has_passed_and_nobody_closed_the_room(
    db: Session, cast: Cast, samling: Gathering
) -> None:
    keep(db, samling, cast.ane, cast.hodan)
    retention.run(db, oslo(23, 59))
    assert pairs(db, samling) == [{"Ane", "Hodan"}]
    retention.run(db, oslo(0) + dt.timedelta(days=1))
    assert pairs(db, samling) == []


def test_a_samling_that_is_over_takes_no_pairs(
    db: Session, cast: Cast, samling: Gathering, clock: Clock
) -> None:
    rooms.close_room(db, db.get_one(Room, cast.room), clock())
    assert not apart.is_over(db, samling, TODAY)
    with pytest.raises(Invalid, match="over"):
        apart.keep_apart(db, samling, str(cast.ane), str(cast.hodan), LATER)


def test_a_day_that_goes_on_past_midnight_is_not_over(
    db: Session, cast: Cast, samling: Gathering
) -> None:
    assert not apart.is_over(db, samling, LATER)


def test_there_is_no_place_for_a_reason() -> None:
    columns = set(ApartPair.__table__.columns.keys())
    assert columns == {"id", "gathering_id", "first_id", "second_id"}
