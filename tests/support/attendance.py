"""The oppmøte at the desk, as a test uses it: who comes, and a page with its ticks."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import arrivals
from facilitator.models import Attendance, Room
from tests.support.cast import Cast

if TYPE_CHECKING:
    import datetime as dt

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class Page:
    """A page with ticks, saved as its form would be."""

    def __init__(self, client: "FlaskClient", address: str) -> None:
        self.client, self.address = client, address
        self.html = client.get(address).text

    @property
    def seen(self) -> str:
        found = re.search(r'name="seen" value="([^"]*)"', self.html)
        assert found is not None, "the page has nothing to tick"
        return found[1]

    @property
    def ticked(self) -> set[str]:
        return set(re.findall(r'name="there" value="([^"]*)" checked', self.html))

    def save(
        self, half: str = "", tick: Iterable[str] = (), untick: Iterable[str] = (), **more: str
    ) -> "TestResponse":
        there = sorted((self.ticked | set(tick)) - set(untick))
        fields = {"seen": self.seen, "half": half, "there": there, **more}
        return self.client.post(self.address, data=fields, follow_redirects=True)


def coming(
    database: Database, cast: Cast, clock: "Callable[[], dt.datetime]"
) -> Callable[..., None]:
    """`come("ane", "hodan")`: they are in the room, and so are proposed."""

    def come(*names: str) -> None:
        with database.transaction() as db:
            for name in names:
                arrivals.arrive(db, db.get_one(Room, cast.room), cast.people[name], clock())

    return come


def statuses(database: Database) -> dict[tuple[int, str], str]:
    with database.reading() as db:
        rows = db.scalars(select(Attendance))
        return {(row.participant_id, row.half): row.status for row in rows}


def cell(cast: Cast, name: str, half: str = "forenoon") -> str:
    return f"{cast.gathering}.{cast.people[name]}.{half}"
