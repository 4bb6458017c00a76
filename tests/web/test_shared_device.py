"""Two who share a tablet, changing name, and leaving a borrowed phone."""

import pytest
from sqlalchemy import select

from facilitator.domain import devices, rooms
from facilitator.models import Claim, Device


@pytest.fixture
def rom(cast):
    return f"/rom/{cast.public_id}"


def active(database):
    with database.reading() as db:
        device = db.scalar(select(Device).where(Device.active_claim_id.is_not(None)))
        claim = db.get(Claim, device.active_claim_id) if device else None
        return claim.participant_id if claim else None


@pytest.fixture
def tablet(phone, cast, rom):
    """Ane and Hodan on one tablet; Hodan was added last."""
    client = phone("ane")
    client.post(f"{rom}/hvem", data={"participant": cast.hodan, "add": "1"})
    return client


def test_a_second_person_is_added_on_purpose_only(phone, database, cast, rom):
    client = phone("ane")
    answer = client.post(f"{rom}/hvem", data={"participant": cast.hodan})
    assert answer.location.endswith(f"{rom}/meg?valgt={cast.hodan}")
    assert "Er du Hodan" in client.get(answer.location).text
    assert active(database) == cast.ane
    client.post(f"{rom}/hvem", data={"participant": cast.hodan, "add": "1"})
    assert active(database) == cast.hodan


def test_both_are_present_and_either_may_have_the_turn(tablet, database, cast, rom):
    with database.reading() as db:
        assert rooms.count_present(db, cast.room) == 2
    assert "Hvem har ordet nå?" in tablet.get(f"{rom}/meg").text
    tablet.post(f"{rom}/her", data={"participant": cast.ane})
    assert active(database) == cast.ane


def test_a_third_is_refused_kindly(tablet, cast, rom):
    answer = tablet.post(f"{rom}/hvem", data={"participant": cast.helge, "add": "1"})
    assert answer.status_code == 403
    assert "plass til to" in answer.text
    assert "Legg til en til" not in tablet.get(f"{rom}/meg").text


def test_nobody_switches_to_somebody_who_is_not_on_the_tablet(tablet, database, cast, rom):
    answer = tablet.post(f"{rom}/her", data={"participant": cast.helge})
    assert answer.status_code == 404
    assert active(database) == cast.hodan


def test_changing_name_frees_it_and_shows_the_list(phone, app, database, cast, rom):
    client = phone("ane")
    answer = client.post(f"{rom}/bytt-navn", data={"participant": cast.ane})
    assert answer.location.endswith(f"{rom}/hvem")
    assert "Hvem er du?" in client.get(answer.location).text
    with database.reading() as db:
        assert rooms.count_present(db, cast.room) == 0
    other = app.test_client().post(f"{rom}/hvem", data={"participant": cast.ane})
    assert other.status_code == 303


def test_one_cannot_change_another_phones_name(phone, cast, rom):
    phone("hodan")
    answer = phone("ane").post(f"{rom}/bytt-navn", data={"participant": cast.hodan})
    assert answer.status_code == 404


def test_finishing_forgets_the_device_and_withdraws_nothing(phone, database, cast, rom):
    client = phone("ane")
    answer = client.post("/ferdig", base_url="https://smart.example")
    assert answer.status_code == 200
    assert "data-clear-local" in answer.text
    assert "storage" in answer.headers["Clear-Site-Data"]
    with database.reading() as db:
        assert rooms.count_present(db, cast.room) == 1
        assert db.scalar(select(Claim)).withdrawn_at is None


def test_the_old_cookie_is_worth_nothing_after_finishing(phone, app, database, cast, rom):
    client = phone("ane")
    with client.session_transaction() as session:
        secret = session["device"]
    client.post("/ferdig")
    with database.reading() as db:
        assert devices.find_device(db, secret) is None
    assert "Hvem er du?" in client.get(f"{rom}/hvem").text


def test_finishing_twice_or_as_nobody_is_harmless(stranger):
    assert stranger.post("/ferdig").status_code == 200
    assert stranger.post("/ferdig").status_code == 200
