"""The list of a board has what its picture has: columns by name, words in nobody's order."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.domain import cards
from facilitator.models import Activity, Card
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.remote import Remote

PRESENT = ("ane", "hodan", "helge", "kasper")


def lay(led: Led, person: int, type: str, phase: str, board: str, **fields: Any) -> int:
    """A card on the board, as its phase would have put it there."""
    with led.database.transaction() as db:
        card = Card(
            activity_id=led.id,
            phase_key=phase,
            type=type,
            fields=fields,
            owner_id=person,
            author_id=person,
            client_id=f"{type}-{person}-{len(fields)}-{fields.get('text')}",
            visibility="room",
            board=board,
            created_at=led.clock(),
            approved_at=led.clock(),
        )
        cards.release(db, card, db.get_one(Activity, led.id).room_id)
        return card.id


def order(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="card-(\d+)"', page)]


@pytest.fixture
def listed(stranger: FlaskClient, cast: Cast) -> Callable[[], str]:
    def read() -> str:
        answer = stranger.get(f"/rom/{cast.public_id}/tavle")
        assert answer.status_code == 200
        return answer.text

    return read


def test_columns_stand_under_their_names_and_empty_ones_not_at_all(
    start: Callable[..., Led], cast: Cast, listed: Callable[[], str]
) -> None:
    led = start("valuering", PRESENT)
    led.advance_to("vandring")
    grow = lay(led, cast.ane, "valuation", "sorter", "kolonner", text="Lyset", category="grow")
    keep = lay(led, cast.hodan, "valuation", "sorter", "kolonner", text="Roen", category="keep")
    page = listed()
    assert order(page) == [keep, grow]
    assert page.index("Ta vare på") < page.index("Roen") < page.index("La vokse")
    assert "Gå dypere" not in page


def test_words_stand_in_the_pictures_order_and_without_names(
    start: Callable[..., Led], cast: Cast, remote: Remote, listed: Callable[[], str]
) -> None:
    led = start("innsjekk", PRESENT)
    led.advance_to("blikk")
    made = [
        lay(led, cast.people[name], "word", "ord", "ord", text=f"Ord {name}") for name in PRESENT
    ]
    page = listed()
    assert sorted(order(page)) == made
    assert order(page) == order(remote.projector())
    assert all(cast.names[name] not in page for name in PRESENT)
