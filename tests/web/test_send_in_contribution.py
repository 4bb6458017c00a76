"""«Meld inn»: a contribution goes to the festival plan, and may be changed until its date."""

import pytest
from sqlalchemy import select

from facilitator.domain import rooms
from facilitator.models import Card, FestivalContribution, Room
from tests.support.phones import EIGHT, Phone

FIELDS = {
    "0-title": "Vennebenken",
    "0-about": "En benk der ingen sitter alene.",
    "0-form": "utstilling",
    "0-minutes": "20",
    "0-hosts-0": "Ane",
}


@pytest.fixture
def led(start):
    led = start("festivalverksted", present=EIGHT)
    led.advance_to("pamelding")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def sending(led, cast):
    return f"/gruppe/{led.group_of(cast.ane, 'lag')}/pamelding/bidrag"


def sent_in(database):
    with database.reading() as db:
        rows = db.scalars(select(FestivalContribution))
        return [(row.participant_id, row.form) for row in rows]


def titles(database):
    with database.reading() as db:
        found = db.scalars(select(Card).where(Card.type == "contribution").order_by(Card.id))
        return [card.fields["title"] for card in found]


def close(database, cast, clock):
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())


def test_it_comes_to_the_plan_and_twice_is_once(ane, sending, database, cast, leader):
    for _ in range(2):
        assert ane.post(sending, **FIELDS).status_code == 200
    assert titles(database) == ["Vennebenken"]
    assert sent_in(database) == [(cast.ane, "utstilling")]
    page = leader.get("/festival").text
    assert "1 bidrag så langt" in page
    assert "Vennebenken" in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(ane, sending, database):
    wrong = FIELDS | {"0-title": " ", "0-minutes": "tjue", "0-form": "foredrag"}
    refused = ane.post(sending, **wrong)
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"0-title", "0-minutes", "0-form"}
    plain = ane.submit(sending, **wrong)
    assert plain.status_code == 422
    assert "En benk der ingen sitter alene." in plain.text
    assert titles(database) == []


def test_a_national_id_in_a_line_of_a_list_is_refused_at_that_line(ane, sending, database):
    refused = ane.post(sending, **FIELDS | {"0-hosts-1": "Kari 13097248022"})
    assert refused.status_code == 422
    assert list(refused.json["errors"]) == ["0-hosts-1"]
    assert titles(database) == []


def test_nobody_sends_in_for_a_team_one_is_not_in(sending, led, phone, cast, database):
    assert Phone(phone("hodan"), cast).post(sending, **FIELDS).status_code in (403, 404)
    assert titles(database) == []


def test_after_the_room_is_closed_it_is_changed_until_the_date(
    ane, sending, database, cast, clock, led, linked
):
    ane.post(sending, **FIELDS)
    led.end()
    close(database, cast, clock)
    hers = Phone(linked("ane"), cast)
    mappe = hers.client.get("/mappe").text
    assert "Endre bidraget" in mappe
    assert "6. oktober" in mappe
    page = hers.client.get(f"/rom/{cast.public_id}/kort/{led.id}/pamelding")
    assert page.status_code == 200
    assert "Vennebenken" in page.text
    changed = hers.post(sending, **FIELDS | {"0-title": "Benken vår"})
    assert changed.status_code == 200
    assert titles(database) == ["Benken vår"]


def test_after_the_date_it_stands(ane, sending, database, cast, clock, led, linked):
    ane.post(sending, **FIELDS)
    led.end()
    close(database, cast, clock)
    clock.tick(days=22)
    hers = Phone(linked("ane"), cast)
    assert "Endre bidraget" not in hers.client.get("/mappe").text
    late = hers.post(sending, **FIELDS | {"0-title": "For sent"})
    assert late.status_code == 410
    assert titles(database) == ["Vennebenken"]


def test_the_note_holds_the_draft_programme(ane, sending, led, leader):
    ane.post(sending, **FIELDS)
    led.end()
    note = leader.get("/notat/8").text
    assert "Festivalprogrammet" in note
    assert "Utstilling" in note
    assert "<h5>Vennebenken</h5>" in note
    assert '<dt>Det jeg vil dele</dt><dd class="added">En benk der ingen sitter alene' in note
