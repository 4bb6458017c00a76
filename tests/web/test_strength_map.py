"""Rommets styrkekart: shown from five givers, nobody named, in the catalogue's order."""

import re

import pytest
from sqlalchemy import select

from facilitator.domain import facts as happened
from facilitator.models import Card
from tests.support.phones import Phone
from tests.support.strengths import SAW, ring_of

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")
WAITS = "Kartet kommer når fem har gitt et kort."


@pytest.fixture
def led(start):
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("jakt")
    return led


@pytest.fixture
def rings(led, phone, cast):
    first = ring_of(led, phone)
    other = next(n for n in SIX if cast.people[n] not in first.ids)
    return [first, ring_of(led, phone, other)]


@pytest.fixture
def five(rings):
    """Five of the six have given: four klokskap and one humor."""
    rings[0].give(0, 1)
    rings[0].give(1, 2)
    rings[0].give(2, 0, strength="humor")
    rings[1].give(0, 1)
    rings[1].give(1, 2)
    return rings


def projector(stranger, cast):
    return stranger.get(f"/rom/{cast.public_id}/lerret").text


def test_nothing_is_shown_before_five_have_given(led, rings, stranger, cast, phone):
    for giver in range(3):
        rings[0].give(giver, (giver + 1) % 3)
        rings[0].give(giver, (giver + 2) % 3, client_id=f"to-{giver}")
    rings[1].give(0, 1)
    led.advance_to("kart")
    page = projector(stranger, cast)
    assert WAITS in page
    assert "ellipse" not in page
    assert WAITS in rings[0].phones[0].surface()
    assert " kort<" not in rings[0].phones[0].surface()


def test_a_pebble_for_each_card_in_the_catalogues_order(led, five, stranger, cast):
    led.advance_to("kart")
    page = projector(stranger, cast)
    assert WAITS not in page
    names = re.findall(r"<li><b>([^<]+)</b>", page)
    assert len(names) == 24
    assert (names[0], names[-1]) == ("Kreativitet", "Spiritualitet")
    assert page.count("<ellipse") == 2 * 5  # in rows, and in one line where there is less room
    assert "Klokskap</b><svg" in page
    assert ", fire kort" in page
    assert "Tapperhet</b></li>" in page
    assert "<b>5</b> kort gitt" in page or "5</b> kort gitt" in page


def test_the_projector_has_no_words_of_a_card_and_no_name(led, five, stranger, cast):
    led.advance_to("kart")
    page = projector(stranger, cast)
    assert SAW not in page
    assert not [n for n in SIX if cast.names[n].split()[0] in page]


def test_the_phone_has_the_same_map_in_words(led, five):
    led.advance_to("kart")
    page = five[0].phones[0].surface()
    assert "<span>Klokskap</span> <span>fire kort</span>" in page
    assert "<span>Humor</span> <span>ett kort</span>" in page
    assert "<li><span>Tapperhet</span></li>" in page
    assert SAW not in page
    assert "<span>Humor</span> <span>ett kort</span>" in five[0].phones[0].surface("/tavle")


def test_the_receiver_takes_a_card_off_the_map(led, five, database, phone, cast):
    led.advance_to("kart")
    with database.reading() as db:
        card = db.scalars(select(Card)).all()[2]
    receiver = Phone(phone(next(n for n, p in cast.people.items() if p == card.owner_id)), cast)
    giver = Phone(phone(next(n for n, p in cast.people.items() if p == card.author_id)), cast)
    assert giver.post(f"/styrkekort/{card.id}/kart").status_code == 403
    assert receiver.post(f"/styrkekort/{card.id}/kart").status_code == 200
    assert WAITS in receiver.surface()
    assert receiver.post(f"/styrkekort/{card.id}/kart", shown="1").status_code == 200
    assert "<span>Humor</span> <span>ett kort</span>" in receiver.surface()


def test_the_map_moves_while_cards_come(led, five, facts):
    facts.clear()
    five[1].give(2, 0, strength="hap")
    assert not [f for f in facts if isinstance(f, happened.BoardArranged)]
    led.advance_to("kart")
    facts.clear()
    five[1].give(2, 1, strength="hap")
    told = [f for f in facts if isinstance(f, happened.BoardArranged)]
    assert [fact.audience.split(":")[0] for fact in told] == ["board"]
    assert "<span>Håp</span> <span>to kort</span>" in five[0].phones[0].surface()


def test_the_note_says_what_the_room_is_rich_in(led, five, leader, cast):
    led.end()
    page = leader.get("/notat/8", query_string={"kull": "kull10"}).text
    assert "Dette er rommet rikt på:" in page
    assert "Måtehold: klokskap" in page
    assert "Transcendens: humor" in page
    assert not [n for n in SIX if cast.names[n] in page]


def test_with_few_givers_the_note_says_nothing(led, rings, leader):
    rings[0].give(0, 1)
    led.end()
    page = leader.get("/notat/8", query_string={"kull": "kull10"}).text
    assert "Dette er rommet rikt på" not in page
