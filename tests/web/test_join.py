"""Finding one's name on the list, and being known afterwards."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import devices, rooms
from facilitator.models import Attendance, Claim, Gathering, Presence
from tests.support import cast as casting
from tests.support.queries import counted


@pytest.fixture
def hvem(cast):
    return f"/rom/{cast.public_id}/hvem"


def presence(database, cast, name, room=None):
    with database.reading() as db:
        return db.scalar(
            select(Presence).where(
                Presence.participant_id == cast.people[name],
                Presence.room_id == (room or cast.room),
            )
        )


def test_the_list_has_everybody_by_letter(stranger, cast, hvem):
    page = stranger.get(hvem).text
    assert all(name in page for name in cast.names.values())
    assert page.index("Amina") < page.index("Anders") < page.index("Wioletta")
    assert 'data-filter-list="names"' in page


def test_a_tap_on_the_name_joins_and_the_phone_is_known(stranger, database, cast, hvem):
    answer = stranger.post(hvem, data={"participant": cast.ane})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/rom/{cast.public_id}")
    assert presence(database, cast, "ane").gone_at is None
    again = stranger.get(hvem)
    assert again.status_code == 303
    assert again.location.endswith(f"/rom/{cast.public_id}")


def test_joining_proposes_attendance_for_the_half_day(stranger, database, cast, hvem):
    stranger.post(hvem, data={"participant": cast.ane})
    with database.reading() as db:
        rows = [(row.half, row.status) for row in db.scalars(select(Attendance))]
    assert rows == [("forenoon", "proposed")]


def test_a_whole_room_that_comes_at_once_asks_for_little(stranger, database, cast, hvem):
    """Nothing for a code by e-mail that the kull does not want, and the device is written once."""
    with counted(database) as sent:
        assert stranger.post(hvem, data={"participant": cast.ane}).status_code == 303
    of_devices = [each for each in sent if "device.digest" in each or "INTO device" in each]
    assert len(of_devices) == 1
    assert not any(each.startswith("UPDATE device SET kind") for each in sent)


def test_a_repeated_tap_changes_nothing(stranger, database, cast, hvem):
    for _ in range(3):
        stranger.post(hvem, data={"participant": cast.ane})
    with database.reading() as db:
        assert len(db.scalars(select(Claim)).all()) == 1


def test_a_name_on_another_phone_is_explained(phone, stranger, cast, hvem):
    phone("ane")
    assert "er her" in stranger.get(hvem).text
    answer = stranger.post(hvem, data={"participant": cast.ane})
    assert answer.status_code == 409
    assert "Ane Havgløtt er i bruk på en annen telefon" in answer.text
    assert "QR-kode" in answer.text


def test_script_is_answered_in_json(phone, stranger, cast, hvem):
    phone("ane")
    headers = {"Accept": "application/json"}
    refused = stranger.post(hvem, data={"participant": cast.ane}, headers=headers)
    assert refused.status_code == 409
    assert refused.json["ok"] is False
    done = stranger.post(hvem, data={"participant": cast.hodan}, headers=headers)
    assert done.json == {"ok": True, "next": f"/rom/{cast.public_id}"}


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30])
def test_no_name_is_no_crash(stranger, hvem, value):
    assert stranger.post(hvem, data={"participant": value}).status_code == 422


def test_a_name_of_another_kull_cannot_be_taken_here(stranger, database, cast, clock):
    with database.transaction() as db:
        other = casting.other_room(db, cast, clock()).public_id
    answer = stranger.post(f"/rom/{other}/hvem", data={"participant": cast.ane})
    assert answer.status_code == 404


def test_a_closed_room_says_so_and_points_to_the_mappe(stranger, database, cast, clock, hvem):
    with database.transaction() as db:
        rooms.close_room(db, rooms.room_by_public_id(db, cast.public_id), clock())
    for answer in (stranger.get(hvem), stranger.post(hvem, data={"participant": cast.ane})):
        assert answer.status_code == 410
        assert "Rommet er lukket" in answer.text
        assert 'href="/mappe"' in answer.text


@pytest.fixture
def next_room(database, cast, clock):
    """The room of the samling five weeks later."""
    clock.tick(days=35)
    with database.transaction() as db:
        gathering = Gathering(
            cohort_id=cast.cohort, number=9, date=dt.date(2027, 10, 20), theme="Fest", place="Her"
        )
        db.add(gathering)
        db.flush()
        return rooms.open_room(db, gathering, clock()).public_id


def test_a_known_phone_comes_straight_in_at_the_next_samling(phone, database, next_room):
    client = phone("ane")
    answer = client.get(f"/rom/{next_room}/hvem")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/rom/{next_room}")
    with database.reading() as db:
        room = rooms.room_by_public_id(db, next_room)
        assert rooms.count_present(db, room.id) == 1
        claim = db.scalar(select(Claim))
        assert claim.room_id == room.id


def test_a_browser_that_guesses_ahead_joins_nobody(phone, database, next_room):
    client = phone("ane")
    client.get(f"/rom/{next_room}/hvem", headers={"Sec-Purpose": "prefetch;prerender"})
    with database.reading() as db:
        assert rooms.count_present(db, rooms.room_by_public_id(db, next_room).id) == 0


def test_who_was_marked_as_gone_is_asked_before_coming_back(phone, database, cast, clock, hvem):
    client = phone("ane")
    with database.transaction() as db:
        rooms.mark_gone(db, rooms.room_by_public_id(db, cast.public_id), cast.ane, clock())
    answer = client.get(hvem, follow_redirects=True)
    assert "Er du tilbake?" in answer.text
    assert presence(database, cast, "ane").gone_at is not None
    client.post(f"/rom/{cast.public_id}/her", data={"participant": cast.ane})
    assert presence(database, cast, "ane").gone_at is None


def test_a_borrowed_phone_holds_the_name_for_the_day_only(
    phone, app, database, cast, clock, next_room
):
    borrowed = phone("ane")
    borrowed.post("/ferdig")
    other = app.test_client()
    hvem_today = f"/rom/{cast.public_id}/hvem"
    assert other.post(hvem_today, data={"participant": cast.ane}).status_code == 409
    answer = other.post(f"/rom/{next_room}/hvem", data={"participant": cast.ane})
    assert answer.status_code == 303


def test_the_earlier_mappe_stays_closed_for_a_name_by_code(stranger, database, cast, hvem):
    stranger.post(hvem, data={"participant": cast.ane})
    with database.reading() as db:
        claim = db.scalar(select(Claim))
        actor = devices.actor_for(db, claim.device)
    assert actor.whole_portfolio is False
    assert actor.claim_room_id == cast.room
