"""Pressing the remote's buttons in a test, as its script does it."""

from typing import TYPE_CHECKING, Any

from facilitator.db import Database
from facilitator.domain import activities
from facilitator.models import Activity, Room
from tests.support.cast import Cast

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

JSON = {"Accept": "application/json"}
SNAPSHOT = {"X-Snapshot": "1"}


class Remote:
    """The remote of one room. `client` is whose device it is."""

    def __init__(self, client: "FlaskClient", database: Database, cast: Cast) -> None:
        self.client = client
        self.database = database
        self.cast = cast

    def url(self, path: str = "") -> str:
        return f"/rom/{self.cast.public_id}/styring{path}"

    def send(self, path: str, **fields: Any) -> "TestResponse":
        return self.client.post(self.url(path), data=fields, headers=JSON)

    def press(self, word: str, seen: str | None = None) -> "TestResponse":
        """A press on the step that is shown, or was: `seen`."""
        return self.send(f"/{word}", seen=self.step if seen is None else seen)

    def page(self) -> str:
        answer = self.client.get(self.url())
        assert answer.status_code == 200, answer.text
        return answer.text

    def projector(self) -> str:
        answer = self.client.get(f"/rom/{self.cast.public_id}/lerret", headers=SNAPSHOT)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def activity(self) -> Activity:
        with self.database.reading() as db:
            return activities.require_current(db, db.get_one(Room, self.cast.room))

    @property
    def step(self) -> str:
        return f"{self.activity.id}:{self.activity.step}"

    @property
    def phase(self) -> str:
        return activities.phase_of(self.activity).key
