"""Laying cards side by side under a heading, and spreading them again."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import Cast
from tests.support.remote import Remote


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


@pytest.fixture
def cards(led: Any, cast: Cast) -> list[int]:
    return [led.approve(person) for person in (cast.ane, cast.hodan, cast.helge, cast.kasper)]


def order(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="card-(\d+)"', page)]


def heaps(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="cluster-(\d+)"', page)]


def test_chosen_cards_lie_together_in_their_order_of_arrival(
    cards: list[int], remote: Remote
) -> None:
    first, second, third, fourth = cards
    answer = remote.send("/kort/samle", card=[fourth, second], title="Å vente")
    assert answer.json["ok"]
    page = remote.projector()
    assert "Å vente" in page
    assert "Ellers på tavla" in page
    assert order(page) == [second, fourth, first, third]


def test_spreading_lays_them_as_they_lay(cards: list[int], remote: Remote) -> None:
    remote.send("/kort/samle", card=cards[2:], title="Sammen")
    heap = heaps(remote.projector())[0]
    assert remote.send(f"/samling/{heap}/spre").json["ok"]
    assert order(remote.projector()) == cards
    assert remote.send(f"/samling/{heap}/spre").status_code == 404


def test_the_same_press_twice_makes_one_heap(cards: list[int], remote: Remote) -> None:
    for _ in range(2):
        assert remote.send("/kort/samle", card=cards[:2], title="Sammen").status_code == 200
    assert len(heaps(remote.projector())) == 1


def test_one_card_is_no_heap(cards: list[int], remote: Remote) -> None:
    answer = remote.send("/kort/samle", card=[cards[0]], title="Alene")
    assert answer.status_code == 422
    assert "minst to" in answer.json["errors"]["card"]


@pytest.mark.parametrize("title", ["x" * 81, "13097248022"])
def test_a_heading_that_cannot_stand_is_said_at_its_field(
    cards: list[int], remote: Remote, title: str
) -> None:
    answer = remote.send("/kort/samle", card=cards[:2], title=title)
    assert answer.status_code == 422
    assert "title" in answer.json["errors"]


def test_script_in_a_heading_is_only_text(cards: list[int], remote: Remote) -> None:
    remote.send("/kort/samle", card=cards[:2], title="<script>alert(1)</script>")
    assert "<script>alert" not in remote.projector()
    assert "<script>alert" not in remote.page()


def test_cards_of_other_rooms_and_levels_are_left_alone(
    led: Any, cards: list[int], remote: Remote, cast: Cast
) -> None:
    answer = remote.send("/kort/samle", card=[cards[0], 99999, "x", "9" * 30], title="Nei")
    assert answer.status_code == 422


def test_only_a_leader_gathers(cards: list[int], others: list[Remote]) -> None:
    for remote in others:
        assert remote.send("/kort/samle", card=cards[:2], title="Mine").status_code == 401
        assert heaps(remote.projector()) == []
