"""A personal link: looking changes nothing, the button does."""

import logging

import pytest
from sqlalchemy import select

from facilitator.domain import links
from facilitator.models import Claim, Participant, PersonalLink
from facilitator.web.security import hide_tokens


@pytest.fixture
def link(database, cast, clock):
    """`link("ane")` is the address of a fresh link for her."""

    def issue(name: str = "ane") -> str:
        with database.transaction() as db:
            person = db.get_one(Participant, cast.people[name])
            return "/lenke/" + links.issue(db, clock(), participant=person)

    return issue


def claims(database):
    with database.reading() as db:
        return [(c.participant_id, c.how) for c in db.scalars(select(Claim)) if not c.withdrawn_at]


def test_opening_shows_whose_it_is_and_consumes_nothing(stranger, database, link):
    address = link()
    for _ in range(3):
        answer = stranger.get(address)
        assert answer.status_code == 200
        assert "Er du Ane Havgløtt?" in answer.text
    assert claims(database) == []
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_button_makes_the_phone_hers_and_goes_to_todays_room(stranger, database, cast, link):
    answer = stranger.post(link())
    assert answer.location.endswith(f"/rom/{cast.public_id}/hvem")
    assert claims(database) == [(cast.ane, "link")]
    assert stranger.get(answer.location).location.endswith(f"/rom/{cast.public_id}")


def test_on_another_day_it_goes_to_the_mappe(stranger, link, clock):
    clock.tick(days=3)
    assert stranger.post(link()).location.endswith("/mappe")


def test_it_is_used_up_on_one_device_but_not_for_that_device(stranger, app, link):
    address = link()
    stranger.post(address)
    assert stranger.post(address).status_code == 303
    other = app.test_client()
    for answer in (other.get(address), other.post(address)):
        assert answer.status_code == 410
        assert "Lenken er brukt" in answer.text


def test_each_showing_is_a_further_token_and_earlier_ones_still_work(stranger, app, link):
    first, second = link(), link()
    assert first != second
    assert stranger.post(second).status_code == 303
    assert app.test_client().post(first).status_code == 303


@pytest.mark.parametrize("spoil", ["unknown", "expired", "revoked"])
def test_a_link_that_does_not_work_is_a_clear_page(stranger, database, clock, link, spoil):
    address = "/lenke/finnes-ikke" if spoil == "unknown" else link()
    if spoil == "expired":
        clock.tick(days=401)
    if spoil == "revoked":
        with database.transaction() as db:
            db.scalar(select(PersonalLink)).revoked_at = clock()
    for answer in (stranger.get(address), stranger.post(address)):
        assert answer.status_code == (404 if spoil == "unknown" else 410)
        assert "Be prosesslederen om en ny" in answer.text


def test_a_new_phone_by_link_takes_over_from_the_old_one(phone, stranger, database, cast, link):
    phone("ane")
    stranger.post(link())
    assert claims(database) == [(cast.ane, "link")]


def test_the_leader_shows_a_link_as_a_qr_code(leader, database, cast):
    address = f"/rom/{cast.public_id}/lenke/{cast.ane}"
    pages = [leader.post(address) for _ in range(2)]
    assert all(page.status_code == 200 for page in pages)
    assert "<svg" in pages[0].text
    assert " style=" not in pages[0].text
    assert "http://localhost/lenke/" in pages[0].text
    assert pages[0].headers["Cache-Control"] == "no-store"
    with database.reading() as db:
        kept = db.scalars(select(PersonalLink).where(PersonalLink.participant_id == cast.ane)).all()
    assert len(kept) == 2
    assert kept[0].digest not in pages[0].text


def test_nobody_else_may_show_somebodys_link(phone, stranger, cast):
    address = f"/rom/{cast.public_id}/lenke/{cast.ane}"
    assert stranger.post(address).status_code == 401
    assert phone("ane").post(address).status_code == 401


def test_one_may_make_a_link_to_oneself_when_the_mappe_is_open(linked, phone, stranger):
    assert "Ane Havgløtt" in linked("ane").post("/lenke").text
    assert phone("hodan").post("/lenke").status_code == 403
    assert stranger.post("/lenke").status_code == 403


def test_no_token_reaches_the_log():
    line = logging.LogRecord(
        "werkzeug", logging.INFO, "", 0, '"%s" %s', ("GET /lenke/abC-1_x", 200), None
    )
    hide_tokens(line)
    assert line.getMessage() == '"GET /lenke/…" 200'
