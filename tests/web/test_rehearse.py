"""«Øv på samlingen»: begun, steered and thrown away over HTTP, and played by those who play."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import rehearsals, rooms
from facilitator.models import Activity, Card, Room, RunSheet, RunSheetItem
from tests.support.cast import Cast
from tests.support.rehearsing import KEY, Keeper, crowd_in, play
from tests.support.run_sheet import lay, process_item
from tests.support.tables import everything_in

OVER = "Øvingen er over"


@pytest.fixture
def keeper(app: Flask) -> Keeper:
    app.config["CROWDS"] = kept = Keeper()
    return kept


@pytest.fixture
def begin(keeper: Keeper, leader: FlaskClient, cast: Cast) -> Callable[..., str]:
    """Begins one and gives its address; as Turid unless told otherwise."""

    def post(client: FlaskClient | None = None, **fields: str) -> str:
        answer = (client or leader).post(
            f"/samling/{cast.gathering}/oving", data={"people": "7", "speed": "1", **fields}
        )
        assert answer.status_code == 303, answer.text
        return str(answer.location.split("/")[2])

    return post


def test_it_opens_the_remote_and_starts_those_who_play(
    begin: Callable[..., str], keeper: Keeper, leader: FlaskClient
) -> None:
    public_id = begin()
    assert keeper.started == [(public_id, 7)]
    remote = leader.get(f"/rom/{public_id}/styring").text
    assert "<title>Øving · Fjernkontroll" in remote
    assert "Øvedeltakerne er på vei inn" in remote


@pytest.mark.parametrize("rest", ["lerret", "hvem", "gjest", "tavle", "guide", "styring"])
def test_every_page_of_it_says_what_it_is(
    begin: Callable[..., str], leader: FlaskClient, rest: str
) -> None:
    text = leader.get(f"/rom/{begin()}/{rest}").text
    assert "<title>Øving · " in text
    assert "Deltakerne er oppdiktet" in text


def test_the_real_room_says_nothing_of_it(
    begin: Callable[..., str], leader: FlaskClient, cast: Cast
) -> None:
    begin()
    for page in ("lerret", "hvem", "styring"):
        assert "Øving" not in leader.get(f"/rom/{cast.public_id}/{page}").text


def test_only_prosessledere_begin_one(
    keeper: Keeper, stranger: FlaskClient, phone: Callable[[str], FlaskClient], cast: Cast
) -> None:
    for client in (stranger, phone("ane")):
        address = f"/samling/{cast.gathering}/oving"
        assert client.get(address).status_code == 401
        assert client.post(address, data={"people": "7", "speed": "1"}).status_code == 401
    assert keeper.started == []


@pytest.mark.parametrize("people", ["", "0", "201", "mange", "999999"])
def test_a_number_that_cannot_be_is_said_at_its_field(
    keeper: Keeper, leader: FlaskClient, cast: Cast, people: str
) -> None:
    answer = leader.post(f"/samling/{cast.gathering}/oving", data={"people": people, "speed": "10"})
    assert answer.status_code == 422
    assert "Skriv et tall mellom 1 og 200." in answer.text
    assert f'value="{people}"' in answer.text
    assert keeper.started == []


def test_a_second_one_asks_what_to_do_with_the_first(
    begin: Callable[..., str],
    keeper: Keeper,
    leader: FlaskClient,
    leader2: FlaskClient,
    cast: Cast,
) -> None:
    first = begin()
    address = f"/samling/{cast.gathering}/oving"
    asked = leader.post(address, data={"people": "5", "speed": "1"})
    assert asked.status_code == 422
    assert "Du har en øving i gang" in asked.text
    assert f'name="kast" value="{first}"' in asked.text
    second = begin(kast=first)
    assert keeper.stopped == [first]
    assert OVER in leader.get(f"/rom/{first}").text
    third = begin(leader2)  # Aslak has his own
    assert len({first, second, third}) == 3


def test_the_pace_is_changed_on_the_way_by_a_leader_alone(
    begin: Callable[..., str],
    leader: FlaskClient,
    leader2: FlaskClient,
    stranger: FlaskClient,
    database: Database,
) -> None:
    public_id = begin()
    address = f"/rom/{public_id}/oving/tempo"
    assert stranger.post(address, data={"speed": "10"}).status_code == 401
    assert leader2.post(address, data={"speed": "10"}).status_code == 303
    assert leader.post(address, data={"speed": "10"}).status_code == 303
    assert leader.post(address, data={"speed": "3"}).status_code == 422
    with database.reading() as db:
        room = db.scalars(select(Room).where(Room.public_id == public_id)).one()
        assert rehearsals.require(db, room).speed == 10


def test_the_pulse_is_for_those_who_have_the_key(
    begin: Callable[..., str], leader: FlaskClient, stranger: FlaskClient, cast: Cast
) -> None:
    public_id = begin()
    address = f"/rom/{public_id}/oving/puls"
    for client in (leader, stranger):
        assert client.post(address).status_code == 403
        assert client.post(address, headers={"X-Crowd": "feil"}).status_code == 403
    told = stranger.post(address, headers={"X-Crowd": KEY}).get_json()
    assert (told["speed"], told["heard"]) == (1, {})
    real = f"/rom/{cast.public_id}/oving/puls"
    assert stranger.post(real, headers={"X-Crowd": KEY}).status_code == 404


def test_the_remote_says_when_they_have_stopped_and_starts_them_again(
    begin: Callable[..., str],
    keeper: Keeper,
    leader: FlaskClient,
    stranger: FlaskClient,
    clock: Any,
) -> None:
    public_id = begin()
    remote = f"/rom/{public_id}/styring"
    stranger.post(f"/rom/{public_id}/oving/puls", headers={"X-Crowd": KEY})
    assert "har stoppet" not in leader.get(remote).text
    clock.tick(minutes=1)
    stopped = leader.get(remote).text
    assert "Øvedeltakerne har stoppet" in stopped
    assert "Start dem igjen" in stopped
    assert leader.post(f"/rom/{public_id}/oving/start").status_code == 303
    assert keeper.started[-1] == (public_id, 7)
    assert "har stoppet" not in leader.get(remote).text


def test_it_is_played_through_and_leaves_nothing(
    csrf_app: Flask,
    begin: Callable[..., str],
    keeper: Keeper,
    leader: FlaskClient,
    database: Database,
    cast: Cast,
) -> None:
    """Two items of the plan, at the doors and forms that everybody uses, tokens and all."""
    with database.transaction() as db:
        lay(db, cast.gathering, process_item("innsjekk"), process_item("en_to_fire_alle"))
    before = everything_in(database)
    csrf_app.config["WTF_CSRF_ENABLED"] = False
    public_id = begin()
    csrf_app.config["WTF_CSRF_ENABLED"] = True
    crowd, wire = crowd_in(csrf_app, public_id, 7)
    play(crowd, 60)
    assert sum(person.joined for person in crowd.everybody) == 7
    made = [played(crowd, leader, csrf_app, database, public_id) for _ in range(2)]
    assert made[0] >= 5  # a word each, and somebody who stands over
    assert made[1] >= 7
    assert wire.refused == []
    csrf_app.config["WTF_CSRF_ENABLED"] = False
    assert leader.post(f"/rom/{public_id}/oving/kast").status_code == 303
    assert keeper.stopped == [public_id]
    assert everything_in(database) == before
    assert OVER in leader.get(f"/rom/{public_id}/lerret").text


def played(crowd: Any, leader: FlaskClient, app: Flask, database: Database, public_id: str) -> int:
    """The next item, phase by phase, by the remote's own presses; gives how many cards it has."""
    app.config["WTF_CSRF_ENABLED"] = False
    with database.reading() as db:
        room = db.scalars(select(Room).where(Room.public_id == public_id)).one()
        items = db.scalars(
            select(RunSheetItem)
            .join(RunSheet, RunSheet.id == RunSheetItem.sheet_id)
            .where(RunSheet.gathering_id == room.gathering_id, RunSheetItem.started_at.is_(None))
            .order_by(RunSheetItem.position)
        )
        item = items.first()
        assert item is not None
        number = item.id
    _press(leader, database, public_id, f"punkt/{number}")
    app.config["WTF_CSRF_ENABLED"] = True
    while True:
        play(crowd, 240, every=20)
        app.config["WTF_CSRF_ENABLED"] = False
        _press(leader, database, public_id, "videre")
        app.config["WTF_CSRF_ENABLED"] = True
        with database.reading() as db:
            room = db.scalars(select(Room).where(Room.public_id == public_id)).one()
            activity = db.get_one(Activity, room.activity_id or 0)
            if activity.status == "ended":
                cards = select(Card.id).where(Card.activity_id == activity.id)
                return len(db.scalars(cards).all())


