"""One word into the room: sent once, shown without name or order, passed over without trace."""

import re

import pytest

from facilitator.models import Card
from facilitator.presentation.board_words import in_no_order, mixed
from tests.support.phones import EIGHT, Phone


@pytest.fixture
def led(start):
    led = start(process="innsjekk", present=EIGHT)
    led.advance_to("ord")
    return led


def say(phone, led, cast, name, word):
    return Phone(phone(name), cast).post(f"/bidrag/{led.id}/ord", **{"0-text": word})


def words_on(page):
    return re.findall(r'<p class="card-text">([^<]*)</p>', page)


def test_the_word_is_in_the_room_without_a_name(led, phone, cast):
    assert say(phone, led, cast, "ane", "Nysgjerrig").status_code == 200
    wall = Phone(phone("helge"), cast).surface("/lerret")
    assert words_on(wall) == ["Nysgjerrig"]
    assert "Ane" not in wall


def test_afterwards_one_sees_ones_own_and_everybodys(led, phone, cast):
    ane = Phone(phone("ane"), cast)
    say(phone, led, cast, "hodan", "Spent")
    assert "Spent" not in ane.surface(), "first one says one's own"
    say(phone, led, cast, "ane", "Nysgjerrig")
    page = ane.surface()
    assert "Ordet ditt er i rommet, uten navn." in page
    assert set(words_on(page)) == {"Spent", "Nysgjerrig"}


def test_the_order_tells_nothing_of_who_was_first_and_stays(led, phone, cast, database):
    for name in EIGHT:
        say(phone, led, cast, name, f"Ord fra {name}")
    wall = Phone(phone("ane"), cast)
    first = words_on(wall.surface("/lerret"))
    assert sorted(first) == sorted(f"Ord fra {name}" for name in EIGHT)
    assert first == words_on(wall.surface("/lerret"))
    with database.reading() as db:
        lying = list(db.query(Card).order_by(Card.id))
        assert [card.fields["text"] for card in in_no_order(lying)] == first


def test_the_browser_mixes_in_the_same_way():
    """The same numbers stand in tests/js/words_wall.test.js."""
    assert (mixed(1, 1), mixed(7, 423)) == (3288117084, 2390805120)


def test_a_word_is_sixty_characters_at_most_and_nothing_typed_is_lost(led, phone, cast):
    long = "a" * 61
    ane = Phone(phone("ane"), cast)
    answer = ane.submit(f"/bidrag/{led.id}/ord", **{"0-text": long})
    assert answer.status_code == 422
    assert long in answer.text
    assert say(phone, led, cast, "ane", "a" * 60).status_code == 200


def test_sent_again_the_word_is_changed_and_not_doubled(led, phone, cast):
    for word in ("Spent", "Spent", "Rolig"):
        assert say(phone, led, cast, "ane", word).status_code == 200
    assert words_on(Phone(phone("helge"), cast).surface("/lerret")) == ["Rolig"]


def test_the_question_that_is_asked_is_one_alone(led, phone, cast):
    page = Phone(phone("ane"), cast).surface()
    assert "Hva bærer du med deg inn i rommet i dag?" in page
    assert "Hva gledet du deg over" not in page


def test_one_ring_for_all_when_they_are_few(led, phone, cast):
    led.advance_to("ring")
    assert len(led.groups("ringer")) == 1
    ane = Phone(phone("ane"), cast)
    ring = led.group_of(cast.ane, "ringer")
    ane.post(f"/ring/{ring}/ring/klokke")
    assert "Tur 1 av 8" in ane.surface()


def test_nobody_else_says_a_word(led, stranger, leader, cast):
    for client in (stranger, leader):
        answer = Phone(client, cast).post(f"/bidrag/{led.id}/ord", **{"0-text": "Hei"})
        assert answer.status_code == 403
