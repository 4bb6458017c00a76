"""Guessing three strengths for oneself, and keeping up to five beside what others saw."""

import re

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.phones import Phone
from tests.support.strengths import ring_of

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")


@pytest.fixture
def led(start):
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("gjett")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast, cast.ane)


def pick(who, led, phase, *keys):
    return who.post(f"/styrker/{led.id}/{phase}", **{"0-strength_key": list(keys)})


def picked(database, origin):
    with database.reading() as db:
        found = db.scalars(select(Card).where(Card.withdrawn_at.is_(None)).order_by(Card.id))
        return [c.fields["strength_key"] for c in found if c.fields["origin"] == origin]


def test_three_are_guessed_and_only_one_reads_them(ane, led, phone, cast, database, leader):
    assert ane.surface().count('type="checkbox" id="0-strength_key-') == 24
    assert pick(ane, led, "gjett", "humor", "klokskap", "hap").status_code == 200
    assert picked(database, "guess") == ["humor", "klokskap", "hap"]
    assert "Tatt vare på. Bare du ser det." in ane.surface()
    with database.reading() as db:
        assert {card.visibility for card in db.scalars(select(Card))} == {"me"}


def test_a_fourth_is_too_many_and_all_four_still_stand(ane, led, database):
    four = ("humor", "klokskap", "hap", "lederskap")
    assert pick(ane, led, "gjett", *four).status_code == 422
    page = ane.submit(f"/styrker/{led.id}/gjett", **{"0-strength_key": list(four)})
    assert page.status_code == 422
    assert "Velg inntil 3." in page.text
    assert len(re.findall(r'value="\w+" aria-describedby="[^"]+" checked', page.text)) == 4
    assert picked(database, "guess") == []


def test_changed_and_sent_again_it_is_the_new_ones(ane, led, database):
    pick(ane, led, "gjett", "humor", "klokskap", "hap")
    pick(ane, led, "gjett", "mot", "humor")
    pick(ane, led, "gjett", "humor")
    assert picked(database, "guess") == ["humor"]


def test_a_strength_nobody_has_heard_of_is_refused(ane, led, database):
    assert pick(ane, led, "gjett", "latskap").status_code == 422
    assert picked(database, "guess") == []


def test_other_phases_and_other_rooms_take_no_strengths(ane, led, stranger, cast):
    assert pick(ane, led, "neste", "humor").status_code == 404
    assert pick(ane, led, "jakt", "humor").status_code == 404
    outside = Phone(stranger, cast)
    assert pick(outside, led, "gjett", "humor").status_code == 403


def test_what_one_thought_stands_beside_what_the_others_saw(ane, led, phone, cast):
    pick(ane, led, "gjett", "humor", "klokskap", "hap")
    led.advance_to("jakt")
    ring = ring_of(led, phone)
    at = ring.ids.index(cast.ane)
    ring.give((at + 1) % 3, at, strength="lederskap", when="samlet de andre")
    led.advance_to("mine")
    page = ane.surface()
    thought, saw = page.index("Det du trodde"), page.index("Det de andre så")
    assert thought < page.index("Humor", thought) < saw < page.index("Lederskap", saw)
    assert "samlet de andre" in page
    first_box = re.search(r'type="checkbox" id="0-strength_key-(\w+)"', page)
    assert first_box is not None
    assert first_box[1] == "lederskap"
    assert page.count('type="checkbox" id="0-strength_key-') == 24
    assert "riktig" not in page.lower()


def test_up_to_five_are_kept_in_the_mappe(ane, led, database, linked):
    led.advance_to("mine")
    assert pick(ane, led, "mine", "humor", "klokskap").status_code == 200
    assert picked(database, "own") == ["humor", "klokskap"]
    led.advance_to("neste")
    assert "Klokskap" in ane.surface()
    page = linked("ane").get("/mappe").text
    assert "Styrkene mine" in page
    assert "Humor" in page


def test_a_guess_is_not_kept_in_the_mappe(ane, led, linked):
    pick(ane, led, "gjett", "tapperhet")
    assert "Tapperhet" not in linked("ane").get("/mappe").text
