"""«Se opp»: all open phones ask their people to look up."""

import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.models import Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote

NEVER = 0


def called(page: str) -> int:
    [at] = re.findall(r'id="called"[^>]* data-called="(\d+)"', page)
    return int(at)


def test_it_reaches_all_in_the_room_at_once(
    start: Callable[..., Any], remote: Remote, facts: list[Any], cast: Cast, clock: Clock
) -> None:
    start()
    facts.clear()
    answer = remote.send("/se-opp")
    assert answer.json["ok"]
    assert "Se opp" in answer.json["message"]
    [fact] = [fact for fact in facts if type(fact).__name__ == "EverybodyCalled"]
    assert (fact.audience, fact.at) == (f"room:{cast.room}", int(clock().timestamp() * 1000))


def test_a_phone_that_comes_back_a_moment_later_is_told_too(
    start: Callable[..., Any],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    stranger: FlaskClient,
    cast: Cast,
    clock: Clock,
) -> None:
    start()
    ane = phone("ane")
    home = f"/rom/{cast.public_id}"
    assert called(ane.get(home).text) == NEVER
    remote.send("/se-opp")
    at = int(clock().timestamp() * 1000)
    assert called(ane.get(home, headers=SNAPSHOT).text) == at
    assert called(stranger.get(f"{home}/tavle", headers=SNAPSHOT).text) == at


def test_the_projector_stands_as_it_does(start: Callable[..., Any], remote: Remote) -> None:
    start()
    remote.send("/se-opp")
    assert 'id="called"' not in remote.projector()


def test_two_presses_in_a_moment_are_one_call(
    start: Callable[..., Any],
    remote: Remote,
    remote2: Remote,
    facts: list[Any],
    clock: Clock,
    database: Database,
    cast: Cast,
) -> None:
    start()
    facts.clear()
    remote.send("/se-opp")
    clock.tick(seconds=2)
    answer = remote2.send("/se-opp")
    assert answer.status_code == 200
    assert "allerede" in answer.json["message"]
    assert len([f for f in facts if type(f).__name__ == "EverybodyCalled"]) == 1
    clock.tick(seconds=4)
    remote2.send("/se-opp")
    with database.reading() as db:
        assert db.get_one(Room, cast.room).called_at == int(clock().timestamp() * 1000)


def test_it_works_before_anything_is_on(remote: Remote, facts: list[Any]) -> None:
    assert remote.send("/se-opp").status_code == 200
    assert [f for f in facts if type(f).__name__ == "EverybodyCalled"]


def test_it_moves_neither_phase_nor_clock(start: Callable[..., Any], remote: Remote) -> None:
    start()
    step = remote.step
    remote.send("/se-opp")
    assert remote.step == step


def test_only_a_leader_calls(
    start: Callable[..., Any], others: list[Remote], facts: list[Any]
) -> None:
    start()
    facts.clear()
    for other in others:
        assert other.send("/se-opp").status_code == 401
    assert facts == []
