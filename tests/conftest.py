"""Fixtures: a clock one can move, a fresh database, the named cast, and signed-in clients."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO

from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Base, Database, sqlite_url
from facilitator.domain import access
from facilitator.models import Facilitator
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.lead import Led, oslo

SECRET = "prøvehemmelighet-som-bare-testene-bruker"  # noqa: S105


class Clock:
    """The test's time; starts at nine on the morning of samling 8."""

    def __init__(self) -> None:
        self.now = oslo(9)

    def __call__(self) -> dt.datetime:
        return self.now

    def tick(self, **length: float) -> None:
        self.now += dt.timedelta(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables, made once; each test works on its own copy of the file."""
    path = tmp_path_factory.mktemp("blank") / "blank.sqlite3"
    database = Database(sqlite_url(path))
    Base.metadata.create_all(database.engine)
    database.dispose()
    return path


@pytest.fixture
def database(blank_database: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "test.sqlite3"
    path.write_bytes(blank_database.read_bytes())
    database = Database(sqlite_url(path), strict_listeners=True)
    yield database
    database.dispose()


@pytest.fixture
def facts(database: Database) -> list[Any]:
    """Every fact that has been published."""
    told: list[Any] = []
    database.subscribe(told.extend)
    return told


@pytest.fixture
def cast(database: Database, clock: Clock) -> Cast:
    with database.transaction() as db:
        return casting.build(db, clock())


@pytest.fixture
def start(database: Database, cast: Cast, clock: Clock) -> Callable[..., Led]:
    """`start(present=["ane", "hodan"])` gives a running AI-intervju."""

    def begin(
        process: str = "ai_intervju",
        present: Iterable[str] = ("ane", "hodan", "helge", "kasper"),
        theme: str = "Samarbeid",
    ) -> Led:
        return Led(database, cast, clock).begin(process, present, theme)

    return begin


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Settings:
    return Settings(
        data_dir=tmp_path,
        database_url=database.url,
        secret_key=SECRET,
        async_mode="threading",
        testing=True,
    )


@pytest.fixture
def wired(settings: Settings, database: Database, clock: Clock) -> tuple[Flask, SocketIO]:
    return create_app(settings, database=database, clock=clock)


@pytest.fixture
def app(wired: tuple[Flask, SocketIO]) -> Flask:
    wired[0].config["WTF_CSRF_ENABLED"] = False
    return wired[0]


@pytest.fixture
def csrf_app(wired: tuple[Flask, SocketIO]) -> Flask:
    """The app as it is in earnest: every write needs a CSRF token."""
    return wired[0]


@pytest.fixture
def socketio(wired: tuple[Flask, SocketIO]) -> SocketIO:
    return wired[1]


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


def remember(client: FlaskClient, secret: str) -> None:
    with client.session_transaction() as session:
        session["device"] = secret


@pytest.fixture
def phone(
    app: Flask, database: Database, cast: Cast, clock: Clock
) -> Callable[[str], FlaskClient]:
    """`phone("ane")` is a phone on which that name was claimed by code in the open room."""

    def claim(name: str) -> FlaskClient:
        from facilitator.models import Participant, Room

        client = app.test_client()
        with database.transaction() as db:
            device, secret = access.new_device(db, clock())
            room = db.get_one(Room, cast.room)
            person = db.get_one(Participant, cast.people[name])
            access.claim_by_code(db, device, room, person, clock())
        remember(client, secret)
        return client

    return claim


def _leader(app: Flask, database: Database, clock: Clock, facilitator_id: int) -> FlaskClient:
    client = app.test_client()
    with database.transaction() as db:
        device, secret = access.new_device(db, clock())
        token = access.issue_link(
            db, clock(), facilitator=db.get_one(Facilitator, facilitator_id)
        )
        access.use_link(db, device, token, clock())
    remember(client, secret)
    return client


@pytest.fixture
def leader(app: Flask, database: Database, cast: Cast, clock: Clock) -> FlaskClient:
    """Turid, signed in."""
    return _leader(app, database, clock, cast.turid)


@pytest.fixture
def leader2(app: Flask, database: Database, cast: Cast, clock: Clock) -> FlaskClient:
    """Aslak, signed in on another device."""
    return _leader(app, database, clock, cast.aslak)
