"""What a narrowed board and a call to look up send over the wire."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_socketio import SocketIO

from facilitator.domain import attention, board_filter, cards
from facilitator.models import Activity, Room
from tests.conftest import Clock
from tests.realtime.conftest import Ear
from tests.support.cast import Cast
from tests.support.lead import Led

Listen = Callable[..., Ear]


@pytest.fixture
def led(socketio: SocketIO, start: Callable[..., Led]) -> Led:
    led = start(present=("ane", "hodan", "helge", "kasper"))
    led.advance_to("hosting")
    return led


@pytest.fixture
def narrowed(led: Led, cast: Cast) -> int:
    """Only the cards of the table are shown; gives one that does not fit."""
    causes = led.causes(cast.ane, "Noen turte å vente")
    story = led.approve(cast.ane)
    with led.database.transaction() as db:
        group = led.group_of(cast.ane, "bord")
        board_filter.choose(db, db.get_one(Activity, led.id), f"group:{group}")
    assert causes
    return story


def test_an_arrival_on_a_narrowed_board_is_fetched_and_not_sent(
    led: Led, cast: Cast, narrowed: int, stranger: FlaskClient, listen: Listen
) -> None:
    ear = listen(stranger, "board")
    led.approve(cast.hodan, text="Dette passer ikke i utvalget.")
    told = ear.changes(f"board:{ear.board}")
    assert told
    assert all(change["refetch"] and change["items"] == [] for change in told)
    assert "utvalget" not in str(told)


def test_a_card_that_leaves_a_narrowed_board_makes_it_count_again(
    led: Led, narrowed: int, clock: Clock, stranger: FlaskClient, listen: Listen
) -> None:
    ear = listen(stranger, "board")
    led.change(narrowed, cards.withdraw, clock())
    told = ear.changes(f"board:{ear.board}")
    assert [gone["id"] for change in told for gone in change["gone"]] == [f"card-{narrowed}"]
    assert any(change["refetch"] for change in told)


def test_a_call_is_one_small_piece_that_nobody_fetches(
    led: Led,
    cast: Cast,
    clock: Clock,
    phone: Callable[[str], FlaskClient],
    listen: Listen,
) -> None:
    ear = listen(phone("ane"))
    with led.database.transaction() as db:
        assert attention.call(db, db.get_one(Room, led.room), clock())
    told: list[dict[str, Any]] = ear.changes(f"room:{led.room}")
    assert [change["refetch"] for change in told] == [False]
    [item] = told[0]["items"]
    assert (item["id"], item["v"], item["slot"]) == (
        "called",
        int(clock().timestamp() * 1000),
        None,
    )
