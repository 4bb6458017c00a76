"""«Tilbake»: a phase earlier, and nothing is destroyed."""

from collections.abc import Callable
from typing import Any

from tests.support.cast import Cast
from tests.support.remote import Remote


def test_the_room_goes_back(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("skriv_1")
    assert remote.press("tilbake").json["ok"]
    assert remote.phase == "intervju_1"


def test_groups_and_stories_stay(start: Callable[..., Any], remote: Remote, cast: Cast) -> None:
    led = start()
    led.advance_to("godkjenn")
    pairs = led.groups()
    card = led.approve(cast.ane)
    remote.press("tilbake")
    remote.press("videre")
    assert led.groups() == pairs
    assert f'id="card-{card}"' in remote.projector()


def test_the_first_phase_has_nothing_before_it(start: Callable[..., Any], remote: Remote) -> None:
    start()
    answer = remote.press("tilbake")
    assert answer.status_code == 200
    assert answer.json["message"].startswith("Det går ikke akkurat nå")
    assert remote.phase == "inngang"


def test_a_repeated_press_goes_one_step(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("intervju_2")
    seen = remote.step
    remote.press("tilbake", seen)
    remote.press("tilbake", seen)
    assert remote.phase == "skriv_1"


def test_only_a_leader_goes_back(start: Callable[..., Any], others: list[Remote]) -> None:
    start().advance_to("tenk")
    for remote in others:
        assert remote.press("tilbake").status_code == 401
        assert remote.phase == "tenk"
