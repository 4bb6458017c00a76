"""«Har gått»: no longer counted, and back again with one tap."""

from collections.abc import Callable
from typing import Any

from facilitator.db import Database
from facilitator.models import Card
from tests.support.cast import Cast
from tests.support.phones import EIGHT
from tests.support.remote import Remote


def test_who_has_left_is_no_longer_counted(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    start()
    assert "<b>4</b> er her" in remote.projector()
    assert remote.send(f"/folk/{cast.ane}/gikk").json["message"] == "Ane har gått."
    assert "<b>3</b> er her" in remote.projector()


def test_coming_back_is_one_tap(start: Callable[..., Any], remote: Remote, cast: Cast) -> None:
    start()
    remote.send(f"/folk/{cast.ane}/gikk")
    assert "Er her igjen" in remote.page()
    remote.send("/folk/kom", participant=cast.ane)
    assert "<b>4</b> er her" in remote.projector()
    assert ">uten telefon<" not in remote.page()


def test_what_is_written_stays(
    start: Callable[..., Any], remote: Remote, cast: Cast, database: Database
) -> None:
    led = start()
    led.advance_to("hosting")
    card = led.approve(cast.ane)
    remote.send(f"/folk/{cast.ane}/gikk")
    with database.reading() as db:
        assert db.get_one(Card, card).owner_id == cast.ane
    assert f'id="card-{card}"' in remote.projector()


def test_tables_are_made_of_those_who_are_here(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper", "amina", "oddvar"])
    led.advance_to("skriv_2")
    remote.send(f"/folk/{cast.ane}/gikk")
    led.advance_to("gjenfortell")
    assert not any(cast.ane in table for table in led.groups("bord"))


def test_twice_is_the_same_and_a_stranger_is_not_found(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    start()
    for _ in range(2):
        assert remote.send(f"/folk/{cast.ane}/gikk").status_code == 200
    assert "<b>3</b> er her" in remote.projector()
    assert remote.send("/folk/99999/gikk").status_code == 404


def test_only_a_leader_says_so(start: Callable[..., Any], others: list[Remote], cast: Cast) -> None:
    start()
    for remote in others:
        before = "<b>5</b> er her"
        assert before in remote.projector()
        assert remote.send(f"/folk/{cast.ane}/gikk").status_code == 401
        assert before in remote.projector()


def test_a_small_group_is_measured_by_who_is_here(
    start: Callable[..., Any], remote: Remote
) -> None:
    led = start(process="erfaringsdeling", present=EIGHT)
    led.advance_to("runde")
    ring = led.groups("ringer")[0]
    assert len(ring) == 4
    for person in ring[1:]:
        remote.send(f"/folk/{person}/gikk")
    assert "Den minste gruppa er på én." in remote.page()
