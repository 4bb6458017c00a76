"""Which question stands, where one is asked at a time."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.domain import activities
from facilitator.models import Room
from facilitator.processes.loader import load_process
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.phones import Phone
from tests.support.remote import Remote

FIRST = "Hva bærer du med deg inn i rommet i dag?"
THIRD = "Hva har du prøvd siden sist som du er litt stolt av?"

IN_TURN = """
format = 1
key = "tre_sporsmal"
name = "Tre spørsmål"
minutes = 5
purpose = "Ett om gangen."

[[phases]]
key = "tenk"
name = "Tenk selv"
kind = "solo"
minutes = 5
size = "1"
prompts = ["Først?", "Så?", "Til slutt?"]
"""


@pytest.fixture
def ane(phone: Callable[[str], Any], cast: Cast) -> Phone:
    return Phone(phone("ane"), cast)


def test_the_picked_question_stands_everywhere(
    start: Callable[..., Any], remote: Remote, ane: Phone
) -> None:
    start(process="innsjekk")
    assert FIRST in remote.projector()
    assert remote.send("/sporsmal", phase="ord", question=2).json["ok"]
    assert THIRD in remote.projector()
    assert FIRST not in remote.projector()
    assert THIRD in ane.surface()
    assert FIRST not in ane.surface()


def test_pairs_on_the_ladder_have_them_all_and_the_wall_one(
    start: Callable[..., Any], remote: Remote
) -> None:
    """Talking pairs keep their own pace, and the prosessleder goes on for the room."""
    led = start(process="disputing")
    led.advance_to("disputer")
    first, second = "D: Hva taler for tanken", "Finnes det en annen forklaring?"
    assert first in remote.projector()
    assert second not in remote.projector()
    assert remote.send("/sporsmal", phase="disputer", question=1).json["ok"]
    assert second in remote.projector()
    assert first not in remote.projector()


def test_the_same_press_again_changes_nothing(
    start: Callable[..., Any], remote: Remote, facts: list[Any]
) -> None:
    start(process="innsjekk")
    remote.send("/sporsmal", phase="ord", question=1)
    told = len(facts)
    remote.send("/sporsmal", phase="ord", question=1)
    assert len(facts) == told


def test_questions_in_turn_come_one_by_one(
    remote: Remote, ane: Phone, database: Database, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        process = load_process(IN_TURN, "tre_sporsmal.toml")
        activity = activities.plan(db, db.get_one(Room, cast.room), process, clock())
        activities.press(db, activity, "start", 0, by="Turid", now=clock())
    page = remote.page()
    assert "Spørsmål 1 av 3" in page
    assert "Neste spørsmål" in page
    remote.send("/sporsmal", phase="tenk", question=1)
    assert "Så?" in remote.projector()
    assert "Så?" in ane.surface()
    assert "Først?" not in ane.surface()
    remote.send("/sporsmal", phase="tenk", question=2)
    assert "Neste spørsmål" not in remote.page()


def test_talking_pairs_keep_all_their_questions(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("intervju_1")
    assert "Neste spørsmål" not in remote.page()
    assert remote.projector().count("<li>") >= 6


@pytest.mark.parametrize(("phase", "question"), [("ord", 9), ("finnes_ikke", 0), ("ord", "x")])
def test_a_question_that_is_not_there_is_not_found(
    start: Callable[..., Any], remote: Remote, phase: str, question: object
) -> None:
    start(process="innsjekk")
    assert remote.send("/sporsmal", phase=phase, question=question).status_code == 404


def test_a_press_made_from_another_process_is_refused(
    start: Callable[..., Any], remote: Remote
) -> None:
    start(process="innsjekk")
    answer = remote.send("/sporsmal", phase="ord", question=1, activity=9999)
    assert answer.status_code == 404
    assert FIRST in remote.projector()


def test_only_one_who_leads_picks(start: Callable[..., Any], others: list[Remote]) -> None:
    start(process="innsjekk")
    for remote in others:
        assert remote.send("/sporsmal", phase="ord", question=1).status_code == 401


def test_what_was_filled_in_stands_in_the_question(
    start: Callable[..., Any], remote: Remote, ane: Phone
) -> None:
    start(process="en_to_fire_alle")
    asked = "Når er samarbeidet med barna på sitt aller beste?"
    assert asked in remote.projector()
    assert asked in ane.surface()


def test_a_date_is_said_as_people_say_it(start: Callable[..., Any], remote: Remote) -> None:
    start(process="festivalverksted").advance_to("pamelding")
    assert "6. oktober" in remote.projector()
    assert "2027-10-06" not in remote.projector()
