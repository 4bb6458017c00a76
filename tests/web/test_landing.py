"""Typing the room's code on the front page."""

import pytest
from sqlalchemy import func, select

from facilitator.domain import guesses, rooms
from facilitator.models import WrongGuess
from tests.conftest import SECRET


def count_wrong(database):
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(WrongGuess))


def test_the_focus_question_is_on_the_front_page(stranger):
    assert "Hvordan kan vi sammen" in stranger.get("/").text


def test_a_house_without_a_kull_still_has_a_front_page(wired):
    answer = wired[0].test_client().get("/")
    assert answer.status_code == 200
    assert "Velkommen inn" in answer.text


@pytest.mark.parametrize("shape", ["{}", "{} ", "  {} "])
@pytest.mark.parametrize("between", ["", " ", "-"])
def test_the_code_may_be_typed_in_any_way(stranger, cast, shape, between):
    typed = shape.format(cast.code[:3].lower() + between + cast.code[3:])
    answer = stranger.post("/", data={"code": typed})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/rom/{cast.public_id}/hvem")


def test_an_empty_or_short_code_is_asked_for_and_is_no_guess(stranger, database):
    answer = stranger.post("/", data={"code": "TU"})
    assert answer.status_code == 422
    assert "Skriv koden på seks tegn" in answer.text
    assert count_wrong(database) == 0


def test_a_wrong_code_is_said_at_the_field_and_is_stored(stranger, database):
    answer = stranger.post("/", data={"code": "xyz <b>"})
    assert answer.status_code == 422
    answer = stranger.post("/", data={"code": "ZZZ999"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert 'value="ZZZ999"' in answer.text
    assert count_wrong(database) == 1


def test_a_closed_room_is_not_found_by_its_code(stranger, database, cast, clock):
    with database.transaction() as db:
        rooms.close_room(db, rooms.room_by_public_id(db, cast.public_id), clock())
    assert stranger.post("/", data={"code": cast.code}).status_code == 422


HALL, HOME = "192.0.2.7", "198.51.100.4"
MOST = guesses.FROM_ONE[0][1]


def spend(database, now, count, address=HALL):
    """So many wrong codes from one address."""
    source = guesses.source_of(SECRET, address)
    with database.transaction() as db:
        db.add_all([WrongGuess(at=now, source=source) for _ in range(count)])


def typed_from(client, address, code):
    return client.post("/", data={"code": code}, environ_base={"REMOTE_ADDR": address})


def test_many_wrong_codes_close_the_page_where_they_came_from(app, stranger, database, cast, clock):
    spend(database, clock(), MOST - 1)
    assert typed_from(stranger, HALL, "ZZZ999").status_code == 422
    for client in (stranger, app.test_client()):
        answer = typed_from(client, HALL, cast.code)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) == 60
        assert "skann QR-koden" in answer.text
    assert typed_from(app.test_client(), HOME, cast.code).status_code == 303
    clock.tick(seconds=61)
    assert typed_from(stranger, HALL, cast.code).status_code == 303


def test_the_wait_grows_with_the_number_of_wrong_codes(stranger, database, cast, clock):
    spend(database, clock(), guesses.FROM_ONE[1][1])
    clock.tick(minutes=2)
    answer = typed_from(stranger, HALL, cast.code)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 8 * 60
    assert "Vent 8 minutter" in answer.text


def test_a_known_phone_and_the_qr_code_pass_when_others_must_wait(
    phone, app, database, cast, clock
):
    known = phone("ane")
    spend(database, clock(), MOST)
    assert typed_from(known, HALL, cast.code).status_code == 303
    assert typed_from(known, HALL, "ZZZ999").status_code == 429
    by_qr = app.test_client().get(f"/rom/{cast.public_id}/hvem", environ_base={"REMOTE_ADDR": HALL})
    assert by_qr.status_code == 200


def test_no_address_is_kept(stranger, database):
    typed_from(stranger, HALL, "ZZZ999")
    with database.reading() as db:
        kept = db.scalars(select(WrongGuess)).one()
    assert kept.source == guesses.source_of(SECRET, HALL)
    assert HALL not in str(vars(kept))


def test_who_is_in_a_room_already_is_shown_the_way(phone, stranger, cast):
    assert "Til rommet" in phone("ane").get("/").text
    assert "Til rommet" not in stranger.get("/").text
