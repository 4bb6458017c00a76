"""Taking part without being on the list."""

import pytest
from sqlalchemy import select

from facilitator.models import Participant


@pytest.fixture
def gjest(cast):
    return f"/rom/{cast.public_id}/gjest"


def guests(database):
    with database.reading() as db:
        return db.scalars(select(Participant.name).where(Participant.guest_of.is_not(None))).all()


def test_a_guest_joins_with_a_name(stranger, database, cast, gjest):
    answer = stranger.post(gjest, data={"name": "  Gry  Gjestad "})
    assert answer.status_code == 303
    assert guests(database) == ["Gry Gjestad"]
    assert stranger.get(f"/rom/{cast.public_id}/hvem").status_code == 303


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "13097248022"])
def test_an_unusable_name_is_said_at_the_field_and_is_kept(stranger, database, gjest, name):
    answer = stranger.post(gjest, data={"name": name})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert guests(database) == []
    if name.strip():
        assert f'value="{name}"' in answer.text


def test_script_in_a_name_is_only_text(stranger, gjest):
    answer = stranger.post(gjest, data={"name": "<script>alert(1)</script>" * 3})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_one_browser_does_not_fill_the_room_with_guests(stranger, database, cast, gjest):
    codes = [
        stranger.post(gjest, data={"name": f"Gjest {number}"}).status_code for number in range(12)
    ]
    assert codes[0] == 303
    assert 303 not in codes[2:]
    assert codes[-1] == 429
    assert len(guests(database)) == 2


def test_names_that_cannot_be_used_keep_no_other_guest_out(app, gjest, stranger):
    for _ in range(9):
        other = app.test_client()
        other.get("/")
        assert {other.post(gjest, data={"name": ""}).status_code for _ in range(10)} == {422}
    assert stranger.post(gjest, data={"name": "Gry Gjestad"}).status_code == 303


def test_a_guest_is_not_known_at_the_next_samling(stranger, database, cast, clock, gjest):
    from facilitator.domain import devices, rooms
    from facilitator.models import Claim, Gathering

    stranger.post(gjest, data={"name": "Gry Gjestad"})
    with database.transaction() as db:
        gathering = Gathering(
            cohort_id=cast.cohort, number=9, date=clock().date(), theme="Fest", place="Her"
        )
        db.add(gathering)
        db.flush()
        room = rooms.open_room(db, gathering, clock())
        assert devices.known_in(db, db.scalar(select(Claim)).device, room) == []
