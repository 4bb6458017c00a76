"""The board as a list, to read along on a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import rooms
from facilitator.models import Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote


@pytest.fixture
def tavle(cast: Cast) -> str:
    return f"/rom/{cast.public_id}/tavle"


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


def order(page: str) -> list[str]:
    return re.findall(r'id="card-(\d+)"', page)


def test_the_same_cards_in_the_same_order_as_on_the_projector(
    led: Any, remote: Remote, stranger: FlaskClient, cast: Cast, tavle: str
) -> None:
    made = [led.approve(person) for person in (cast.ane, cast.hodan, cast.helge)]
    remote.send("/kort/samle", card=made[1:], title="Sammen")
    page = stranger.get(tavle).text
    assert order(page) == order(remote.projector())
    assert "Sammen" in page


def test_the_whole_text_is_there(led: Any, stranger: FlaskClient, cast: Cast, tavle: str) -> None:
    led.approve(cast.ane, text="Ord " * 370)
    assert stranger.get(tavle).text.count("Ord ") >= 369


def test_own_cards_are_named_only_to_their_owner(
    led: Any,
    phone: Callable[[str], FlaskClient],
    stranger: FlaskClient,
    cast: Cast,
    tavle: str,
) -> None:
    mine, _ = led.approve(cast.ane), led.approve(cast.hodan)
    assert f'data-mine="[{mine}]"' in phone("ane").get(tavle).text
    assert 'data-mine="[]"' in stranger.get(tavle).text


def test_narrower_and_hidden_cards_are_absent(
    led: Any, remote: Remote, stranger: FlaskClient, cast: Cast, tavle: str
) -> None:
    led.approve(cast.ane, "group", title="Bare bordet")
    hidden = led.approve(cast.hodan, title="Skjult nå")
    remote.send(f"/kort/{hidden}/skjul")
    page = stranger.get(tavle, headers=SNAPSHOT).text
    assert "Bare bordet" not in page
    assert "Skjult nå" not in page


def test_an_empty_board_says_what_will_come(stranger: FlaskClient, tavle: str) -> None:
    assert "Her kommer fortellingene" in stranger.get(tavle).text


def test_a_closed_room_says_so(
    stranger: FlaskClient, database: Database, cast: Cast, clock: Clock, tavle: str
) -> None:
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    assert stranger.get(tavle).status_code == 410
