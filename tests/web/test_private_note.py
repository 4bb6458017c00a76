"""«Tenk selv»: a note that nobody else ever reads."""

import pytest

from facilitator.domain import activities, rooms
from facilitator.models import Room
from facilitator.processes import load_written
from tests.support.phones import Phone


@pytest.fixture
def led(start):
    led = start()
    led.advance_to("tenk")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


def test_what_is_written_is_there_after_a_reload(ane, led):
    answer = ane.post(f"/kladd/notat/{led.id}/tenk", text="Steinene", version=0, editor="a")
    assert answer.json == {"ok": True, "version": 1}
    assert "Steinene" in ane.surface()


def test_nobody_else_gets_it_on_any_page(ane, led, phone, cast, leader):
    ane.post(f"/kladd/notat/{led.id}/tenk", text="Kanarifugl", version=0, editor="a")
    for name in ("hodan", "helge", "kasper"):
        assert "Kanarifugl" not in Phone(phone(name), cast).surface()


def test_the_phone_says_whom_one_sits_with_and_who_begins(ane):
    page = ane.surface()
    assert "Du sitter sammen med" in page
    assert "forteller først" in page


def test_a_save_that_is_repeated_stores_it_once(ane, led):
    for _ in range(2):
        answer = ane.post(f"/kladd/notat/{led.id}/tenk", text="Steinene", version=0, editor="a")
        assert answer.json["version"] == 1


def test_a_form_s_own_next_save_is_no_conflict_but_another_form_s_is(ane, led):
    path = f"/kladd/notat/{led.id}/tenk"
    ane.post(path, text="Ett", version=0, editor="a")
    assert ane.post(path, text="Ett to", version=0, editor="a").json["version"] == 2
    refused = ane.post(path, text="Noe annet", version=1, editor="b")
    assert refused.status_code == 409
    assert refused.json["current"] == {"text": "Ett to"}


def test_a_phase_or_a_room_that_is_not_there_is_not_found(ane, led):
    assert ane.post(f"/kladd/notat/{led.id}/finnesikke", text="a").status_code == 404
    assert ane.post("/kladd/notat/999/tenk", text="a").status_code == 404


def test_a_stranger_writes_nothing(stranger, led, cast):
    answer = Phone(stranger, cast).post(f"/kladd/notat/{led.id}/tenk", text="a")
    assert answer.status_code == 403


def test_two_who_talk_without_a_card_see_that_they_are_together(database, cast, clock, phone):
    talk = {"key": "par", "name": "Par", "kind": "pair", "minutes": 5, "size": "2"}
    talk |= {"groups": "par", "prompts": ["Hva var fint?"]}
    made = {"format": 1, "key": "fint", "name": "Fint", "minutes": 5, "purpose": "Se det fine."}
    made |= {"groups": {"par": {"size": "2", "form": "mix"}}, "phases": [talk]}
    with database.transaction() as db:
        room = db.get_one(Room, cast.room)
        for name in ("ane", "hodan"):
            rooms.join(db, room, cast.people[name], clock())
        process = load_written(made, "fint")
        on = activities.plan(db, room, process, clock(), theme="", settings={})
        activities.press(db, on, "start", 0, by="Turid", now=clock())
    page = Phone(phone("ane"), cast).surface()
    assert "Sammen med Hodan" in page
    assert "Bare for deg" not in page
    assert "Notat, bare for deg" in page
