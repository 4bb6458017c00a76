"""The server's side of those who play: started, ended, and missed when they are gone."""

import signal
from dataclasses import replace

import pytest

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import rehearsals
from facilitator.models import Gathering, Rehearsal, Room
from facilitator.rehearsal import keeping
from facilitator.rehearsal.keeping import Crowds, own_address
from tests.conftest import Clock
from tests.support.browser_acts import until
from tests.support.cast import Cast


@pytest.fixture
def public_id(database: Database, cast: Cast, clock: Clock) -> str:
    """A rehearsal whose players have just been heard from."""
    with database.transaction() as db:
        gathering = db.get_one(Gathering, cast.gathering)
        room = rehearsals.begin(db, gathering, cast.turid, clock(), people=2)
        rehearsals.beat(db, rehearsals.require(db, room), room, clock())
        return room.public_id


def alive(database: Database, clock: Clock) -> bool:
    with database.reading() as db:
        return rehearsals.is_alive(db.query(Rehearsal).one(), clock())


def test_those_who_end_unasked_are_missed_and_the_rest_end_with_the_server(
    settings: Settings,
    database: Database,
    clock: Clock,
    public_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "LOOKS", 0.05)
    crowds = Crowds(replace(settings, port=9), database, clock)
    crowds.start(public_id, 2)
    first = crowds.processes[public_id]
    crowds.watch()
    first.send_signal(signal.SIGKILL)
    until(lambda: not alive(database, clock), "nobody noticed")
    crowds.start(public_id, 2)
    second = crowds.processes[public_id]
    crowds.stop_all()
    assert second.wait(10) != 0
    assert crowds.processes == {}


def test_a_server_that_starts_brings_back_those_who_have_fallen_silent(
    settings: Settings,
    database: Database,
    clock: Clock,
    public_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "LOOKS", 0.05)
    crowds = Crowds(replace(settings, port=9), database, clock)
    clock.tick(minutes=1)
    crowds.watch()
    until(lambda: public_id in crowds.processes, "nobody was started")
    crowds.stop_all()
    with database.reading() as db:
        room = db.query(Room).filter(Room.public_id == public_id).one()
        assert rehearsals.require(db, room).beat_at is None


def test_only_the_room_s_own_key_fits(settings: Settings, database: Database, clock: Clock) -> None:
    crowds = Crowds(settings, database, clock)
    key = keeping.key_of(settings.secret_key, "oving-a")
    assert crowds.fits("oving-a", key)
    assert not crowds.fits("oving-b", key)
    assert not crowds.fits("oving-a", "")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("10.0.0.4", "http://10.0.0.4:8000"),
    ],
)
def test_the_server_is_asked_where_it_listens(settings: Settings, host: str, address: str) -> None:
    assert own_address(replace(settings, host=host)) == address
