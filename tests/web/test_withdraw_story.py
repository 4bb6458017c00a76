"""Taken back: gone for everybody else at once; the owner still has it."""

import pytest

from facilitator.domain import facts as told
from facilitator.models import Card
from tests.support.phones import pair_of_ane


@pytest.fixture
def pair(start, phone, cast):
    led = start(present=("ane", "hodan", "helge", "kasper", "ragnhild", "anders"))
    led.advance_to("godkjenn")
    return pair_of_ane(led, phone, cast)


@pytest.fixture
def card(pair, cast):
    return pair.led.approve(cast.ane, "cohort", title="Kanarifugl")


def test_it_leaves_the_board_and_every_phone_but_the_owner_s(pair, card, facts):
    pair.led.advance_to("hosting")
    assert "Kanarifugl" in pair.outsider.surface()
    facts.clear()
    assert pair.teller.post(f"/kort/{card}/trekk").status_code == 200
    assert "Kanarifugl" not in pair.outsider.surface()
    assert any(isinstance(fact, told.CardOffBoard) for fact in facts)
    page = pair.teller.surface(pair.own_page)
    assert "Du har trukket den tilbake" in page
    assert "Kanarifugl" in page


def test_twice_is_as_once(pair, card, database):
    for _ in range(2):
        assert pair.teller.post(f"/kort/{card}/trekk").status_code == 200
    with database.reading() as db:
        assert db.get_one(Card, card).withdrawn_at is not None


def test_only_the_owner(pair, card, leader, stranger):
    for phone in (pair.writer, pair.outsider):
        assert phone.post(f"/kort/{card}/trekk").status_code == 403
    for client in (leader, stranger):
        assert client.post(pair.teller.path(f"/kort/{card}/trekk")).status_code == 403


def test_a_card_that_is_not_there(pair):
    assert pair.teller.post("/kort/999/trekk").status_code == 404


def test_it_can_be_shared_again(pair, card):
    pair.teller.post(f"/kort/{card}/trekk")
    pair.teller.post(f"/kort/{card}/synlighet", visibility="room")
    pair.led.advance_to("hosting")
    assert "Kanarifugl" in pair.outsider.surface()
