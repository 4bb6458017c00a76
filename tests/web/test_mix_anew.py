"""«Bland på nytt», and what the remote says of how the groups came to be."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import groups
from facilitator.domain.seat_questions import Question, answered
from facilitator.models import Activity, ApartPair
from tests.support.cast import Cast
from tests.support.phones import EIGHT, Phone
from tests.support.remote import JSON, Remote


def sets_of(led: Any) -> set[frozenset[int]]:
    return {frozenset(ids) for ids in led.groups()}


def mix(remote: Remote, turn: int = 0, key: str = "par") -> Any:
    return remote.send("/bland", set=key, turn=turn)


def move(remote: Remote, led: Any, person: int) -> int:
    """By hand, to the first pair that is another's; gives the pair."""
    target = next(group for group in led.group_ids() if group != led.group_of(person))
    assert remote.send("/flytt", participant=person, group=target).status_code == 200
    return target


def test_everybody_sits_with_others(start: Callable[..., Any], remote: Remote) -> None:
    led = start(present=EIGHT)
    before = sets_of(led)
    assert mix(remote).json["message"] == "Gruppene er blandet på nytt."
    assert not sets_of(led) & before
    assert sorted(len(ids) for ids in led.groups()) == [2, 2, 2, 2]
    assert {teller for _, teller, _ in led.interviews()} == set().union(*before)


def test_two_presses_mix_once(start: Callable[..., Any], remote: Remote) -> None:
    led = start(present=EIGHT)
    mix(remote)
    once = led.groups()
    assert "alt blandet" in mix(remote).json["message"]
    assert led.groups() == once
    mix(remote, turn=1)
    assert led.groups() != once


def test_where_somebody_was_placed_by_hand_the_group_stands(
    start: Callable[..., Any], remote: Remote, cast: Cast, database: Database
) -> None:
    led = start(present=EIGHT)
    kept = move(remote, led, cast.ane)
    assert "1 flyttet for hånd" in remote.page()
    with database.reading() as db:
        activity = db.get_one(Activity, led.id)
        own = groups.group_of(db, activity, "par", cast.ane)
        placed = [(m.participant_id, m.by_hand) for m in own.members]
    assert [person for person, by_hand in placed if by_hand] == [cast.ane]
    mix(remote)
    assert led.group_of(cast.ane) == kept
    assert frozenset(person for person, _ in placed) in sets_of(led)
    assert "1 flyttet for hånd" in remote.page()


@pytest.mark.parametrize(
    ("phase", "why"),
    [("intervju_1", "midt i en samtale"), ("gjenfortell", "satt sammen til nye grupper")],
)
def test_it_says_why_not(start: Callable[..., Any], remote: Remote, phase: str, why: str) -> None:
    led = start(present=EIGHT)
    led.advance_to(phase)
    before = led.groups()
    answer = mix(remote)
    assert answer.status_code == 200
    assert why in answer.json["message"]
    assert led.groups() == before
    assert why in remote.page()


def test_what_is_written_is_never_mixed_away(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start(present=EIGHT)
    led.advance_to("skriv_1")
    led.write_story(led.interviews()[0][1])
    led.press("back")
    led.press("back")
    before = led.groups()
    assert "begynt å skrive" in mix(remote).json["message"]
    assert led.groups() == before


def test_only_a_leader_mixes(start: Callable[..., Any], others: list[Remote]) -> None:
    led = start(present=EIGHT)
    before = led.groups()
    assert [mix(remote).status_code for remote in others] == [401, 401]
    assert led.groups() == before


def test_a_set_that_is_not_there_is_left_alone(start: Callable[..., Any], remote: Remote) -> None:
    start(present=EIGHT)
    for key in ("finnes_ikke", "bord", ""):
        assert "står som de er" in mix(remote, key=key).json["message"]


def apart(database: Database, cast: Cast, first: str, second: str) -> None:
    low, high = sorted((cast.people[first], cast.people[second]))
    with database.transaction() as db:
        db.add(ApartPair(gathering_id=cast.gathering, first_id=low, second_id=high))


def test_what_gave_way_is_said_to_the_prosessleder_alone(
    start: Callable[..., Any],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    database: Database,
    cast: Cast,
) -> None:
    apart(database, cast, "ane", "hodan")
    start(present=["ane", "hodan"])
    said = "Ane og Hodan skulle ikke være sammen."
    assert said in remote.page()
    for other in (remote.projector(), Phone(phone("ane"), cast).surface()):
        assert "skulle ikke" not in other


def test_what_no_longer_holds_is_no_longer_said(
    start: Callable[..., Any], remote: Remote, database: Database, cast: Cast
) -> None:
    apart(database, cast, "ane", "hodan")
    led = start(present=["ane", "hodan", "helge", "kasper"])
    assert "skulle ikke" not in remote.page()
    remote.send("/flytt", participant=cast.ane, group=led.group_of(cast.hodan))
    assert "Hodan skulle ikke være sammen" in remote.page() or "Ane skulle ikke" in remote.page()
    move(remote, led, cast.hodan)
    assert "skulle ikke" not in remote.page()


# --- asked beside the server ----------------------------------------------------------------


def test_a_press_asks_before_it_writes_and_takes_the_answer(
    app: Flask, start: Callable[..., Any], remote: Remote, database: Database
) -> None:
    asked: list[Question] = []

    def solve(question: Question) -> Any:
        with database.transaction():
            asked.append(question)  # nobody holds the lock meanwhile
        return answered(question)

    app.config["SOLVE"] = solve
    led = start(present=EIGHT)
    led.advance_to("skriv_2")
    remote.press("videre")
    assert [ask.key for question in asked for ask in question.asks] == ["bord"]
    given = {frozenset(ids) for ids in answered(asked[0]).seats["bord"]}
    assert {frozenset(ids) for ids in led.groups("bord")} == given


def test_without_an_answer_everybody_is_seated_all_the_same(
    app: Flask, remote: Remote, database: Database, cast: Cast, phone: Callable[[str], FlaskClient]
) -> None:
    for name in EIGHT:
        phone(name)
    app.config["SOLVE"] = lambda question: None
    fields = {"process": "ai_intervju", "theme": "Samarbeid", "start": "1"}
    remote.client.post(f"/rom/{cast.public_id}/prosess", data=fields, headers=JSON)
    with database.reading() as db:
        made = groups.of_set(db, db.get_one(Activity, remote.activity.id), "par")
        assert sorted(len(group.members) for group in made) == [2, 2, 2, 2]
