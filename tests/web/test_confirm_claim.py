"""«Ja, det er Ane»: the whole arbeidsmappe opens on that phone."""

import pytest
from sqlalchemy import select

from facilitator.domain import access, devices
from facilitator.models import Claim
from tests.support import cast as casting


@pytest.fixture
def confirm(database, cast):
    """`confirm(client)` presses «Ja, det er Ane» with a client."""

    def press(client, public_id=None):
        with database.reading() as db:
            claim = db.scalar(select(Claim).where(Claim.participant_id == cast.ane))
        return client.post(f"/rom/{public_id or cast.public_id}/navn/{claim.id}/bekreft")

    return press


def is_open(database, cast):
    with database.reading() as db:
        claim = db.scalar(select(Claim).where(Claim.participant_id == cast.ane))
        return devices.actor_for(db, claim.device).whole_portfolio


def test_it_opens_and_may_be_pressed_twice(phone, leader, leader2, database, cast, confirm):
    phone("ane")
    assert not is_open(database, cast)
    assert confirm(leader).status_code == 303
    assert confirm(leader2).status_code == 303
    assert is_open(database, cast)
    with database.reading() as db:
        assert db.scalar(select(Claim)).confirmed_by_id == cast.turid


def test_only_a_leader_confirms(phone, stranger, database, cast, confirm):
    ane = phone("ane")
    for client in (ane, stranger, phone("hodan")):
        assert confirm(client).status_code == 401
    assert not is_open(database, cast)


def test_it_is_done_in_the_room_of_the_same_kull(phone, leader, database, cast, clock, confirm):
    phone("ane")
    with database.transaction() as db:
        other = casting.other_room(db, cast, clock(), led_by=cast.turid).public_id
    assert confirm(leader, other).status_code == 404
    assert not is_open(database, cast)


def test_a_claim_that_was_taken_back_is_not_confirmed(phone, leader, database, cast, confirm):
    phone("ane")
    with database.transaction() as db:
        claim = db.scalar(select(Claim))
        access.take_back(db, claim, claim.claimed_at)
    assert confirm(leader).status_code == 404
