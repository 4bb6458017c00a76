"""What a committed fact tells, and to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import access, cards, rooms, story_drafts
from facilitator.models import Claim, Interview, Room
from tests.conftest import Clock
from tests.realtime.conftest import Ear
from tests.support.cast import Cast
from tests.support.lead import Led

PAIRS = ("ane", "hodan", "helge", "kasper")
Start = Callable[..., Led]
Phone = Callable[[str], FlaskClient]
Listen = Callable[..., Ear]


@pytest.fixture
def led(socketio: SocketIO, start: Start) -> Led:
    """In Godkjenn; the sockets' listener hears the database from the start."""
    led = start(present=PAIRS)
    led.advance_to("godkjenn")
    return led


def test_an_approved_story_reaches_everybody_once(
    led: Led, cast: Cast, phone: Phone, leader: FlaskClient, stranger: FlaskClient, listen: Listen
) -> None:
    ears = [listen(phone("ane")), listen(stranger, "board"), listen(leader, "lead")]
    led.write_story(cast.ane)
    card = led.approve(cast.ane, "room")
    assert [ear.cards() for ear in ears] == [[f"card-{card}"]] * 3


@pytest.mark.parametrize("visibility", ["me", "pair", "group"])
def test_a_story_for_fewer_says_nothing_on_the_board(
    led: Led, cast: Cast, stranger: FlaskClient, listen: Listen, visibility: str
) -> None:
    ear = listen(stranger, "board")
    led.write_story(cast.ane)
    led.approve(cast.ane, visibility)
    assert ear.changes(f"board:{ear.board}") == []


def hidden(led: Led, card: int, now: Any) -> None:
    led.change(card, cards.hide, now)


def withdrawn(led: Led, card: int, now: Any) -> None:
    led.change(card, cards.withdraw, now)


def narrowed(led: Led, card: int, now: Any) -> None:
    led.change(card, cards.set_visibility, "me", now)


@pytest.mark.parametrize("leaves", [hidden, withdrawn, narrowed])
def test_a_card_that_leaves_is_told_as_gone_and_without_its_text(
    led: Led, cast: Cast, clock: Clock, stranger: FlaskClient, listen: Listen, leaves: Any
) -> None:
    card = led.approve(cast.ane, "room", text="Dette var hemmelig.")
    ear = listen(stranger, "board")
    leaves(led, card, clock())
    told = ear.changes(f"board:{ear.board}")
    assert [change["gone"] for change in told] == [[{"id": f"card-{card}", "v": 2}]]
    assert "hemmelig" not in str(told)


def test_a_card_that_comes_back_outranks_its_leaving(
    led: Led, cast: Cast, clock: Clock, stranger: FlaskClient, listen: Listen
) -> None:
    card = led.approve(cast.ane, "room")
    ear = listen(stranger, "board")
    led.change(card, cards.hide, clock())
    led.change(card, cards.unhide)
    gone, back = ear.changes(f"board:{ear.board}")
    assert back["items"][0]["v"] > gone["gone"][0]["v"]


def test_the_revisions_of_the_board_have_no_hole(
    led: Led, cast: Cast, clock: Clock, stranger: FlaskClient, listen: Listen
) -> None:
    ear = listen(stranger, "board")
    held = ear.answer["audiences"][f"board:{ear.board}"]
    for name in PAIRS:
        card = led.approve(cast.people[name], "cohort")
        led.change(card, cards.hide, clock())
    for change in ear.changes(f"board:{ear.board}"):
        assert change["from"] == held
        held = change["to"]
    assert held == 2 * len(PAIRS)


def test_a_handed_over_text_is_told_to_the_teller_alone(
    led: Led, cast: Cast, phone: Phone, leader: FlaskClient, listen: Listen
) -> None:
    interview, writer = led.told_by(cast.ane)
    names = {person: name for name, person in cast.people.items()}
    teller, other = listen(phone("ane")), listen(phone(names[writer]))
    lead = listen(leader, "lead")
    led.write_story(cast.ane, text="Bare for Ane.")
    with led.database.transaction() as db:
        story_drafts.deliver(db, db.get_one(Interview, interview), writer, led.clock())
    own = f"person:{cast.room}:{cast.ane}"
    assert [change["refetch"] for change in teller.changes(own)] == [True]
    everything = [*other.changes(), *lead.changes()]
    assert own not in {change["a"] for change in everything}
    assert "Bare for Ane" not in str(everything)


