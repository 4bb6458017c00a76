"""How a prosessleder gets in and out."""

import pytest
from sqlalchemy import select

from facilitator.domain import links
from facilitator.models import Device, Facilitator


@pytest.fixture
def link(database, cast, clock):
    with database.transaction() as db:
        leader = db.get_one(Facilitator, cast.turid)
        return "/lenke/" + links.issue(db, clock(), facilitator=leader)


def test_the_page_says_how(stranger):
    answer = stranger.get("/logg-inn")
    assert answer.status_code == 200
    assert "personlig lenke" in answer.text


def test_the_link_signs_in_and_leads_to_the_day(stranger, link):
    assert "Er du Turid Vidsyn?" in stranger.get(link).text
    answer = stranger.post(link)
    assert answer.location.endswith("/i-dag")
    assert "Turid Vidsyn" in stranger.get("/i-dag").text
    assert stranger.get("/logg-inn").location.endswith("/i-dag")


def test_it_lasts_a_week_unused(stranger, link, clock):
    clock.tick(days=8)
    assert stranger.post(link).status_code == 410


def test_the_start_page_is_for_leaders(stranger, phone):
    for client in (stranger, phone("ane")):
        answer = client.get("/i-dag")
        assert answer.status_code == 401
        assert 'href="/logg-inn"' in answer.text


def test_signing_out_ends_it_and_may_be_repeated(leader, database, cast):
    for _ in range(2):
        assert leader.post("/logg-ut").status_code == 303
    assert leader.get("/i-dag").status_code == 401
    with database.reading() as db:
        assert db.scalar(select(Device).where(Device.facilitator_id == cast.turid)) is None


def test_a_leader_signs_in_on_the_phone_by_a_further_link(leader, app):
    page = leader.post("/lenke").text
    address = page.split('link-address">http://localhost')[1].split("<")[0]
    mobile = app.test_client()
    assert mobile.post(address).location.endswith("/i-dag")
    assert mobile.get("/i-dag").status_code == 200
