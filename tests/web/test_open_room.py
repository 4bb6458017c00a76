"""A samling's room: opened, given a process, closed and deleted from the start page."""

import pytest
from sqlalchemy import select

from facilitator.domain import activities, rooms
from facilitator.models import Activity, Card, Room, SavedBoard

AI = {"process": "ai_intervju"}


@pytest.fixture
def rom(cast):
    return f"/rom/{cast.public_id}"


def the_room(database):
    with database.reading() as db:
        return db.scalar(select(Room))


def test_the_start_page_shows_the_day(leader, cast):
    page = leader.get("/i-dag").text
    assert "Onsdag 15. september 2027" in page
    assert "Samling 8" in page
    assert rooms.shown_code(cast.code) in page
    assert f'href="/rom/{cast.public_id}/styring"' in page
    assert f'href="/rom/{cast.public_id}/lerret"' in page
    assert 'href="/notat/8"' in page


def test_opening_again_is_the_same_room_with_the_same_code(leader, leader2, database, cast, rom):
    leader.post(f"{rom}/lukk")
    assert not the_room(database).is_open
    for client in (leader, leader2):
        answer = client.post(f"/samling/{cast.gathering}/aapne")
        assert answer.location.endswith(f"{rom}/styring")
    room = the_room(database)
    assert room.is_open
    assert (room.public_id, room.join_code) == (cast.public_id, cast.code)


@pytest.mark.parametrize("verb", ["lukk", "slett", "prosess"])
def test_only_leaders_do_these_things(phone, stranger, database, rom, verb):
    for client in (stranger, phone("ane")):
        answer = client.post(f"{rom}/{verb}", data={"sure": "1", "theme": "Tema"})
        assert answer.status_code == 401
    assert the_room(database).is_open


def test_only_leaders_open_rooms(phone, cast):
    assert phone("ane").post(f"/samling/{cast.gathering}/aapne").status_code == 401


def test_closing_ends_what_is_on_so_that_its_board_is_saved(leader, database, start, rom):
    led = start()
    assert leader.post(f"{rom}/lukk").status_code == 303
    with database.reading() as db:
        assert db.get(Activity, led.id).status == "ended"
        assert db.scalar(select(SavedBoard)).activity_id == led.id
    assert leader.post(f"{rom}/lukk").status_code == 303


def test_a_process_is_put_into_the_room_once(leader, database, rom):
    for _ in range(2):
        leader.post(f"{rom}/prosess", data={**AI, "theme": "Der vi lyktes"})
    with database.reading() as db:
        found = db.scalars(select(Activity)).all()
        assert [(a.theme, a.status) for a in found] == [("Der vi lyktes", "planned")]


def test_it_can_be_started_at_once_and_only_once(leader, leader2, database, rom):
    for client in (leader, leader2):
        client.post(f"{rom}/prosess", data={**AI, "theme": "Der vi lyktes", "start": "1"})
    with database.reading() as db:
        activity = db.scalar(select(Activity))
        assert activities.state_of(activity).is_on
        assert activity.last_action["by"] == "Turid"


def test_without_a_theme_it_is_the_samlings_own(leader, database, rom):
    leader.post(f"{rom}/prosess", data={**AI, "theme": " "})
    with database.reading() as db:
        assert db.scalar(select(Activity)).theme == "Sosial innovasjon"


def test_a_process_that_does_not_exist_is_a_field_error(leader, rom):
    answer = leader.post(
        f"{rom}/prosess",
        data={"process": "trolldom", "theme": "x"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert "process" in answer.json["errors"]


def test_a_closed_room_takes_no_process(leader, rom):
    leader.post(f"{rom}/lukk")
    assert leader.post(f"{rom}/prosess", data={**AI, "theme": "x"}).status_code == 410


def test_deleting_asks_first(leader, database, rom):
    page = leader.get(f"{rom}/slett").text
    assert "blir liggende i arbeidsmappene" in page
    assert leader.post(f"{rom}/slett").location.endswith(f"{rom}/slett")
    assert the_room(database).is_open


def test_a_deleted_room_is_a_clear_page_and_takes_no_story_with_it(
    leader, phone, app, database, start, cast, rom
):
    client = phone("ane")
    led = start()
    led.advance_to("godkjenn")
    led.write_story(cast.ane)
    card = led.approve(cast.ane, "cohort")
    assert leader.post(f"{rom}/slett", data={"sure": "1"}).status_code == 303
    for path in (rom, f"{rom}/hvem"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "ligger i arbeidsmappa di" in answer.text
    assert app.test_client().post("/", data={"code": cast.code}).status_code == 422
    assert leader.post(f"{rom}/slett", data={"sure": "1"}).status_code == 404
    with database.reading() as db:
        assert db.get(Card, card).withdrawn_at is None
        assert db.scalar(select(SavedBoard)) is not None


def test_a_story_that_waits_is_approved_also_after_the_room_is_deleted(
    leader, linked, database, start, cast, rom
):
    led = start()
    led.advance_to("skriv_2")
    interview = led.write_story(cast.ane)
    leader.post(f"{rom}/slett", data={"sure": "1"})
    mappe = linked("ane")
    page = f"/rom/{the_room(database).public_id}/fortelling/{interview}"
    assert page in mappe.get("/mappe").text
    assert mappe.get(page).status_code == 200
    story = {"title": "Vi våget å vente", "text": "Jeg ventet.", "visibility": "me"}
    assert mappe.post(f"{page}/godkjenn", data=story).status_code == 303
    with database.reading() as db:
        assert db.scalar(select(Card)).owner_id == cast.ane


def test_a_samling_whose_room_was_deleted_gets_a_new_address(leader, database, cast, rom):
    leader.post(f"{rom}/slett", data={"sure": "1"})
    leader.post(f"/samling/{cast.gathering}/aapne")
    room = the_room(database)
    assert room.is_open
    assert room.public_id != cast.public_id
    assert room.join_code != cast.code
    with database.reading() as db:
        assert rooms.count_present(db, room.id) == 0
