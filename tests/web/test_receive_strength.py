"""Receiving: one card at a time, large, and the only answer is «Takk»."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.strengths import ring_of

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")
FIRST, SECOND = "satt stille hos gutten", "lot alle si sitt"


@pytest.fixture
def led(start):
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("jakt")
    return led


@pytest.fixture
def ring(led, phone):
    """The two others have given the first one a card each."""
    ring = ring_of(led, phone)
    ring.give(1, 0, when=FIRST)
    ring.give(2, 0, when=SECOND, strength="humor")
    return ring


def ids(database):
    with database.reading() as db:
        return db.scalars(select(Card.id).order_by(Card.id)).all()


def test_nothing_opens_before_the_ring_receives(ring):
    ring.step("gi")
    page = ring.phones[0].surface()
    assert FIRST not in page
    assert ">Takk<" not in page


def test_cards_come_one_by_one(ring, database, cast):
    ring.step("motta")
    first, second = ids(database)
    receiver = ring.phones[0]
    page = receiver.surface()
    assert FIRST in page
    assert SECOND not in page
    assert "Kort 1 av 2" in page
    assert ">Takk</button>" in page
    names = {number: name for name, number in cast.people.items()}
    assert f"Fra {cast.names[names[ring.ids[1]]].split()[0]}" in page
    assert receiver.post(f"/styrkekort/{first}/takk").status_code == 200
    page = receiver.surface()
    assert SECOND in page
    assert "Kort 2 av 2" in page
    receiver.post(f"/styrkekort/{second}/takk")
    page = receiver.surface()
    assert ">Takk</button>" not in page
    assert FIRST in page
    assert SECOND in page


def test_the_next_one_is_not_opened_out_of_turn(ring, database):
    ring.step("motta")
    first, second = ids(database)
    assert ring.phones[0].post(f"/styrkekort/{second}/takk").status_code == 404
    for who in ring.phones[1:]:
        assert who.post(f"/styrkekort/{first}/takk").status_code == 404
    assert ring.phones[0].post(f"/styrkekort/{second}/kart").status_code == 403


def test_thanks_pressed_twice_opens_one(ring, database):
    ring.step("motta")
    first = ids(database)[0]
    for _ in range(2):
        assert ring.phones[0].post(f"/styrkekort/{first}/takk").status_code == 200
    assert "Kort 2 av 2" in ring.phones[0].surface()


def test_a_ring_ahead_of_the_clock_may_receive(ring):
    ring.step("gi")
    assert ring.phones[0].post(f"/gruppe/{ring.group}/jakt/ta-imot").status_code == 200
    assert FIRST in ring.phones[0].surface()


def test_the_others_in_the_ring_read_nothing_of_it(ring):
    ring.step("motta")
    assert FIRST not in ring.phones[2].surface()
    assert SECOND not in ring.phones[1].surface()


def test_whatever_is_left_opens_when_the_phase_ends(ring, led):
    led.advance_to("mine")
    page = ring.phones[0].surface()
    assert FIRST in page
    assert SECOND in page


def test_received_cards_lie_in_the_mappe_with_their_words(ring, led, linked, cast):
    name = next(n for n, p in cast.people.items() if p == ring.ids[0])
    giver = next(n for n, p in cast.people.items() if p == ring.ids[1])
    assert FIRST not in linked(name).get("/mappe").text
    led.advance_to("mine")
    page = linked(name).get("/mappe").text
    assert FIRST in page
    assert f"Fra {cast.names[giver].split()[0]}" in page
    assert FIRST not in linked(giver).get("/mappe").text


def test_from_the_mappe_a_card_is_taken_off_the_map_and_put_back(ring, led, linked, cast, database):
    name = next(n for n, p in cast.people.items() if p == ring.ids[0])
    first = ids(database)[0]
    path = f"/mappe/styrkekort/{first}/kart"
    assert linked(name).post(path).status_code == 403  # it is not opened yet
    led.advance_to("mine")
    giver = next(n for n, p in cast.people.items() if p == ring.ids[1])
    assert linked(giver).post(path).status_code == 403
    owner = linked(name)
    assert owner.post(path).status_code == 303
    page = owner.get("/mappe").text
    assert "Telles ikke på rommets kart" in page
    assert FIRST in page
    assert owner.post(path, data={"shown": "1"}).status_code == 303
    assert "Telles ikke på rommets kart" not in owner.get("/mappe").text
