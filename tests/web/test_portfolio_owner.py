"""Whose the arbeidsmappe is: who opens it, and who changes what lies in it."""

import datetime as dt

import pytest

from facilitator.domain import access, practice, rooms
from facilitator.models import Gathering, Participant
from tests.support.cast import TODAY
from tests.support.lead import Led


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan", "helge", "kasper"])


def test_a_name_claimed_by_code_sees_only_what_was_written_here(
    start, phone, database, cast, clock
):
    with database.transaction() as db:
        past = Gathering(
            cohort_id=cast.cohort,
            number=7,
            theme="Før",
            place="x",
            date=TODAY - dt.timedelta(days=90),
        )
        db.add(past)
        db.flush()
        earlier = rooms.open_room(db, past, clock() - dt.timedelta(days=90))
        practice.write_document(
            db,
            db.get_one(Participant, cast.ane),
            title="Fra i vinter",
            date=TODAY,
            kind="text",
            text=None,
        )
        earlier_id = earlier.id
    clock.tick(days=-90)
    before = Led(database, cast, clock, room=earlier_id).begin("ai_intervju", ["ane", "hodan"])
    before.approve(cast.ane, title="Fra forrige gang")
    before.end()
    clock.tick(days=90)
    client = phone("ane")
    now = start(present=["ane", "helge"])
    now.approve(cast.ane, title="Fra i dag", client_id="i-dag")
    now.end()
    page = client.get("/mappe").text
    assert "Fra i dag" in page
    assert "Resten av mappa åpnes når prosesslederen har bekreftet at det er deg" in page
    for hidden in ("Fra forrige gang", "Fra i vinter", "Dette gjenstår", "Samling 7"):
        assert hidden not in page


def test_a_confirmed_name_opens_all_of_it(phone, database, cast, clock):
    client = phone("ane")
    assert "Dette gjenstår" not in client.get("/mappe").text
    with database.transaction() as db:
        claim = next(c for c in access._claims_on(db, cast.ane))
        access.confirm(db, claim, access.Actor(facilitator_id=cast.turid), clock())
    page = client.get("/mappe").text
    assert "Dette gjenstår" in page
    assert "Resten av mappa" not in page


def test_a_guest_has_this_room_only(stranger, cast):
    stranger.post(f"/rom/{cast.public_id}/gjest", data={"name": "Gry Gjestad"})
    page = stranger.get("/mappe")
    assert page.status_code == 200
    assert "Du er gjest på denne samlingen." in page.text
    assert "Dette gjenstår" not in page.text
    assert 'href="/mappe/slett"' in page.text
    stranger.post("/mappe/slett")
    assert "Angre, behold alt mitt" in stranger.get("/mappe").text


def test_nobody_without_a_name_and_no_leader_has_a_mappe(stranger, leader, led, cast):
    led.approve(cast.ane, title="Et særskilt ord")
    for client in (stranger, leader):
        answer = client.get("/mappe")
        assert answer.status_code == 403
        assert "Et særskilt ord" not in answer.text


def test_visibility_is_changed_and_shown(led, linked, cast):
    card = led.approve(cast.ane, "me", title="Først bare min")
    client = linked("ane")
    answer = client.post(f"/mappe/kort/{card}/synlighet", data={"visibility": "cohort"})
    assert answer.status_code == 303
    assert answer.location == f"/mappe#card-{card}"
    assert "Tavla og arbeidsmappene</span>" in client.get("/mappe").text


@pytest.mark.parametrize("visibility", ["", "public", "alle"])
def test_a_level_that_is_not_offered_is_refused_at_the_card(led, linked, cast, visibility):
    card = led.approve(cast.ane, "me")
    client = linked("ane")
    answer = client.post(f"/mappe/kort/{card}/synlighet", data={"visibility": visibility})
    assert answer.status_code == 422
    assert "Velg hvem som får lese den." in answer.text
    assert "Bare jeg</span>" in client.get("/mappe").text


@pytest.mark.parametrize("verb", ["synlighet", "trekk", "takk"])
def test_only_the_owner_changes_a_card(led, linked, leader, stranger, cast, verb):
    card = led.approve(cast.ane, "cohort")
    data = {"visibility": "me", "thanks": "x"}
    for client in (linked("hodan"), linked("bjornar"), leader, stranger):
        assert client.post(f"/mappe/kort/{card}/{verb}", data=data).status_code == 403
    assert "Tavla og arbeidsmappene</span>" in linked("ane").get("/mappe").text
    assert linked("ane").post("/mappe/kort/999/trekk").status_code == 404


def test_withdrawing_twice_is_withdrawing(led, linked, cast):
    card = led.approve(cast.ane)
    client = linked("ane")
    for _ in range(2):
        assert client.post(f"/mappe/kort/{card}/trekk").status_code == 303
    assert "Trukket tilbake" in client.get("/mappe").text
