"""A borrowed room in a test: its host, its guests without names, and what is in the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from facilitator.db import Base, Database
from facilitator.domain import boards
from facilitator.models import Activity, Card, Participant, Room
from tests.support.cast import Cast
from tests.support.lead import Led

JSON = {"Accept": "application/json"}


@dataclass
class Lent:
    """Somebody's borrowed room. `guests` are phones by the word each was given."""

    app: Flask
    host: FlaskClient
    database: Database
    cast: Cast
    clock: Callable[[], Any]
    public_id: str = ""
    guests: dict[str, FlaskClient] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def borrow(self, method: str = "en_to_fire_alle", **settings: str) -> Any:
        fields = {"metode": method, "question": "Når er det godt å være her?", "theme": "Oss"}
        answer = self.host.post("/rom/laan", data=fields | settings)
        if answer.status_code == 303:
            self.public_id = answer.location.split("/")[2]
        return answer

    def path(self, rest: str = "") -> str:
        return f"/rom/{self.public_id}{rest}"

    def come(self, count: int = 1) -> list[str]:
        """So many phones that have never been here press the button; gives their words."""
        words = []
        for _ in range(count):
            phone = self.app.test_client()
            assert phone.post(self.path("/bli-med")).status_code == 303
            word, number = self.newest()
            self.guests[word], self.people[word] = phone, number
            words.append(word)
        return words

    def newest(self) -> tuple[str, int]:
        with self.database.reading() as db:
            found = db.scalars(select(Participant).order_by(Participant.id.desc())).first()
            assert found is not None
            return found.name, found.id

    @property
    def room(self) -> int:
        with self.database.reading() as db:
            return db.scalars(select(Room.id).where(Room.public_id == self.public_id)).one()

    @property
    def activity(self) -> int:
        with self.database.reading() as db:
            wanted = select(Activity.id).where(Activity.room_id == self.room)
            return db.scalars(wanted).one()

    def led(self) -> Led:
        """The method that is in the room, to be pressed by the app's verbs."""
        return Led(self.database, self.cast, self.clock, id=self.activity, room=self.room)

    def start(self) -> Led:
        answer = self.host.post(
            self.path(f"/styring/start/{self.activity}"), data={"seen": f"{self.activity}:0"}
        )
        assert answer.status_code == 303
        return self.led()

    def on_board(self) -> list[Card]:
        with self.database.reading() as db:
            return boards.lying(db, db.get_one(Activity, self.activity))


def counts(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
