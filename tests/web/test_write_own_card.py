"""One's own cards of a phase: sent, changed, wrong, late, and after the room is closed."""

import pytest
from sqlalchemy import select

from facilitator.domain import rooms
from facilitator.models import Card, Draft, Room
from tests.support.phones import EIGHT, NATIONAL_ID, Phone


@pytest.fixture
def led(start):
    return start("en_to_fire_alle", present=EIGHT)


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def sending(led):
    return f"/bidrag/{led.id}/en"


@pytest.fixture
def keeping(led):
    return f"/kladd/kort/{led.id}/en"


def thoughts(database):
    with database.reading() as db:
        rows = db.scalars(
            select(Card)
            .where(Card.phase_key == "en", Card.withdrawn_at.is_(None))
            .order_by(Card.id)
        )
        return [(card.fields["text"], card.visibility) for card in rows]


def test_one_to_three_thoughts_and_twice_is_once(ane, sending, database):
    for _ in range(3):
        answer = ane.post(sending, **{"0-text": "Vi venter", "1-text": " ", "2-text": "Vi spør"})
        assert answer.status_code == 200
    assert thoughts(database) == [("Vi venter", "me"), ("Vi spør", "me")]
    assert "Bare du leser det" in ane.surface()


def test_a_thought_that_is_emptied_is_taken_back(ane, sending, database):
    ane.post(sending, **{"0-text": "Vi venter", "1-text": "Vi spør"})
    ane.post(sending, **{"0-text": "Vi venter lenge", "1-text": ""})
    assert thoughts(database) == [("Vi venter lenge", "me")]


def test_nobody_else_reads_them(ane, sending, led, phone, cast, leader, stranger):
    ane.post(sending, **{"0-text": "Kjennetegn-ane"})
    led.advance_to("to")
    pair = next(people for people in led.groups("par") if cast.ane in people)
    mate = next(name for name in EIGHT if cast.people[name] in pair and name != "ane")
    assert "Kjennetegn-ane" in ane.surface()
    assert "Kjennetegn-ane" not in Phone(phone(mate), cast).surface()
    for client, page in ((leader, "styring"), (stranger, "lerret")):
        assert "Kjennetegn-ane" not in client.get(f"/rom/{cast.public_id}/{page}").text


def test_empty_too_long_or_a_national_id_is_said_at_its_field(ane, sending, database):
    assert list(ane.post(sending, **{"0-text": "  "}).json["errors"]) == ["0-text"]
    wrong = {"0-text": "Kort", "1-text": "x" * 201, "2-text": f"Kari {NATIONAL_ID}"}
    refused = ane.post(sending, **wrong)
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"1-text", "2-text"}
    plain = ane.submit(sending, **wrong)
    assert plain.status_code == 422
    assert "x" * 201 in plain.text
    assert thoughts(database) == []


def test_a_fourth_thought_has_no_place(ane, sending, database):
    ane.post(sending, **{f"{n}-text": f"Tanke {n}" for n in range(6)})
    assert len(thoughts(database)) == 3


def test_a_late_one_is_taken_until_the_room_closes(ane, sending, led, database):
    led.advance_to("fire")
    assert ane.post(sending, **{"0-text": "Sent, men godt"}).status_code == 200
    assert thoughts(database) == [("Sent, men godt", "me")]


def test_after_that_it_is_a_draft_in_the_arbeidsmappe(
    ane, sending, keeping, led, database, cast, clock, linked
):
    led.end()
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    refused = ane.post(sending, **{"0-text": "For sent"})
    assert refused.status_code == 410
    kept = ane.post(keeping, **{"0-text": "For sent", "version": "0", "editor": "a"})
    assert kept.status_code == 200
    assert "tatt vare på som kladd" in kept.json["message"]
    assert thoughts(database) == []
    assert "For sent" in linked("ane").get("/mappe").text


def test_a_draft_stands_after_a_reload_and_goes_when_it_is_sent(ane, sending, keeping, database):
    ane.post(keeping, **{"0-text": "Halv tanke", "version": "0", "editor": "a"})
    assert "Halv tanke" in ane.surface()
    ane.post(sending, **{"0-text": "Hel tanke"})
    with database.reading() as db:
        assert db.scalars(select(Draft)).all() == []


def test_a_phase_that_is_passed_with_nothing_written_is_passed(led, ane, stranger, cast):
    for _ in range(3):
        led.press("advance")
        assert "<h1" in ane.surface() or "<main" in ane.surface()
    led.end()
    assert stranger.get(f"/rom/{cast.public_id}/lerret").status_code == 200


def test_where_the_group_writes_nobody_writes_alone(ane, led, database):
    assert ane.post(f"/bidrag/{led.id}/to", **{"0-text": "Alene"}).status_code == 403
    assert ane.post(f"/bidrag/{led.id}/finnesikke", **{"0-text": "Alene"}).status_code == 404
