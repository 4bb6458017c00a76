"""Every process of the library from its first phase to its last, with 1, 7, 13 and 36 people.

Phones answer whatever they are asked. In each phase they have a page, also that of one who came
late; projector and remote are drawn, and hold no text that is for fewer than the room, nor do
the list of the board and the note.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Base, Database, sqlite_url
from facilitator.domain import access, devices, links, rooms
from facilitator.models import Facilitator, Participant, Room
from facilitator.processes import load_library
from tests.conftest import Clock, remember
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.plays import Play

SIZES = (1, 7, 13, 36)
WRITERS = {1: 1, 7: 2, 13: 2, 36: 3}
"""How many phones write in each phase; a group has one pen."""
LATE = "ulrikke"


class Stage:
    """One app for all the plays, with a kull in which nothing has happened yet before each."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "play.sqlite3"
        self.database = Database(sqlite_url(self.file), strict_listeners=True)
        Base.metadata.create_all(self.database.engine)
        self.clock = Clock()
        with self.database.transaction() as db:
            self.cast: Cast = casting.build(db, self.clock())
        settings = Settings(
            data_dir=folder, database_url=self.database.url, secret_key="prøve",
            async_mode="threading", testing=True,
        )  # fmt: skip
        self.app, _ = create_app(settings, database=self.database, clock=self.clock)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.anybody = self.app.test_client()
        self.phones: dict[str, FlaskClient] = {}
        self.kept = sqlite3.connect(":memory:")
        with contextlib.closing(sqlite3.connect(self.file)) as live:
            live.backup(self.kept)

    def put_back(self) -> None:
        """Page by page in one transaction: broadcasts of the play before may still be reading."""
        with contextlib.closing(sqlite3.connect(self.file, timeout=20)) as live:
            self.kept.backup(live)
        self.phones = {}
        self.clock.now = Clock().now

    def phone(self, name: str) -> FlaskClient:
        if name not in self.phones:
            with self.database.transaction() as db:
                device, secret = devices.new_device(db, self.clock())
                room = db.get_one(Room, self.cast.room)
                person = db.get_one(Participant, self.cast.people[name])
                access.claim_by_code(db, device, room, person, self.clock())
            self.phones[name] = self._client(secret)
        return self.phones[name]

    def leader(self) -> FlaskClient:
        with self.database.transaction() as db:
            device, secret = devices.new_device(db, self.clock())
            turid = db.get_one(Facilitator, self.cast.turid)
            links.use(db, device, links.issue(db, self.clock(), facilitator=turid), self.clock())
        return self._client(secret)

    def _client(self, secret: str) -> FlaskClient:
        client = self.app.test_client()
        remember(client, secret)
        return client

    def begin(self, process: str, count: int) -> Play:
        names = list(self.cast.people)[:count]
        led = Led(self.database, self.cast, self.clock).begin(process, names)
        return Play(led, self.database, self.cast.public_id, names, self.cast.people, self.phone)


@pytest.fixture(scope="module")
def whole_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("plays"))
    yield stage
    stage.kept.close()
    stage.database.dispose()


@pytest.fixture
def stage(whole_stage: Stage) -> Stage:
    whole_stage.put_back()
    return whole_stage


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("process", sorted(load_library()))
def test_a_process_is_played_from_first_phase_to_last(
    stage: Stage, process: str, count: int
) -> None:
    play, leader = stage.begin(process, count), stage.leader()
    phases = load_library()[process].phases
    for number, phase in enumerate(phases):
        assert play.phase.key == phase.key
        for name in play.writers(WRITERS[count]):
            play.write(name)
        if number == len(phases) // 2:
            somebody_comes_and_somebody_leaves(stage, play)
        play.page(play.names[-1])
        nothing_reserved_is_shown(stage, play, leader)
        stage.clock.tick(minutes=phase.minutes)
        play.led.press("advance")
    assert play.refused == []
    assert play.sent, "nobody has written anything, so nothing was tried"
    nothing_reserved_is_shown(stage, play, leader)
    the_day_has_its_note(play, leader)


def somebody_comes_and_somebody_leaves(stage: Stage, play: Play) -> None:
    """In the middle: one more finds a place, and with many one goes home."""
    late = next((name for name in stage.cast.people if name not in play.names), None)
    with stage.database.transaction() as db:
        room = db.get_one(Room, stage.cast.room)
        if late is not None:
            rooms.join(db, room, stage.cast.people[late], stage.clock())
        if len(play.names) > SIZES[0]:
            gone = stage.cast.people[play.names.pop()]
            rooms.mark_gone(db, room, gone, stage.clock())
    if late is not None:
        play.page(late)
        play.names.append(late)


def nothing_reserved_is_shown(stage: Stage, play: Play, leader: FlaskClient) -> None:
    screens = [(stage.anybody, "lerret"), (leader, "styring")]
    if play.has_ended:
        screens.append((leader, "tavle"))
    seen = [(page, client.get(f"/rom/{stage.cast.public_id}/{page}")) for client, page in screens]
    reserved = play.reserved()
    for page, answer in seen:
        assert answer.status_code == 200, page
        shown = sorted(word for word in reserved if word in answer.text)
        assert shown == [], f"{play.phase.key}: {page} shows what is for fewer than the room"


def the_day_has_its_note(play: Play, leader: FlaskClient) -> None:
    reserved = play.reserved()
    for address in ("/notat/8", "/notat/8.md"):
        answer = leader.get(address)
        assert answer.status_code == 200, answer.text[-500:]
        for word in reserved:
            at = answer.text.find(word)
            assert at < 0, answer.text[max(0, at - 200) : at + 80]
    mappe = play.browser(play.names[0]).get("/mappe")
    assert mappe.status_code == 200