def _press(leader: FlaskClient, database: Database, public_id: str, word: str) -> None:
    with database.reading() as db:
        room = db.scalars(select(Room).where(Room.public_id == public_id)).one()
        activity = db.get(Activity, room.activity_id) if room.activity_id else None
        seen = f"{activity.id}:{activity.step}" if activity else "0:0"
        fields = {"seen": seen, "item_seen": str(room.item_id or 0)}
    answer = leader.post(f"/rom/{public_id}/styring/{word}", data=fields)
    assert answer.status_code == 303, answer.text


def test_new_phones_take_over_where_the_old_ones_fell_silent(
    csrf_app: Flask, begin: Callable[..., str], leader: FlaskClient, database: Database
) -> None:
    csrf_app.config["WTF_CSRF_ENABLED"] = False
    public_id = begin(people="3")
    first, _ = crowd_in(csrf_app, public_id, 3)
    play(first, 40)
    assert leader.post(f"/rom/{public_id}/oving/start").status_code == 303
    second, wire = crowd_in(csrf_app, public_id, 3)
    play(second, 60)
    assert all(person.joined for person in second.everybody)
    assert wire.refused == []
    with database.reading() as db:
        room = db.scalars(select(Room).where(Room.public_id == public_id)).one()
        assert rooms.count_present(db, room.id) == 3
