"""Hiding a card, and showing it again."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.models import Card
from tests.support.cast import Cast
from tests.support.remote import Remote


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


def card_in(database: Database, card_id: int) -> Card:
    with database.reading() as db:
        return db.get_one(Card, card_id)


def test_a_hidden_card_is_gone_from_the_projector(led: Any, remote: Remote, cast: Cast) -> None:
    card = led.approve(cast.ane, title="Bare et øyeblikk")
    assert remote.send(f"/kort/{card}/skjul").json["ok"]
    page = remote.projector()
    assert f'id="card-{card}"' not in page
    assert "Bare et øyeblikk" not in page


def test_the_leaders_have_it_in_a_list_of_their_own(led: Any, remote: Remote, cast: Cast) -> None:
    card = led.approve(cast.ane, title="Bare et øyeblikk")
    remote.send(f"/kort/{card}/skjul")
    page = remote.page()
    assert "Skjulte kort" in page
    assert f"kort/{card}/vis" in page


def test_shown_again_it_lies_where_it_lay(led: Any, remote: Remote, cast: Cast) -> None:
    first, second = led.approve(cast.ane), led.approve(cast.hodan)
    remote.send(f"/kort/{first}/skjul")
    remote.send(f"/kort/{first}/vis")
    page = remote.projector()
    assert page.index(f'id="card-{first}"') < page.index(f'id="card-{second}"')


def test_nothing_of_it_is_lost(led: Any, remote: Remote, cast: Cast, database: Database) -> None:
    card = led.approve(cast.ane)
    before = card_in(database, card)
    remote.send(f"/kort/{card}/skjul")
    remote.send(f"/kort/{card}/vis")
    after = card_in(database, card)
    assert (after.fields, after.owner_id, after.written_by_id, after.visibility) == (
        before.fields,
        before.owner_id,
        before.written_by_id,
        before.visibility,
    )
    assert after.version > before.version


def test_hiding_twice_hides_once(led: Any, remote: Remote, cast: Cast, database: Database) -> None:
    card = led.approve(cast.ane)
    remote.send(f"/kort/{card}/skjul")
    hidden = card_in(database, card)
    assert remote.send(f"/kort/{card}/skjul").status_code == 200
    assert card_in(database, card).version == hidden.version
    for _ in range(2):
        assert remote.send(f"/kort/{card}/vis").status_code == 200


@pytest.mark.parametrize("word", ["skjul", "vis"])
def test_a_card_the_leader_may_not_read_does_not_exist(
    led: Any, remote: Remote, cast: Cast, word: str
) -> None:
    card = led.approve(cast.ane, "group")
    assert remote.send(f"/kort/{card}/{word}").status_code == 404


def test_only_a_leader_hides(led: Any, others: list[Remote], cast: Cast) -> None:
    card = led.approve(cast.ane)
    for remote in others:
        assert remote.send(f"/kort/{card}/skjul").status_code == 401
        assert f'id="card-{card}"' in remote.projector()
