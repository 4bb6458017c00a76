"""«Ta bort fra tavla»: the phone that holds the secret takes its copy back, and no other."""

import pytest

from tests.support.nameless import copies_on_board, share
from tests.support.phones import Phone


@pytest.fixture
def led(start):
    led = start(process="disputing")
    led.advance_to("tavle")
    for secret in ("min-0", "b", "c"):
        share(led, secret)
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


def test_with_the_secret_it_is_gone_and_the_board_is_told(ane, led, facts):
    facts.clear()
    taken = ane.post(f"/kopi/{led.id}/trekk", secret="min-0")
    assert taken.json["message"] == "Kopien er tatt bort fra tavla."
    assert len(copies_on_board(led)) == 2
    assert "CardOffBoard" in {type(fact).__name__ for fact in facts}


def test_twice_does_no_harm(ane, led):
    ane.post(f"/kopi/{led.id}/trekk", secret="min-0")
    again = ane.post(f"/kopi/{led.id}/trekk", secret="min-0")
    assert again.status_code == 200
    assert again.json["message"] == "Kopien ligger ikke på tavla."
    assert len(copies_on_board(led)) == 2


@pytest.mark.parametrize("secret", ["", "min", "feil"])
def test_without_it_nothing_happens(ane, led, secret):
    ane.post(f"/kopi/{led.id}/trekk", secret=secret)
    assert len(copies_on_board(led)) == 3


def test_a_copy_is_nobody_s_card_to_change_or_withdraw(ane, led, leader):
    card = copies_on_board(led)[0]
    assert ane.post(f"/kort/{card.id}/trekk").status_code == 403
    assert ane.post(f"/kort/{card.id}/synlighet", visibility="cohort").status_code == 403
    assert str(card.id) not in ane.surface().split('data-mine="')[1].split('"')[0]


def test_somebody_who_is_not_here_takes_nothing_back(stranger, ane, led):
    refused = stranger.post(ane.path(f"/kopi/{led.id}/trekk"), data={"secret": "min-0"})
    assert refused.status_code == 403
    assert len(copies_on_board(led)) == 3


def test_the_prosessleder_may_hide_one(led, leader, ane):
    card = copies_on_board(led)[0]
    answer = leader.post(ane.path(f"/styring/kort/{card.id}/skjul"), data={})
    assert answer.status_code in (200, 303)
    page = leader.get(ane.path("/lerret")).text
    assert page.count("turned-was") == 2
