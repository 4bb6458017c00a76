"""Guests' greetings: written without an account, and seen by nobody before they are read."""

import pytest

from facilitator.domain import festival, greetings
from facilitator.models import Card, Cohort, FestivalContribution, Participant
from facilitator.presentation.festival_public import said_to


@pytest.fixture
def released(database, cast, clock):
    """Ane's contribution is on the guests' page, Bjørnar's is not."""
    with database.transaction() as db:
        open_one = FestivalContribution(
            participant_id=cast.ane, form="verksted", title="Vist fram", released_at=clock()
        )
        closed = FestivalContribution(participant_id=cast.bjornar, form="vertskap", title="Lukket")
        db.add_all([open_one, closed])
        db.flush()
        return open_one.id, closed.id


def send(client, to, text="Så fint dere fikk det til", **more):
    return client.post("/festivalen/kull10/hilsen", data={"to": to, "text": text, **more})


def guests_page(client) -> str:
    return client.get("/festivalen/kull10").text


def the_only(database, cast):
    with database.reading() as db:
        (found,) = greetings.of_cohort(db, db.get_one(Cohort, cast.cohort))
        return found


def test_it_waits_until_a_prosessleder_shows_it(released, stranger, leader, database, cast, linked):
    answer = send(stranger, released[0], name="Tante Gerd")
    assert answer.status_code == 303
    assert "Så fint" not in guests_page(stranger)
    greeting = the_only(database, cast)
    assert "Så fint" in leader.get("/festival/hilsener").text
    leader.post(f"/festival/hilsener/{greeting.id}", data={"status": "shown"})
    assert "Tante Gerd" in guests_page(stranger)
    assert "Så fint" in linked("ane").get("/mappe/festival").text


def test_it_can_be_kept_back_taken_back_and_deleted(released, stranger, leader, database, cast):
    send(stranger, released[0])
    greeting = the_only(database, cast)
    for status, seen in (
        ("shown", True),
        ("waiting", False),
        ("shown", True),
        ("kept_back", False),
    ):
        leader.post(f"/festival/hilsener/{greeting.id}", data={"status": status})
        assert ("Så fint" in guests_page(stranger)) is seen
    leader.post(f"/festival/hilsener/{greeting.id}", data={"status": "delete"})
    assert "Så fint" not in leader.get("/festival/hilsener").text


def test_sent_twice_it_is_one(released, stranger, database, cast):
    for _ in range(2):
        send(stranger, released[0], client_id="g1")
    assert the_only(database, cast).client_id == "g1"


def test_what_guests_do_not_see_cannot_be_written_to(released, stranger):
    assert send(stranger, released[1]).status_code == 404
    assert send(stranger, 999999).status_code == 404
    assert send(stranger, "x").status_code == 404


def test_an_empty_one_and_a_fodselsnummer_are_refused_and_the_text_stands(released, stranger):
    refused = send(stranger, released[0], text="  ", name="Tante Gerd")
    assert refused.status_code == 422
    assert "Skriv noen ord først." in refused.text
    assert "Tante Gerd" in refused.text
    refused = send(stranger, released[0], text="Min er 17054026641")
    assert refused.status_code == 422
    assert "Dette ser ut som et fødselsnummer" in refused.text


def test_a_flood_is_told_to_wait(released, stranger, database, cast, clock):
    with database.transaction() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        for number in range(greetings.MOST_IN_A_MINUTE):
            greetings.write(
                db, cohort, None, name="", text="hei", client_id=str(number), now=clock()
            )
    refused = send(stranger, "", text="Enda en")
    assert refused.status_code == 429
    assert "Enda en" in refused.text
    clock.tick(minutes=2)
    assert send(stranger, "", text="Enda en").status_code == 303


def test_markup_is_text(released, stranger, leader, database, cast):
    send(stranger, released[0], text="<script>alert(1)</script>")
    greeting = the_only(database, cast)
    leader.post(f"/festival/hilsener/{greeting.id}", data={"status": "shown"})
    assert "<script>alert(1)" not in guests_page(stranger)


def test_only_prosessledere_of_the_kull_read_what_waits(released, stranger, phone):
    for client in (stranger, phone("ane")):
        assert client.get("/festival/hilsener").status_code == 401
        assert client.post("/festival/hilsener/1", data={"status": "shown"}).status_code == 401


def test_one_that_is_taken_back_takes_its_greetings_along(released, stranger, database, clock):
    with database.transaction() as db:
        found = db.get_one(FestivalContribution, released[0])
        greetings.write(
            db, found.participant.cohort, found, name="", text="Hei", client_id="a", now=clock()
        ).status = greetings.SHOWN
        festival.hold_back(db, found, clock())
    assert "Hei" not in guests_page(stranger)


def test_one_that_everybody_writes_to_at_once_is_told_to_wait_and_the_others_are_not(
    released, stranger, database, clock
):
    with database.transaction() as db:
        found = db.get_one(FestivalContribution, released[0])
        for number in range(greetings.MOST_TO_ONE):
            greetings.write(
                db, found.participant.cohort, found, name="", text="hei",
                client_id=str(number), now=clock(),
            )  # fmt: skip
    assert send(stranger, released[0]).status_code == 429
    assert send(stranger, "").status_code == 303


def test_deleted_in_two_tabs_is_deleted_once(released, stranger, leader, database, cast):
    send(stranger, released[0])
    greeting = the_only(database, cast)
    for _ in range(2):
        answer = leader.post(f"/festival/hilsener/{greeting.id}", data={"status": "delete"})
        assert answer.status_code == 303


@pytest.fixture
def shared(released, start, database, cast, clock):
    """Bjørnar shares Ane's, and has left the kull without releasing it."""
    led = start(process="festivalverksted", present=("ane", "bjornar"))
    with database.transaction() as db:
        card = Card(
            activity_id=led.id, phase_key="pamelding", type="contribution", fields={},
            owner_id=cast.ane, author_id=cast.ane, client_id="sammen", visibility="cohort",
            created_at=clock(), approved_at=clock(),
        )  # fmt: skip
        db.add(card)
        db.flush()
        for each in released:
            db.get_one(FestivalContribution, each).card_id = card.id
        db.get_one(Participant, cast.bjornar).place = "left"
    return released


def test_who_has_left_does_not_stand_in_the_way_of_a_shared_one(
    shared, stranger, linked, leader, database, cast
):
    assert "Vist fram" in guests_page(stranger)
    assert send(stranger, shared[0]).status_code == 303
    assert send(stranger, shared[1]).status_code == 404
    leader.post(f"/festival/hilsener/{the_only(database, cast).id}", data={"status": "shown"})
    assert "Så fint" in guests_page(stranger)
    mine = linked("ane").get("/mappe/festival").text
    assert "Gjestene ser det når" not in mine


def test_greetings_stay_when_another_comes_to_share_it(released, stranger, leader, database, cast):
    """The one who came later may have the older row; what was written before is theirs too."""
    send(stranger, released[0])
    leader.post(f"/festival/hilsener/{the_only(database, cast).id}", data={"status": "shown"})
    with database.reading() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        (mine,) = [p for p in festival.of_cohort(db, cohort) if p[0].id == released[0]]
        said = greetings.shown(db, cast.cohort)
        older = FestivalContribution(id=0)
        assert [g.text for g in said_to([(older, mine[1]), mine], said)] == [
            "Så fint dere fikk det til"
        ]
