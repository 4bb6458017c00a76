"""A year that a browser test goes through: one who leads, one who takes part, and a moved clock."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from facilitator.domain import links
from facilitator.domain.rooms import OSLO
from facilitator.models import Facilitator, Gathering, Participant, Room
from tests.support.browser_moved_clock import ahead, move_to
from tests.support.browser_screens import PHONE, TOUCH, Screens
from tests.support.browser_server import LiveServer, running
from tests.support.browser_world import World

MOVED = ("-m", "tests.support.browser_moved_clock")
DESK = {"width": 1440, "height": 900}
FIRST = dt.date(2027, 9, 1)
"""A Wednesday. The samlinger follow every fourth week; the third is the festival."""
BEFORE = dt.timedelta(days=21)
"""Within what a leader may stay signed in unused."""


@dataclass
class Year:
    """Turid at her desk and Ane with her phone, on a day that can be moved."""

    server: LiveServer
    turid: Page
    ane: Page
    visitor: Page

    def on(self, day: dt.date, clock: str = "09:00") -> None:
        moment = dt.datetime.combine(day, dt.time.fromisoformat(clock), OSLO)
        move_to(self.server.folder, moment.astimezone(dt.UTC))

    def desk(self, path: str) -> Page:
        self.turid.goto(self.server.url + path)
        return self.turid

    def mappe(self, path: str = "") -> Page:
        self.ane.goto(f"{self.server.url}/mappe{path}")
        return self.ane

    def room(self) -> World:
        """The room that is open now, for setting a process on."""
        with self.server.database.reading() as db:
            room = db.scalars(select(Room).order_by(Room.id.desc())).first()
            assert room is not None
            people = {p.first_name.lower(): p.id for p in db.scalars(select(Participant))}
            leader = db.scalars(select(Facilitator)).one()
            return World(
                self.server,
                cohort=room.gathering.cohort_id,
                gathering=room.gathering_id,
                number=room.gathering.number,
                room=room.id,
                public_id=room.public_id,
                code=room.join_code,
                ahead=ahead(self.server.folder),
                people=people,
                leaders={"turid": leader.id},
            )

    def gathering(self, number: int) -> int:
        with self.server.database.reading() as db:
            return db.scalars(select(Gathering.id).where(Gathering.number == number)).one()


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(weeks=4 * (number - 1))


@pytest.fixture
def year(screens: Screens, tmp_path: Path) -> Iterator[Year]:
    with running(tmp_path / "year", program=MOVED) as server:
        found = Year(
            server,
            screens.context(DESK).new_page(),
            screens.context(PHONE, **TOUCH).new_page(),
            screens.context(PHONE, **TOUCH).new_page(),
        )
        found.on(FIRST - BEFORE)
        with server.database.transaction() as db:
            leader = Facilitator(name="Turid Vidsyn", email="turid@smart.example")
            db.add(leader)
            db.flush()
            now = dt.datetime.combine(FIRST, dt.time(), dt.UTC) - BEFORE
            token = links.issue(db, now, facilitator=leader)
        found.turid.goto(f"{server.url}/lenke/{token}")
        found.turid.get_by_role("button", name=re.compile("^Ja")).click()
        found.turid.wait_for_url("**/i-dag")
        yield found
        assert "Traceback" not in server.words(), server.words()
