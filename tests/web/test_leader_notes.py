"""The prosessleder's private notes for each phase, on the remote alone."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from tests.support.cast import Cast
from tests.support.phones import NATIONAL_ID, Phone
from tests.support.remote import Remote
from tests.support.run_sheet import a_day, item_of

ADVICE = "Bytt spørsmål fra gang til gang"


def test_ones_own_note_comes_before_the_process(start: Callable[..., Any], remote: Remote) -> None:
    start(process="innsjekk")
    assert remote.send("/notat", phase="ord", note="Husk klokka ti").json["ok"]
    page = remote.page()
    assert page.index("Husk klokka ti") < page.index(ADVICE)


def test_nobody_else_is_sent_it(
    start: Callable[..., Any], remote: Remote, phone: Callable[[str], Any], cast: Cast
) -> None:
    start(process="innsjekk")
    remote.send("/notat", phase="ord", note="Husk klokka ti")
    assert "Husk klokka ti" not in remote.projector()
    assert "Husk klokka ti" not in Phone(phone("ane"), cast).surface()


def test_it_is_for_one_phase(start: Callable[..., Any], remote: Remote) -> None:
    start(process="innsjekk")
    remote.send("/notat", phase="ord", note="Husk klokka ti")
    remote.press("videre")
    assert "Husk klokka ti" not in remote.page()


def test_a_note_of_a_break(remote: Remote, database: Database, cast: Cast) -> None:
    day = a_day(database, cast)
    remote.send(f"/punkt/{day['Pause']}", seen="0:0")
    assert remote.send("/notat", item=day["Pause"], note="Sett fram frukt").json["ok"]
    assert "Sett fram frukt" in remote.page()
    assert "Sett fram frukt" not in remote.projector()
    assert item_of(database, day["Pause"]).notes == {"": "Sett fram frukt"}


@pytest.mark.parametrize("text", [f"Ring {NATIONAL_ID}", "x" * 1501])
def test_what_cannot_be_kept_is_said_at_the_field(
    start: Callable[..., Any], remote: Remote, text: str
) -> None:
    start(process="innsjekk")
    answer = remote.send("/notat", phase="ord", note=text)
    assert answer.status_code == 422
    assert "note" in answer.json["errors"]


def test_a_phase_or_item_that_is_not_there(start: Callable[..., Any], remote: Remote) -> None:
    start(process="innsjekk")
    assert remote.send("/notat", phase="finnes_ikke", note="Hei").status_code == 404
    assert remote.send("/notat", item="99999", note="Hei").status_code == 404


def test_only_a_leader_writes(start: Callable[..., Any], others: list[Remote]) -> None:
    start(process="innsjekk")
    for remote in others:
        assert remote.send("/notat", phase="ord", note="Hei").status_code == 401
