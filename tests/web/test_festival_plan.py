"""`/festival`: the prosessledere give each contribution its room and time."""

import re

import pytest
from sqlalchemy import select

from facilitator.domain import festival
from facilitator.models import FestivalContribution, Participant
from tests.support.queries import counted


@pytest.fixture
def plan(database, cast):
    """Everybody has told the form they take part with."""
    forms = ("utstilling", "framforing", "verksted", "vertskap", "prosessledelse")
    with database.transaction() as db:
        people = db.scalars(select(Participant).order_by(Participant.id))
        for number, person in enumerate(people):
            db.add(FestivalContribution(participant_id=person.id, form=forms[number % 5]))
    with database.reading() as db:
        return festival.of_person(db, cast.ane).id


def test_all_36_stand_under_their_form(plan, leader, database):
    with counted(database) as sent:
        page = leader.get("/festival").text
    assert "36 bidrag så langt" in page
    for heading in ("Utstilling", "Framføring", "Verksted", "Vertskap", "Prosessledelse"):
        assert heading in page
    assert len(sent) < 20, "the number of queries grows with the contributions"


def test_room_and_time_are_kept_and_twice_is_once(plan, leader):
    for _ in range(2):
        answer = leader.post(f"/festival/{plan}", data={"place": "Storsalen", "begins": "11.30"})
        assert answer.status_code == 303
    page = leader.get("/festival").text
    assert page.count("Storsalen") == 1


def test_too_long_is_said_at_the_field_and_what_was_typed_stands(plan, leader):
    refused = leader.post(f"/festival/{plan}", data={"place": "x" * 200, "begins": "11.30"})
    assert refused.status_code == 422
    assert "x" * 200 in refused.text
    assert refused.text.count("field-error") > 0


def test_only_prosessledere_see_it(plan, stranger, phone):
    for client in (stranger, phone("ane")):
        assert client.get("/festival").status_code == 401
        assert client.post(f"/festival/{plan}", data={"place": "A"}).status_code == 401


def test_two_in_one_room_at_one_time_are_told_of_each_other(plan, leader, database):
    with database.transaction() as db:
        other = db.scalar(select(FestivalContribution).where(FestivalContribution.id != plan))
        other.title, second = "Styrketreet", other.id
    leader.post(f"/festival/{plan}", data={"place": "Storsalen", "begins": "9:30"})
    leader.post(f"/festival/{second}", data={"place": "storsalen", "begins": "kl. 9.30"})
    page = leader.get("/festival").text
    assert page.count('value="09.30"') == 2
    assert page.count("Samtidig i samme rom: ") == 2
    assert "Samtidig i samme rom: «Styrketreet»." in page


def test_a_clock_that_does_not_exist_is_said_at_the_field(plan, leader):
    refused = leader.post(f"/festival/{plan}", data={"place": "Storsalen", "begins": "25.70"})
    assert refused.status_code == 422
    assert "Skriv klokka slik: 10.30." in refused.text
    assert 'value="25.70"' in refused.text


def test_what_guests_see_and_the_programme_ask_as_little_of_36_as_of_one(
    plan, leader, stranger, database, clock
):
    with database.transaction() as db:
        for row in db.scalars(select(FestivalContribution)):
            row.title, row.released_at, row.show_name = f"Nr {row.id}", clock(), True
    for client, address in ((stranger, "/festivalen/kull10"), (leader, "/festival/program")):
        with counted(database) as sent:
            page = client.get(address).text
        assert page.count("Nr ") == 36
        assert len(sent) < 12, "the number of queries grows with the contributions"


def test_one_lands_at_the_row_one_pressed_on(plan, leader, cast):
    one = {"person": cast.ane, "at": f"bidrag-{plan}"}
    assert leader.post("/festival/deltatt", data=one).location.endswith(f"#bidrag-{plan}")
    for at in ("", "bidrag-", "//x.example", "bidrag-1 x"):
        answer = leader.post("/festival/deltatt", data=one | {"at": at})
        assert answer.location.endswith("/festival")


def test_two_who_plan_at_once_do_not_write_over_each_other(plan, leader):
    page = leader.get("/festival").text
    seen = re.search(rf'/festival/{plan}".*?name="seen" value="([^"]+)"', page, re.DOTALL)[1]
    first = {"place": "Storsalen", "begins": "9:30", "seen": seen}
    for _ in range(2):
        assert leader.post(f"/festival/{plan}", data=first).status_code == 303
    refused = leader.post(f"/festival/{plan}", data=first | {"place": "Rom 204"})
    assert refused.status_code == 422
    assert "Nå står det «Storsalen»." in refused.text
    assert 'value="Rom 204"' in refused.text
