"""Somebody comes or leaves while the round is on: turns that are over stand, none is cut."""

import datetime as dt
import html
import json
import re

import pytest

from facilitator.models import Audience, Draft, Ready
from tests.support.phones import EIGHT, Phone, phone_of

MINUTES = 36


@pytest.fixture
def led(start):
    led = start(process="erfaringsdeling", present=EIGHT[:6])
    led.advance_to("runde")
    return led


@pytest.fixture
def ring(led, phone, cast):
    """The six sit in one ring, and Ane's phone lies in the middle."""
    ane = Phone(phone("ane"), cast)
    address = f"/ring/{led.group_of(cast.ane, 'ringer')}/runde"
    assert ane.post(f"{address}/klokke").status_code == 200
    return ane, address


def turns_of(page):
    found = re.findall(r"data-turns=['\"](.*?)['\"][ >]", page)
    return [json.loads(html.unescape(text))["boundaries"] for text in found]


def minutes(ends):
    return [round(end / 60_000, 2) for end in ends]


def board(phone):
    return html.unescape(phone.get("/lerret").text)


def raw(phone, rest=""):
    return phone.get(rest).text


def pass_time(clock, share):
    clock.now += dt.timedelta(minutes=MINUTES * share)


def test_who_comes_late_gets_a_turn_of_what_is_left(led, ring, clock, remote, cast):
    ane, _ = ring
    pass_time(clock, 3.5 / 6)
    remote.send("/folk/kom", participant=cast.oddvar)
    page = raw(ane)
    assert "Tur 4 av 7" in page
    assert [minutes(ends) for ends in turns_of(page)] == [[6, 12, 18, 24, 28, 32, 36]]
    assert [minutes(ends) for ends in turns_of(raw(ane, "/lerret"))] == [
        [6, 12, 18, 24, 28, 32, 36]
    ]
    assert "Ringen med <b>sju</b>" in board(ane)


def test_who_has_left_leaves_no_empty_turn_and_coming_back_is_as_if_nothing(
    led, ring, clock, remote, cast
):
    ane, _ = ring
    pass_time(clock, 1.5 / 6)
    remote.send(f"/folk/{cast.hodan}/gikk")
    assert [minutes(ends) for ends in turns_of(raw(ane))] == [[6, 12, 20, 28, 36]]
    assert "Tur 2 av 5" in raw(ane)
    remote.send("/folk/kom", participant=cast.hodan)
    assert [minutes(ends) for ends in turns_of(raw(ane))] == [[6, 12, 18, 24, 30, 36]]


def test_twice_gone_is_noted_once_and_never_who(led, ring, clock, remote, cast, database):
    pass_time(clock, 1.5 / 6)
    for _ in range(2):
        remote.send(f"/folk/{cast.hodan}/gikk")
    with database.reading() as db:
        kept = [draft.fields for draft in db.query(Draft) if draft.scope == "ring:runde"]
    assert kept == [{"sizes": [[9 * 60_000, 6]]}]


def test_before_the_round_it_is_simply_a_smaller_ring(start, phone, cast, remote):
    led = start(process="erfaringsdeling", present=EIGHT[:6])
    led.advance_to("runde")
    remote.send(f"/folk/{cast.hodan}/gikk")
    ane = Phone(phone("ane"), cast)
    assert "Ringen med <b>fem</b>" in board(ane)
    assert [len(ends) for ends in turns_of(raw(ane, "/lerret"))] == [5]


def test_the_ring_and_the_projector_hear_of_it_and_no_other_phone_is_moved(
    led, ring, clock, remote, cast, database
):
    ane, address = ring
    pass_time(clock, 1.5 / 6)
    group, room = f"group:{address.split('/')[2]}", f"room:{led.room}"

    def heard():
        with database.reading() as db:
            return {row.key: row.revision for row in db.query(Audience)}

    before, step = heard(), re.search(r'data-step="([^"]+)"', raw(ane))[1]
    remote.send(f"/folk/{cast.hodan}/gikk")
    after = heard()
    assert after[group] > before[group]
    assert after[room] > before[room]
    assert f'data-step="{step}"' in raw(ane), "a new step would raise the bar for who writes"
    assert "data-follows-counts" in board(ane)


def test_a_ring_that_changed_stands_by_its_number(start, phone, cast, clock, remote):
    led = start(process="erfaringsdeling", present=EIGHT)
    led.advance_to("runde")
    rings = led.groups("ringer")
    assert len({len(members) for members in rings}) == 1
    pass_time(clock, 1.5 / 6)
    remote.send(f"/folk/{rings[1][0]}/gikk")
    shown = board(phone_of(phone, cast, rings[0][0]))
    assert "Ring 2 med <b>tre</b>" in shown
    assert "Ring 1 med <b>fire</b>" in shown
    assert len(turns_of(raw(phone_of(phone, cast, rings[0][0]), "/lerret"))) == 2


def test_done_is_quiet_until_the_last_turn(led, ring, clock):
    ane, _ = ring
    button = r'<button class="ds-button ([a-z-]+)" data-variant="([a-z]+)" data-ring-done>'
    assert re.search(button, raw(ane)).groups() == ("quiet", "secondary")
    pass_time(clock, 5.5 / 6)
    assert re.search(button, raw(ane)).groups() == ("main-btn", "primary")


def test_not_done_after_all(led, ring, cast, database, phone, remote):
    ane, address = ring
    other = Phone(phone("hodan"), cast)
    ane.post(f"{address}/ferdig")
    assert "Vi er ikke ferdige likevel" in ane.surface()
    for who in (ane, other):
        assert who.post(f"{address}/fortsett").status_code == 200
    assert "Vi er ikke ferdige likevel" not in ane.surface()
    assert "data-ring-done" in ane.surface()
    with database.reading() as db:
        assert db.query(Ready).count() == 0
    assert ane.submit(f"{address}/fortsett").status_code == 303


def test_only_the_ring_itself_may_go_on(led, ring, cast, stranger):
    _, address = ring
    assert Phone(stranger, cast).post(f"{address}/fortsett").status_code == 403
