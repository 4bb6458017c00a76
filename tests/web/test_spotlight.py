"""One card in the light."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.domain import cards
from tests.support.cast import Cast
from tests.support.remote import Remote


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


def test_the_card_is_alone_on_the_projector(led: Any, remote: Remote, cast: Cast) -> None:
    first, second = led.approve(cast.ane), led.approve(cast.hodan, title="Et annet")
    assert remote.send(f"/kort/{first}/lys").json["ok"]
    page = remote.projector()
    assert 'data-screen="spot"' in page
    assert f'id="card-{first}"' in page
    assert f'id="card-{second}"' not in page


def test_taking_the_light_away_brings_the_board_back(led: Any, remote: Remote, cast: Cast) -> None:
    made = [led.approve(cast.ane), led.approve(cast.hodan)]
    remote.send(f"/kort/{made[0]}/lys")
    remote.send("/kort/lys-av")
    page = remote.projector()
    assert all(f'id="card-{card}"' in page for card in made)


def test_the_name_stands_only_when_it_was_ticked(led: Any, remote: Remote, cast: Cast) -> None:
    named, unnamed = led.approve(cast.ane, show_name=True), led.approve(cast.hodan)
    remote.send(f"/kort/{named}/lys")
    assert cast.names["ane"] in remote.projector()
    remote.send(f"/kort/{unnamed}/lys")
    assert cast.names["hodan"] not in remote.projector()


def test_a_card_that_is_taken_back_leaves_the_light(
    led: Any, remote: Remote, cast: Cast, facts: list[Any]
) -> None:
    card = led.approve(cast.ane)
    remote.send(f"/kort/{card}/lys")
    facts.clear()
    led.change(card, cards.withdraw, led.clock())
    assert {type(fact).__name__ for fact in facts} >= {"CardOffBoard", "BoardArranged"}
    assert 'data-screen="wall"' in remote.projector()
    assert f'id="card-{card}"' not in remote.projector()


@pytest.mark.parametrize("level", ["me", "pair", "group"])
def test_what_the_room_may_not_read_does_not_come_into_the_light(
    led: Any, remote: Remote, cast: Cast, level: str
) -> None:
    card = led.approve(cast.ane, level)
    assert remote.send(f"/kort/{card}/lys").status_code == 404
    assert 'data-screen="wall"' in remote.projector()


def test_only_a_leader_turns_the_light(led: Any, others: list[Remote], cast: Cast) -> None:
    card = led.approve(cast.ane)
    for remote in others:
        assert remote.send(f"/kort/{card}/lys").status_code == 401
        assert remote.send("/kort/lys-av").status_code == 401
        assert 'data-screen="wall"' in remote.projector()


def test_twice_is_the_same(led: Any, remote: Remote, cast: Cast) -> None:
    card = led.approve(cast.ane)
    for _ in range(2):
        assert remote.send(f"/kort/{card}/lys").status_code == 200
    assert 'data-screen="spot"' in remote.projector()
