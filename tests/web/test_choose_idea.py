"""Velg: what gives energy, and the idea that the table goes on with. Nothing is counted."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.phones import EIGHT, Phone, phone_of


@pytest.fixture
def led(start, phone, cast):
    led = start("ideverksted", present=EIGHT)
    led.advance_to("ideregn")
    for number, headline in enumerate(("Benken", "Gåmøter")):
        Phone(phone("ane"), cast).post(
            f"/bidrag/{led.id}/ideregn",
            **{"0-headline": headline, "client_id": f"c{number}", "board_secret": "s"},
        )
    led.advance_to("velg")
    return led


@pytest.fixture
def ane(phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def at(led, cast):
    return f"/gruppe/{led.group_of(cast.ane, 'lag')}/velg"


@pytest.fixture
def ids(led, database):
    with database.reading() as db:
        rows = db.scalars(select(Card).where(Card.type == "idea", Card.owner_id.is_not(None)))
        return {card.fields["headline"]: card.id for card in rows}


@pytest.fixture
def mate(led, phone, cast):
    table = next(people for people in led.groups("lag") if cast.ane in people)
    return phone_of(phone, cast, next(person for person in table if person != cast.ane))


def chosen(database):
    with database.reading() as db:
        rows = db.scalars(select(Card).where(Card.phase_key == "velg", Card.group_id.is_not(None)))
        return [card.fields["headline"] for card in rows]


def banked(database):
    with database.reading() as db:
        rows = db.scalars(select(Card).where(Card.board == "idebank"))
        return sorted(card.fields["headline"] for card in rows)


def test_one_idea_each_and_another_choice_takes_its_place(ane, mate, at, ids):
    ane.post(f"{at}/energi", card=ids["Benken"])
    ane.post(f"{at}/energi", card=ids["Gåmøter"])
    page = mate.surface()
    assert page.count("vil hjelpe med denne") == 1
    assert "Ane vil hjelpe med denne" in page


def test_the_table_goes_on_with_one_and_may_think_again(ane, mate, at, ids, database, led):
    for who, headline in ((ane, "Benken"), (mate, "Benken"), (mate, "Gåmøter")):
        assert who.post(f"{at}/velg", card=ids[headline]).status_code == 200
    assert chosen(database) == ["Gåmøter"]
    led.press("advance")
    assert "Gåmøter" in ane.surface()


def test_what_nobody_chose_is_the_kull_s_and_nobody_s(ane, at, ids, led, database, linked):
    ane.post(f"{at}/velg", card=ids["Benken"])
    led.press("advance")
    assert banked(database) == ["Gåmøter"]
    led.press("back")
    led.press("advance")
    assert banked(database) == ["Gåmøter"]
    led.end()
    hodan = linked("hodan")
    board = hodan.get("/mappe").text.split('href="/mappe/tavle/')[1].split('"')[0]
    page = hodan.get(f"/mappe/tavle/{board}").text
    assert "Gåmøter" in page
    assert "Ane" not in page


def test_a_table_that_chose_none_loses_no_idea(led, database):
    led.press("advance")
    assert banked(database) == ["Benken", "Gåmøter"]


def test_another_table_neither_chooses_nor_helps(led, at, ids, phone, cast, database):
    table = next(people for people in led.groups("lag") if cast.ane not in people)
    other = phone_of(phone, cast, table[0])
    assert other.post(f"{at}/velg", card=ids["Benken"]).status_code == 403
    own = f"/gruppe/{led.group_of(other.id, 'lag')}/velg"
    for verb in ("velg", "energi"):
        assert other.post(f"{own}/{verb}", card=ids["Benken"]).status_code == 404
    assert chosen(database) == []
