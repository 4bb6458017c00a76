"""Somebody comes late: placed by the app, or asked about while two and two talk."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.domain import arrivals
from facilitator.models import Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.phones import EIGHT
from tests.support.remote import Remote

Arrive = Callable[[int], None]


@pytest.fixture
def arrive(database: Database, cast: Cast, clock: Clock) -> Arrive:
    def come(person: int) -> None:
        clock.tick(minutes=2)
        with database.transaction() as db:
            arrivals.arrive(db, db.get_one(Room, cast.room), person, clock())

    return come


def test_before_the_talk_the_app_finds_a_seat(
    start: Callable[..., Any], remote: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("tenk")
    arrive(cast.oddvar)
    assert any(cast.oddvar in group for group in led.groups())
    page = remote.page()
    assert "kom nå" not in page
    assert "Oddvar (ny)" in page


def test_a_trio_and_one_more_become_two_pairs(
    start: Callable[..., Any], cast: Cast, arrive: Arrive
) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper", "amina"])
    led.advance_to("tenk")
    arrive(cast.oddvar)
    assert sorted(len(group) for group in led.groups()) == [2, 2, 2]


def test_while_two_talk_the_remote_asks(
    start: Callable[..., Any], remote: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("intervju_1")
    arrive(cast.oddvar)
    page = remote.page()
    assert "<b>Oddvar</b> kom nå." in page
    assert "Bli trio med" in page
    assert "Vent til neste fase" in page
    assert not any(cast.oddvar in group for group in led.groups())


def test_joining_as_a_trio(
    start: Callable[..., Any], remote: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("intervju_1")
    arrive(cast.oddvar)
    group = led.group_ids()[0]
    for _ in range(2):
        answer = remote.send(f"/folk/{cast.oddvar}/plasser", group=group)
        assert answer.status_code == 200
    assert sorted(len(found) for found in led.groups()) == [2, 3]
    assert led.group_of(cast.oddvar) == group
    assert "kom nå" not in remote.page()


def test_waiting_ends_the_question_for_this_phase(
    start: Callable[..., Any], remote: Remote, remote2: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("intervju_1")
    arrive(cast.oddvar)
    for _ in range(2):
        assert remote.send(f"/folk/{cast.oddvar}/vent").status_code == 200
    assert "kom nå" not in remote2.page()
    led.advance_to("skriv_1")
    assert "kom nå" in remote2.page()


def test_who_waits_is_not_counted_as_ready(
    start: Callable[..., Any], remote: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("skriv_1")
    arrive(cast.oddvar)
    remote.send(f"/folk/{cast.oddvar}/vent")
    assert "<b>0 av 2</b> har skrevet ferdig" in remote.projector()


def test_who_waited_sits_at_a_table_afterwards(
    start: Callable[..., Any], remote: Remote, cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("intervju_2")
    arrive(cast.oddvar)
    remote.send(f"/folk/{cast.oddvar}/vent")
    led.advance_to("gjenfortell")
    assert any(cast.oddvar in table for table in led.groups("bord"))


def test_only_a_leader_decides(
    start: Callable[..., Any], others: list[Remote], cast: Cast, arrive: Arrive
) -> None:
    led = start()
    led.advance_to("intervju_1")
    arrive(cast.oddvar)
    for remote in others:
        path = f"/folk/{cast.oddvar}"
        assert remote.send(f"{path}/plasser", group=led.group_ids()[0]).status_code == 401
        assert remote.send(f"{path}/vent").status_code == 401
    assert not any(cast.oddvar in group for group in led.groups())


def test_while_the_others_read_nobody_is_disturbed_and_a_table_is_found(
    start: Callable[..., Any], cast: Cast, arrive: Arrive
) -> None:
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    pairs = led.groups()
    arrive(cast.amina)
    assert led.groups() == pairs
    assert any(cast.amina in table for table in led.groups("bord"))
