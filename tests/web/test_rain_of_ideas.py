"""Idéregn: one idea after the other, its headline on the wall without a name."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.phones import EIGHT, Phone


@pytest.fixture
def led(start):
    led = start("ideverksted", present=EIGHT)
    led.advance_to("ideregn")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def sending(led):
    return f"/bidrag/{led.id}/ideregn"


def idea(phone, sending, headline, client_id, **more):
    fields = {"0-headline": headline, "client_id": client_id, "board_secret": "hemmelig"}
    return phone.post(sending, **fields | more)


def ideas(database, *, owned):
    with database.reading() as db:
        wanted = select(Card).where(Card.type == "idea", Card.withdrawn_at.is_(None))
        mine = Card.owner_id.is_not(None) if owned else Card.owner_id.is_(None)
        return sorted(card.fields["headline"] for card in db.scalars(wanted.where(mine)))


def test_every_sending_is_an_idea_and_a_retry_is_none(ane, sending, database):
    for number, headline in enumerate(("Gåmøter", "Hage på taket", "Gåmøter")):
        for _ in range(2):
            assert idea(ane, sending, headline, f"c{number}").status_code == 200
    assert ideas(database, owned=True) == ["Gåmøter", "Gåmøter", "Hage på taket"]
    assert ideas(database, owned=False) == ["Gåmøter", "Gåmøter", "Hage på taket"]


def test_the_wall_shows_the_headline_alone_and_no_name(ane, sending, stranger, cast):
    for number in range(3):
        idea(ane, sending, f"Idé {number}", f"c{number}", **{"0-how": "Slik gjør vi det"})
    wall = stranger.get(f"/rom/{cast.public_id}/lerret").text
    assert "Idé 2" in wall
    assert "Slik gjør vi det" not in wall
    assert "Ane" not in wall


def test_taken_back_it_leaves_the_wall_by_the_secret_of_its_phone(ane, sending, database):
    for number in range(3):
        idea(ane, sending, f"Idé {number}", f"c{number}")
    with database.reading() as db:
        first = db.scalars(select(Card).where(Card.owner_id.is_not(None)).order_by(Card.id))
        card = next(iter(first)).id
    assert ane.post(f"/kort/{card}/trekk", secret=f"hemmelig-{card}").status_code == 200
    assert ideas(database, owned=True) == ["Idé 1", "Idé 2"]
    assert ideas(database, owned=False) == ["Idé 1", "Idé 2"]


def test_a_phone_without_a_secret_shares_none_with_others(ane, led, sending, phone, cast, database):
    others = [ane, Phone(phone("hodan"), cast), Phone(phone("helge"), cast)]
    for number, who in enumerate(others):
        who.submit(sending, **{"0-headline": f"Idé {number}", "client_id": f"c{number}"})
    assert ideas(database, owned=False) == ["Idé 0", "Idé 1", "Idé 2"]


def test_an_empty_one_and_one_too_many_are_refused_at_the_field(ane, sending):
    assert "0-headline" in idea(ane, sending, "  ", "c0").json["errors"]
    for number in range(40):
        assert idea(ane, sending, f"Idé {number}", f"c{number}").status_code == 200
    refused = idea(ane, sending, "Den siste", "c40")
    assert refused.json["errors"] == {"0-headline": "Det er plass til 40."}


def test_a_late_idea_is_taken_as_long_as_the_room_is_open(ane, led, sending, database):
    led.press("advance")
    assert idea(ane, sending, "Sen idé", "c0").status_code == 200
    assert ideas(database, owned=True) == ["Sen idé"]
    led.end()
    assert idea(ane, sending, "Etter slutt", "c1").status_code == 200
    assert "Etter slutt" not in ideas(database, owned=False)


def test_another_table_reads_none_of_them(ane, led, sending, phone, cast):
    idea(ane, sending, "Bare for bordet mitt", "c0")
    led.advance_to("velg")
    table = next(people for people in led.groups("lag") if cast.ane in people)
    other = next(name for name in EIGHT if cast.people[name] not in table)
    mate = next(name for name in EIGHT if cast.people[name] in table and name != "ane")
    assert "Bare for bordet mitt" in Phone(phone(mate), cast).surface()
    assert "Bare for bordet mitt" not in Phone(phone(other), cast).surface()
