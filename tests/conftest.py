"""Fixtures: a clock one can move, a fresh database, the named cast, and signed-in clients.

The web app is imported only by the fixtures that need it, so that the domain's tests run
without Flask, as the domain does.
"""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from facilitator import db as db_module
from facilitator.config import Settings
from facilitator.db import Base, Database, sqlite_url
from facilitator.domain import access, devices, links
from facilitator.models import Facilitator, Participant, Room
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.haste import (  # noqa: F401 - fixtures, and a hook
    as_in_earnest,
    compiled_statements,
    compiled_templates,
    hurried_commits,
    one_map_of_addresses,
    pytest_collection_finish,
)
from tests.support.lead import Led, oslo
from tests.support.remembered import remember_steps, step

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from flask_socketio import SocketIO

# A busy machine is slow now and then; that is no fault of what is tested. In CI the examples are
# the same each time: new ones are looked for where somebody sits who can follow them up.
hypothesis_settings.register_profile(
    "facilitator",
    deadline=None,
    max_examples=60,
    derandomize=os.environ.get("CI") == "true",
)
hypothesis_settings.load_profile("facilitator")

SECRET = "prøvehemmelighet-som-bare-testene-bruker"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What is skipped on a laptop for want of a program must not pass unseen in CI."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI skips nothing: {report.longrepr}"
    return report


class Clock:
    """The test's time; starts at nine on the morning of samling 8."""

    def __init__(self) -> None:
        self.now = oslo(9)

    def __call__(self) -> dt.datetime:
        return self.now

    def tick(self, **length: float) -> None:
        """`tick(minutes=5)`, `tick(seconds=2)`: arguments of a timedelta."""
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


@pytest.fixture(scope="session")
def peopled_database(blank_database: Path) -> tuple[Path, Cast]:
    """The same with the named cast in it, for the tests that ask for them."""
    path = blank_database.with_name("peopled.sqlite3")
    path.write_bytes(blank_database.read_bytes())
    database = Database(sqlite_url(path))
    with database.transaction() as db:
        made = casting.build(db, Clock()())
    database.dispose()
    return path, made


@pytest.fixture
def database(
    request: pytest.FixtureRequest, blank_database: Path, tmp_path: Path
) -> Iterator[Database]:
    """A database of the test's own; without the cast it is about the database itself."""
    peopled = "cast" in request.fixturenames
    made = request.getfixturevalue("peopled_database")[0] if peopled else blank_database
    path = tmp_path / "test.sqlite3"
    path.write_bytes(made.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        if not peopled:
            patch.setattr(db_module, "_configure_sqlite", as_in_earnest)
        database = Database(sqlite_url(path), strict_listeners=True)
    if peopled and "monkeypatch" not in request.fixturenames:
        remember_steps(database)
    yield database
    database.dispose()


@pytest.fixture
def facts(database: Database) -> list[Any]:
    """Every fact that has been published, in order."""
    told: list[Any] = []
    database.subscribe(told.extend)
    return told


@pytest.fixture
def cast(database: Database, peopled_database: tuple[Path, Cast]) -> Cast:
    """The named cast, who are in this test's database from its beginning."""
    with database.reading() as db:
        assert db.get(Room, peopled_database[1].room), "the database was made without its cast"
    made = peopled_database[1]
    return dataclasses.replace(
        made, people=dict(made.people), names=dict(made.names), leaders=dict(made.leaders)
    )


@pytest.fixture
def db(database: Database, cast: Cast) -> Iterator[Session]:
    """One open transaction in the cast's world, for rules that need no commit."""
    with database.transaction() as session:
        yield session


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
def wired(settings: Settings, database: Database, clock: Clock) -> "tuple[Flask, SocketIO]":
    from facilitator.app import create_app

    return create_app(settings, database=database, clock=clock)


@pytest.fixture
def app(wired: "tuple[Flask, SocketIO]") -> "Flask":
    wired[0].config["WTF_CSRF_ENABLED"] = False
    return wired[0]


@pytest.fixture
def csrf_app(wired: "tuple[Flask, SocketIO]") -> "Flask":
    """The app as it is in earnest: every write needs a CSRF token."""
    return wired[0]


@pytest.fixture
def socketio(wired: "tuple[Flask, SocketIO]") -> "SocketIO":
    return wired[1]


def remember(client: "FlaskClient", secret: str) -> None:
    """Put a device's secret into the client's cookie, as the server would have done."""
    with client.session_transaction() as session:
        session["device"] = secret


@pytest.fixture
def stranger(app: "Flask", cast: Cast) -> "FlaskClient":
    """A browser that has never been here."""
    return app.test_client()


@pytest.fixture
def phone(
    app: "Flask", database: Database, cast: Cast, clock: Clock
) -> "Callable[[str], FlaskClient]":
    """`phone("ane")` is a phone on which that name was claimed by code in the open room.

    A second `phone("ane")` gives the same phone again.
    """
    held: dict[str, FlaskClient] = {}

    def claim(name: str) -> "FlaskClient":
        if name not in held:
            client = held[name] = app.test_client()
            who, now = cast.people[name], clock()

            def work() -> str:
                with database.transaction() as db:
                    device, secret = devices.new_device(db, now)
                    room = db.get_one(Room, cast.room)
                    access.claim_by_code(db, device, room, db.get_one(Participant, who), now)
                return secret

            remember(client, step(database, ("claim", cast.room, who, now), work))
        return held[name]

    return claim


@pytest.fixture
def linked(
    app: "Flask", database: Database, cast: Cast, clock: Clock
) -> "Callable[[str], FlaskClient]":
    """`linked("ane")` is a phone that Ane's personal link was used on: the mappe is open."""

    def use(name: str) -> "FlaskClient":
        client = app.test_client()
        who, now = cast.people[name], clock()

        def work() -> str:
            with database.transaction() as db:
                device, secret = devices.new_device(db, now)
                token = links.issue(db, now, participant=db.get_one(Participant, who))
                links.use(db, device, token, now)
            return secret

        remember(client, step(database, ("link", who, now), work))
        return client

    return use


def _sign_in(app: "Flask", database: Database, clock: Clock, leader: int) -> "FlaskClient":
    client = app.test_client()
    now = clock()

    def work() -> str:
        with database.transaction() as db:
            device, secret = devices.new_device(db, now)
            token = links.issue(db, now, facilitator=db.get_one(Facilitator, leader))
            links.use(db, device, token, now)
        return secret

    remember(client, step(database, ("sign in", leader, now), work))
    return client


@pytest.fixture
def leader(app: "Flask", database: Database, cast: Cast, clock: Clock) -> "FlaskClient":
    """Turid, signed in."""
    return _sign_in(app, database, clock, cast.turid)


@pytest.fixture
def leader2(app: "Flask", database: Database, cast: Cast, clock: Clock) -> "FlaskClient":
    """Aslak, signed in on another device."""
    return _sign_in(app, database, clock, cast.aslak)
