"""Moving somebody between groups: a name, then a table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import arrivals, rooms
from facilitator.models import Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.phones import EIGHT, Phone, phone_of
from tests.support.remote import Remote


def test_out_of_one_pair_and_into_another(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("tenk")
    own = led.group_of(cast.ane)
    target = next(group for group in led.group_ids() if group != own)
    assert remote.send("/flytt", participant=cast.ane, group=target).json["ok"]
    assert led.group_of(cast.ane) == target
    assert sorted(len(group) for group in led.groups()) == [1, 3]


def test_the_text_stays_whose_it_is(start: Callable[..., Any], remote: Remote, cast: Cast) -> None:
    led = start()
    led.advance_to("skriv_1")
    interview, teller, writer = led.interviews()[0]
    led.write_story(teller)
    target = next(g for g in led.group_ids() if g != led.group_of(writer))
    remote.send("/flytt", participant=writer, group=target)
    assert (interview, teller, writer) in led.interviews()


def test_each_phone_shows_the_interview_that_concerns_its_person(
    start: Callable[..., Any],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    cast: Cast,
) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("skriv_1")
    interview, teller, writer = led.interviews()[0]
    led.write_story(teller)
    other = led.group_ids()[1]
    remote.send("/flytt", participant=writer, group=other)
    named = {number: name for name, number in cast.people.items()}
    room = f"/rom/{cast.public_id}"
    moved = phone(named[writer])
    page = moved.get(room).text
    assert "Du har begynt på fortellingen til" in page
    assert f'href="{room}/skriv/{interview}"' in page
    assert "Vi våget å vente" in moved.get(f"{room}/skriv/{interview}").text
    led.advance_to("godkjenn")
    assert "Vi våget å vente" in phone(named[teller]).get(room).text


def test_moving_twice_is_the_same(start: Callable[..., Any], remote: Remote, cast: Cast) -> None:
    led = start()
    led.advance_to("tenk")
    target = next(g for g in led.group_ids() if g != led.group_of(cast.ane))
    for _ in range(3):
        assert remote.send("/flytt", participant=cast.ane, group=target).status_code == 200
    assert sum(group.count(cast.ane) for group in led.groups()) == 1


def test_every_group_can_be_chosen_without_dragging(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("tenk")
    page = remote.page()
    assert f'type="radio" name="participant" value="{cast.ane}"' in page
    assert all(f'name="group" value="{group}"' in page for group in led.group_ids())


def test_what_is_not_chosen_or_not_there_is_said(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("tenk")
    group = led.group_ids()[0]
    assert "Velg én" in remote.send("/flytt", group=group).json["message"]
    for fields in (
        {"participant": cast.ane, "group": 99999},
        {"participant": cast.amina, "group": group},
        {"participant": "9" * 40, "group": group},
    ):
        assert remote.send("/flytt", **fields).status_code == 404


def test_somebody_who_has_left_is_not_moved(
    start: Callable[..., Any], remote: Remote, cast: Cast, database: Database
) -> None:
    led = start()
    led.advance_to("tenk")
    with database.transaction() as db:
        rooms.mark_gone(db, db.get_one(Room, cast.room), cast.ane, led.clock())
    group = led.group_ids()[0]
    assert remote.send("/flytt", participant=cast.ane, group=group).status_code == 404


def test_only_a_leader_moves(start: Callable[..., Any], others: list[Remote], cast: Cast) -> None:
    led = start()
    led.advance_to("tenk")
    before = led.groups()
    for remote in others:
        group = led.group_ids()[0]
        assert remote.send("/flytt", participant=cast.ane, group=group).status_code == 401
    assert led.groups() == before


def test_a_third_after_the_interviews_begins_none_anew(
    start: Callable[..., Any],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    database: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    led = start()
    led.advance_to("gjenfortell")
    with database.transaction() as db:
        arrivals.arrive(db, db.get_one(Room, cast.room), cast.oddvar, clock())
    remote.send("/flytt", participant=cast.oddvar, group=led.group_of(cast.ane))
    page = Phone(phone("ane"), cast).surface()
    assert "av 3" not in page
    assert "Du gjenforteller historien til" in page


@pytest.mark.parametrize(("visibility", "told"), [("group", False), ("room", True)])
def test_who_is_moved_to_another_table_retells_only_what_the_room_may_hear(
    start: Callable[..., Any],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    cast: Cast,
    visibility: str,
    told: bool,
) -> None:
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    led.approve(cast.ane, visibility, text="Bare for bordet mitt.")
    _, writer = led.told_by(cast.ane)
    led.advance_to("gjenfortell")
    own = led.group_of(writer, "bord")
    listener = phone_of(phone, cast, writer)
    assert "Bare for bordet mitt." in listener.surface()
    target = next(table for table in led.group_ids("bord") if table != own)
    remote.send("/flytt", participant=writer, group=target)
    assert ("Bare for bordet mitt." in listener.surface()) is told


def test_each_set_is_headed_by_what_it_is(start: Callable[..., Any], remote: Remote) -> None:
    led = start("veikart", present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("vis")
    page = remote.page()
    heads = re.findall(r'<h3 class="h-sec">([^<]+)</h3>', page)
    assert [head for head in heads if head in ("Lag", "Firere", "Bord")] == ["Firere", "Lag"]
    assert "Flytt den du har valgt, til ring" in page
    assert "Lag 1" in page
