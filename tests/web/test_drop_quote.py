"""Quotes are dropped and taken back, never edited."""

import pytest

from facilitator.domain import cards
from tests.support.cast import other_room


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan"])


@pytest.fixture
def quote(led, cast):
    card = led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille.")
    led.end()
    return card


def address(card, verb="ta-ut", number=8):
    return f"/notat/{number}/sitat/{card}/{verb}"


def test_a_dropped_quote_leaves_the_exports_and_can_come_back(quote, leader):
    assert leader.post(address(quote)).status_code == 303
    page = leader.get("/notat/8").text
    assert "Tatt ut av notatet: «Lappene på døra»" in page
    assert "Først ble det stille" not in page
    assert "Lappene" not in leader.get("/notat/8.md").text
    assert leader.post(address(quote, "ta-med")).location == f"/notat/8#sitat-{quote}"
    assert "Først ble det stille" in leader.get("/notat/8.md").text


def test_the_count_still_matches_the_board(quote, leader):
    leader.post(address(quote))
    assert "1 fortelling på tavla." in leader.get("/notat/8.md").text


def test_twice_is_once(quote, leader):
    for _ in range(2):
        assert leader.post(address(quote)).status_code == 303
    leader.post(address(quote, "ta-med"))
    assert "Lappene" in leader.get("/notat/8.md").text


def test_only_leaders_choose(quote, linked, stranger, leader):
    for client in (linked("ane"), stranger):
        assert client.post(address(quote)).status_code == 401
    assert "Lappene" in leader.get("/notat/8.md").text


def test_a_card_that_is_not_in_this_note(quote, led, leader, cast, database, clock):
    with database.transaction() as db:
        other_room(db, cast, clock(), led_by=cast.turid)
    assert leader.post(address(quote, number=1) + "?kull=kull11").status_code == 404
    assert leader.post(address(999)).status_code == 404
    led.change(quote, cards.withdraw, clock())
    assert leader.post(address(quote)).status_code == 404


def test_there_is_no_way_to_edit_a_quote(quote, leader):
    leader.post(address(quote), data={"text": "Andre ord", "title": "Annen tittel"})
    leader.post(address(quote, "ta-med"), data={"text": "Andre ord"})
    page = leader.get("/notat/8").text
    assert "Andre ord" not in page
    assert "«Først ble det stille.»" in page
