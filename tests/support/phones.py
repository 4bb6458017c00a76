"""What a phone's script does: POST forms and read JSON, and fetch the surface."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from tests.support.cast import Cast
from tests.support.lead import Led

JSON = {"Accept": "application/json"}
NATIONAL_ID = "13097248022"
EIGHT = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders", "bjornar", "oddvar")
"""Enough for two tables."""
STORY = {
    "title": "Steinene på kanten",
    "text": "Jeg malte en stein hver gang et barn gjorde noe modig.",
    "strengths": ["mot"],
}


@dataclass
class Phone:
    """One browser in the room."""

    client: FlaskClient
    cast: Cast
    id: int = 0

    def path(self, rest: str = "") -> str:
        return f"/rom/{self.cast.public_id}{rest}"

    def post(self, rest: str, **fields: Any) -> Any:
        """As script sends it; gives the response."""
        return self.client.post(self.path(rest), data=fields, headers=JSON)

    def submit(self, rest: str, **fields: Any) -> Any:
        """As a browser without script sends it."""
        return self.client.post(self.path(rest), data=fields)

    def get(self, rest: str = "") -> Any:
        return self.client.get(self.path(rest), headers={"X-Snapshot": "1"})

    def surface(self, rest: str = "") -> str:
        """The snapshot's text as it is read."""
        answer = self.get(rest)
        assert answer.status_code == 200, answer.text
        return html.unescape(answer.text)


@dataclass
class Pair:
    """Ane tells, and somebody listens and writes; the two phones and the interview."""

    led: Led
    teller: Phone
    writer: Phone
    outsider: Phone
    interview: int

    @property
    def writing(self) -> str:
        return f"/kladd/fortelling/{self.interview}"

    @property
    def giving(self) -> str:
        return f"/skriv/{self.interview}/gi"

    @property
    def approving(self) -> str:
        return f"/fortelling/{self.interview}/godkjenn"

    @property
    def own_page(self) -> str:
        return f"/fortelling/{self.interview}"


def phone_of(phone: Callable[[str], FlaskClient], cast: Cast, person_id: int) -> Phone:
    """The phone of somebody by id."""
    name = next(name for name, known in cast.people.items() if known == person_id)
    return Phone(phone(name), cast, person_id)


def pair_of_ane(led: Led, phone: Callable[[str], FlaskClient], cast: Cast) -> Pair:
    """The process has its pairs: Ane's."""
    interview, writer = led.told_by(cast.ane)
    others = {person for pair in led.groups() for person in pair} - {cast.ane, writer}
    return Pair(
        led,
        phone_of(phone, cast, cast.ane),
        phone_of(phone, cast, writer),
        phone_of(phone, cast, min(others)),
        interview,
    )
