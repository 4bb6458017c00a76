"""«Lapp til prosesslederen»: about the work, private, with a name only where one says so."""

import pytest
from sqlalchemy import select

from facilitator.models import LeaderNote
from facilitator.web import leader_post
from tests.support.phones import EIGHT, NATIONAL_ID, Phone
from tests.support.remote import Remote

TEXT = "Jeg savner mer tid i ringene."
LINK = "Lapp til prosesslederen"


@pytest.fixture
def led(start):
    return start(process="valuering", present=EIGHT)


@pytest.fixture
def ane(led, phone, cast) -> Phone:
    return Phone(phone("ane"), cast, cast.ane)


@pytest.fixture
def remote(leader, database, cast) -> Remote:
    return Remote(leader, database, cast)


def send(ane: Phone, led, text: str = TEXT, **more):
    return ane.post(f"/lapp/{led.id}", **{"text": text, "client_id": "lapp-1"} | more)


def notes(database) -> list[LeaderNote]:
    with database.reading() as db:
        return list(db.scalars(select(LeaderNote)))


def test_every_phase_has_the_small_link_and_the_form_says_where_worry_belongs(led, ane):
    for _ in range(3):
        assert LINK in ane.surface()
        led.press("advance")
    form = ane.surface("/lapp")
    assert "Er du bekymret for et barn? Dette er ikke stedet." in form
    assert 'name="named" value="1">' in form
    led.end()
    assert LINK not in ane.surface()


def test_a_process_without_notes_has_neither_link_nor_form(start, phone, cast):
    led = start(process="innsjekk")
    ane = Phone(phone("ane"), cast, cast.ane)
    assert LINK not in ane.surface()
    assert ane.get("/lapp").status_code == 403
    assert send(ane, led).status_code == 403


def test_without_the_tick_nothing_says_who_wrote_it(led, ane, database, remote):
    answer = send(ane, led)
    assert answer.status_code == 200
    assert answer.json["next"].endswith("/lapp?levert=1")
    assert [(n.sender_id, n.text) for n in notes(database)] == [(None, TEXT)]
    page = remote.page()
    assert "1 ny lapp" in page
    assert TEXT in page
    assert "Uten navn" in page
    assert "Bare prosesslederne leser den" in ane.surface("/lapp?levert=1")


def test_with_the_tick_the_name_stands(led, ane, database, remote, cast):
    send(ane, led, named="1")
    assert notes(database)[0].sender_id == cast.ane
    assert cast.names["ane"] in remote.page()[remote.page().index(TEXT) :]


def test_the_same_note_sent_again_is_one(led, ane, database):
    for _ in range(3):
        assert send(ane, led).status_code == 200
    assert len(notes(database)) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [("  ", "Skriv noe først."), ("x" * 801, "det er plass til 800"), (NATIONAL_ID, "fødsels")],
)
def test_bad_text_is_refused_beside_the_field_and_stays(led, ane, database, text, why):
    answer = ane.submit(f"/lapp/{led.id}", text=text, named="1")
    assert answer.status_code == 422
    assert why in answer.text
    assert text.strip() in answer.text
    assert 'name="named" value="1" checked' in answer.text
    assert notes(database) == []


def test_read_is_said_once_and_by_a_leader_alone(led, ane, database, remote, clock):
    send(ane, led)
    note = notes(database)[0].id
    assert ane.post(f"/styring/lapp/{note}/lest").status_code == 401
    assert remote.send(f"/lapp/{note}/lest").status_code == 200
    at = notes(database)[0].read_at
    clock.tick(minutes=2)
    assert remote.send(f"/lapp/{note}/lest").status_code == 200
    assert notes(database)[0].read_at == at
    assert "ny lapp" not in remote.page()
    assert remote.send("/lapp/4711/lest").status_code == 404


def test_no_phone_board_note_or_export_has_it(led, ane, phone, cast, linked, leader, remote):
    send(ane, led, named="1")
    helge = Phone(phone("helge"), cast, cast.helge)
    led.advance_to("sorter")
    assert TEXT not in remote.projector() + helge.surface() + ane.surface()
    led.end()
    for browser, address in (
        (leader, "/notat/8"),
        (leader, "/notat/8.md"),
        (linked("ane"), "/mappe"),
    ):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert TEXT not in answer.text


def test_one_written_in_time_and_sent_late_is_taken(led, ane, database):
    led.end()
    assert send(ane, led).status_code == 200
    assert len(notes(database)) == 1


def test_a_flood_of_notes_is_told_to_wait(led, ane, phone, cast, database, monkeypatch):
    monkeypatch.setattr(leader_post, "NOTES_FROM_ONE", "2 per hour")
    monkeypatch.setattr(leader_post, "NOTES_IN_A_ROOM", "4 per hour")
    amina = Phone(phone("amina"), cast, cast.people["amina"])
    sent = [send(ane, led, client_id=f"lapp-{n}").status_code for n in range(3)]
    assert sent == [200, 200, 429]
    assert [send(amina, led, client_id=f"andre-{n}").status_code for n in range(2)] == [200, 429]
    assert len(notes(database)) == 3
