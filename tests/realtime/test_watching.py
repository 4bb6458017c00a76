"""What was taken away where nobody here was told of it: found at the next look, and closed."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO
from sqlalchemy import delete, select

from facilitator.db import Database
from facilitator.domain import access, accounts_owner, handovers, hearing
from facilitator.domain.policies import Actor
from facilitator.models import (
    Activity,
    Claim,
    CohortLeader,
    Device,
    Facilitator,
    Participant,
)
from facilitator.realtime.watching import EVERY, Watch
from tests.conftest import Clock
from tests.realtime.conftest import Ear
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.queries import counted

Phone = Callable[[str], FlaskClient]
Listen = Callable[..., Ear]
COMMAND = Actor(name="facilitator link")


@pytest.fixture
def watch(app: Flask) -> Watch:
    found: Watch = app.extensions["facilitator_watch"]
    return found


@pytest.fixture
def beside(database: Database) -> Iterator[Database]:
    """The same database as another process has it open: nobody here hears what it does."""
    other = Database(database.url)
    yield other
    other.dispose()


def lost_phone(db: Any, cast: Cast, clock: Clock) -> None:
    """`facilitator link --lost-phone`."""
    accounts_owner.lost_phone(db, COMMAND, db.get_one(Facilitator, cast.aslak), clock())


def led_no_more(db: Any, cast: Cast, clock: Clock) -> None:
    db.execute(delete(CohortLeader).where(CohortLeader.facilitator_id == cast.aslak))


def closed_out(db: Any, cast: Cast, clock: Clock) -> None:
    db.get_one(Facilitator, cast.aslak).closed_at = clock()


def signed_in_for_too_long(db: Any, cast: Cast, clock: Clock) -> None:
    clock.tick(days=100)


@pytest.mark.parametrize("ends", [lost_phone, led_no_more, closed_out, signed_in_for_too_long])
def test_a_remote_that_has_lost_its_right_unheard_is_closed_at_the_next_look(
    watch: Watch,
    beside: Database,
    cast: Cast,
    clock: Clock,
    phone: Phone,
    leader2: FlaskClient,
    listen: Listen,
    ends: Callable[[Any, Cast, Clock], None],
) -> None:
    remote, ane, board = listen(leader2, "lead"), listen(phone("ane")), listen(leader2, "board")
    assert watch.look() == 0
    with beside.transaction() as db:
        ends(db, cast, clock)
    assert remote.socket.is_connected()
    assert watch.look() == 1
    assert not remote.socket.is_connected()
    assert ane.socket.is_connected()
    assert board.socket.is_connected()
    assert watch.look() == 0, "what is closed is forgotten"


def name_withdrawn(db: Any, cast: Cast, clock: Clock) -> None:
    claim = db.scalars(select(Claim).where(Claim.participant_id == cast.ane)).one()
    access.withdraw(db, claim, clock())


def phone_forgotten(db: Any, cast: Cast, clock: Clock) -> None:
    wanted = select(Claim.device_id).where(Claim.participant_id == cast.ane)
    access.forget(db, db.get_one(Device, db.scalars(wanted).one()), clock())


def renewed(db: Any, cast: Cast, clock: Clock) -> None:
    """Somebody signed in on the device meanwhile: the old cookie is a stranger's."""
    wanted = select(Claim.device_id).where(Claim.participant_id == cast.ane)
    db.get_one(Device, db.scalars(wanted).one()).digest = "another"


@pytest.mark.parametrize("ends", [name_withdrawn, phone_forgotten, renewed])
def test_a_phone_likewise_and_the_others_stay(
    watch: Watch,
    beside: Database,
    cast: Cast,
    clock: Clock,
    phone: Phone,
    listen: Listen,
    ends: Callable[[Any, Cast, Clock], None],
) -> None:
    ane, hodan = listen(phone("ane")), listen(phone("hodan"))
    with beside.transaction() as db:
        ends(db, cast, clock)
    assert watch.look() == 1
    assert not ane.socket.is_connected()
    assert hodan.socket.is_connected()


def test_a_remote_that_was_lent_is_kept_as_long_as_it_is_lent(
    watch: Watch,
    beside: Database,
    cast: Cast,
    clock: Clock,
    start: Callable[..., Led],
    phone: Phone,
    listen: Listen,
    database: Database,
) -> None:
    start()
    ane = phone("ane")
    with database.transaction() as db:
        activity = db.scalars(select(Activity)).one()
        person = db.get_one(Participant, cast.ane)
        handovers.give(db, activity, person, by="Turid", now=clock())
    ear = listen(ane, "lead")
    assert ear.answer["ok"] is True
    assert watch.look() == 0
    with beside.transaction() as db:
        handovers.end_all(db, db.scalars(select(Activity)).one(), clock())
    assert watch.look() == 1
    assert not ear.socket.is_connected()


def test_a_room_of_many_is_looked_over_in_as_few_questions_as_one(
    database: Database, cast: Cast, clock: Clock
) -> None:
    leaders = [cast.turid, cast.aslak, cast.noor]
    with database.transaction() as db:
        for n in range(200):
            known = Device(digest=f"d{n}", created_at=clock(), signed_in_at=clock())
            known.facilitator_id, known.signed_in_how = leaders[n % 3], "link"
            db.add(known)

    def questions(many: int) -> int:
        """Whoever leads stays, and a phone of a name that the device does not have goes."""
        seats = ["phone" if n % 2 else "lead" for n in range(many)]
        ears = {str(n): hearing.Ear(f"d{n}", cast.room, seats[n], n) for n in range(many)}
        with counted(database) as sent, database.reading() as db:
            assert len(hearing.lost(db, ears, clock())) == seats.count("phone")
        return len(sent)

    assert questions(200) == questions(1) <= 5


def test_it_looks_now_and_then_and_a_fault_does_not_end_it(
    socketio: SocketIO, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is passed by the sleep that it is given."""

    def no_clock() -> dt.datetime:
        raise RuntimeError("the clock has stopped")

    watch = Watch(database, no_clock, lambda _: None)
    watch.arrive("a", hearing.Ear("", 1, "board", None))
    slept: list[float] = []

    def sleep(_: object, seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            watch.end()

    monkeypatch.setattr(SocketIO, "sleep", sleep)
    watch.begin(socketio)
    assert slept == [EVERY] * 3
