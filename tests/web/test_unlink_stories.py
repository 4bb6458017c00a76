"""A thread is taken away by either owner, and vanishes with what either does to a story."""

import html

import pytest

from facilitator.domain import cards
from tests.support.phones import EIGHT, JSON, Phone


@pytest.fixture
def tied(start, phone, cast):
    """The activity, both stories, and the thread that Ane has tied to Hodan's."""
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    stories = {}
    for name in ("ane", "hodan"):
        led.write_story(cast.people[name])
        stories[name] = led.approve(cast.people[name], "cohort", title=f"Historien til {name}")
    answer = phone("ane").post(
        f"/minner/{stories['hodan']}", data={"own": stories["ane"]}, headers=JSON
    )
    assert answer.status_code == 200
    page = phone("ane").get(f"/minner/{stories['hodan']}").text
    thread = page.split('action="/traad/')[1].split("/")[0]
    return led, stories, f"/traad/{thread}/ta-bort"


def on_board(phone, cast):
    return "Minner om:" in Phone(phone("helge"), cast).surface("/tavle")


@pytest.mark.parametrize("whose", ["ane", "hodan"])
def test_either_owner_takes_it_away_once_and_for_all(tied, phone, linked, cast, whose):
    _, _, address = tied
    assert on_board(phone, cast)
    for _ in range(2):
        assert phone(whose).post(address, headers=JSON).status_code == 200
    assert not on_board(phone, cast)
    for name in ("ane", "hodan"):
        assert "Ta bort tråden" not in html.unescape(linked(name).get("/mappe").text)


def test_nobody_else_does(tied, phone, stranger, leader, cast):
    _, _, address = tied
    for client in (phone("helge"), stranger, leader):
        assert client.post(address, headers=JSON).status_code == 403
    assert on_board(phone, cast)


@pytest.mark.parametrize("whose", ["ane", "hodan"])
def test_a_story_taken_back_takes_the_thread_with_it(tied, phone, linked, cast, whose):
    led, stories, _ = tied
    led.change(stories[whose], cards.withdraw, led.clock())
    assert not on_board(phone, cast)
    for name in ("ane", "hodan"):
        assert "minnet" not in html.unescape(linked(name).get("/mappe").text)


def test_a_plain_form_goes_back_to_the_mappe(tied, phone):
    answer = phone("hodan").post(tied[2])
    assert answer.status_code == 303
    assert answer.location.endswith("/mappe")
