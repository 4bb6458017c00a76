"""«Se som deltaker»: what phones show now, for nobody in particular."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.models import Participant, Presence
from facilitator.processes.loader import load_library
from tests.support.cast import Cast
from tests.support.remote import Remote
from tests.support.run_sheet import a_day

FOUR = ("ane", "hodan", "helge", "kasper")


def seen(remote: Remote) -> str:
    answer = remote.client.get(remote.url("/deltaker"))
    assert answer.status_code == 200, answer.text
    return answer.text


def test_it_shows_what_is_asked_and_nothing_can_be_pressed(
    start: Callable[..., Any], remote: Remote
) -> None:
    start(process="innsjekk")
    page = seen(remote)
    assert "Hva bærer du med deg inn i rommet i dag?" in page
    assert 'class="seen-phone" inert' in page
    assert re.findall(r"data-person=.(leder-)?", page) == ["leder-"]


def test_no_participants_text_or_name_is_in_it(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start(present=FOUR)
    for name in FOUR:
        led.write_story(cast.people[name], title="Hemmelig tittel")
    led.advance_to("godkjenn")
    page = seen(remote)
    assert "Hemmelig tittel" not in page
    for name in FOUR:
        assert cast.names[name] not in page


def test_the_stand_in_is_kept_nowhere(
    start: Callable[..., Any], remote: Remote, database: Database
) -> None:
    start(process="innsjekk")
    with database.reading() as db:
        before = (db.query(Participant).count(), db.query(Presence).count())
    seen(remote)
    with database.reading() as db:
        assert (db.query(Participant).count(), db.query(Presence).count()) == before


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_phase_of_every_process_can_be_seen(
    start: Callable[..., Any], remote: Remote, key: str
) -> None:
    led = start(process=key, present=FOUR)
    for phase in load_library()[key].phases:
        led.advance_to(phase.key)
        assert phase.name in seen(remote)


def test_a_break_and_the_lobby(remote: Remote, database: Database, cast: Cast) -> None:
    day = a_day(database, cast)
    assert "Fint at du kom, Deltaker" in seen(remote)
    remote.send(f"/punkt/{day['Pause']}", seen="0:0")
    assert "Vi begynner igjen" in seen(remote)


def test_only_a_leader_sees_it(start: Callable[..., Any], others: list[Remote]) -> None:
    start()
    for remote in others:
        assert remote.client.get(remote.url("/deltaker")).status_code == 401


def test_our_own_remote_alone_may_frame_the_small_projector(
    start: Callable[..., Any], remote: Remote
) -> None:
    start()
    room = f"/rom/{remote.cast.public_id}/lerret"
    small, large = remote.client.get(room + "?mini=1"), remote.client.get(room)
    assert "frame-ancestors 'self'" in small.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in large.headers["Content-Security-Policy"]
    assert "data-leader" not in small.text