def test_a_groups_and_a_persons_audience_have_no_strangers(
    led: Led, cast: Cast, phone: Phone, leader: FlaskClient, stranger: FlaskClient, listen: Listen
) -> None:
    ane = set(listen(phone("ane")).answer["audiences"])
    others = [listen(stranger, "board"), listen(leader, "lead")]
    outsider = next(n for n in PAIRS if cast.people[n] not in _group_of(led, cast.ane))
    others.append(listen(phone(outsider)))
    pair = f"group:{led.group_of(cast.ane)}"
    private = {f"person:{cast.room}:{cast.ane}", pair}
    assert private < ane
    for other in others:
        assert not private & set(other.answer["audiences"])


def _group_of(led: Led, person: int) -> list[int]:
    return next(group for group in led.groups() if person in group)


def test_who_has_no_place_does_not_come_in(
    led: Led, phone: Phone, stranger: FlaskClient, listen: Listen
) -> None:
    assert listen(stranger, "phone").answer["ok"] is False
    assert listen(stranger, "lead").answer["ok"] is False
    assert listen(phone("ane"), "lead").answer["ok"] is False
    assert listen(phone("ane"), "elsewhere").answer["ok"] is False


def test_who_was_refused_hears_nothing(
    led: Led, cast: Cast, stranger: FlaskClient, listen: Listen
) -> None:
    ear = listen(stranger, "phone")
    led.approve(cast.ane, "room")
    assert ear.changes() == []


@pytest.mark.parametrize("nonsense", [None, [], "rommet", {"room": {"a": 1}}, {"surface": 3}])
def test_nonsense_is_answered_and_opens_nothing(
    app: Any, socketio: SocketIO, cast: Cast, nonsense: Any
) -> None:
    socket: SocketIOTestClient = socketio.test_client(app)
    answer = socket.emit("enter", nonsense, callback=True)
    assert answer["ok"] is False
    assert answer["message"]


def test_a_closed_room_opens_for_the_leader_alone(
    led: Led, cast: Cast, phone: Phone, leader: FlaskClient, listen: Listen
) -> None:
    ane = phone("ane")
    with led.database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), led.clock())
    assert listen(ane).answer["ok"] is False
    assert listen(leader, "lead").answer["ok"] is True


def test_entering_another_surface_leaves_what_was_heard_before(
    led: Led, cast: Cast, phone: Phone, listen: Listen
) -> None:
    ear = listen(phone("ane"))
    led.change(led.approve(cast.ane, "group"), cards.thank, "Takk")
    own = f"person:{cast.room}:{cast.ane}"
    assert ear.changes(own)
    ear.enter("board")
    led.change(led.approve(cast.hodan, "group"), cards.thank, "Takk")
    assert {change["a"] for change in ear.changes()} <= set(ear.answer["audiences"])
    assert own not in ear.answer["audiences"]


def test_a_name_that_is_taken_back_cuts_the_phones_socket(
    led: Led, database: Database, app: Flask, cast: Cast, phone: Phone, listen: Listen
) -> None:
    ear = listen(phone("ane"))
    with database.transaction() as db:
        claim = db.scalars(select(Claim).where(Claim.participant_id == cast.ane)).one()
        access.withdraw(db, claim, led.clock())
    assert not ear.socket.is_connected()
    assert app.extensions["facilitator_presence"].connected(cast.room) == set()


def test_the_numbers_of_the_room_are_drawn_once_for_a_burst(
    socketio: SocketIO,
    database: Database,
    cast: Cast,
    clock: Clock,
    stranger: FlaskClient,
    listen: Listen,
) -> None:
    ear = listen(stranger, "board")
    with database.transaction() as db:
        for name in PAIRS:
            rooms.join(db, db.get_one(Room, cast.room), cast.people[name], clock())
    changes = ear.changes(f"room:{cast.room}")
    assert [(c["from"], c["to"]) for c in changes] == [(0, 4)]
    counts = [item for item in changes[0]["items"] if item["id"] == "counts"]
    assert len(counts) == 1
    assert "4" in counts[0]["html"]
