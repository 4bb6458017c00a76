"""The one pen of a group that writes together: who has it, and who takes it."""

from collections.abc import Callable

import pytest

from facilitator.db import Database
from facilitator.domain import pens
from facilitator.errors import NotAllowed, PenTaken
from facilitator.models import Group
from tests.support.lead import Led, person_of


class Pen:
    def __init__(self, led: Led, database: Database) -> None:
        self.led, self.database = led, database
        self.group = led.group_of(led.cast.ane, "bord")

    def take(self, name: str) -> None:
        with self.database.transaction() as db:
            person = person_of(db, self.led.cast.people[name])
            group = db.get_one(Group, self.group)
            pens.take_pen(db, group, "rotarsaker", person, self.led.clock())

    def save(self, name: str, text: str, version: int = 0, editor: str = "") -> int:
        with self.database.transaction() as db:
            return pens.save_group(
                db,
                db.get_one(Group, self.group),
                "rotarsaker",
                person_of(db, self.led.cast.people[name]),
                {"lines": [text]},
                version=version,
                editor=editor or name,
                now=self.led.clock(),
            ).version


@pytest.fixture
def pen(start: Callable[..., Led], database: Database) -> Pen:
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("rotarsaker")
    return Pen(led, database)


def test_whoever_writes_first_has_the_pen(pen: Pen) -> None:
    pen.save("ane", "Vi ventet")
    with pytest.raises(PenTaken, match="Ane"):
        pen.save("hodan", "Vi lyttet", version=1)


def test_anyone_takes_the_pen_with_a_tap_and_goes_on_from_the_text(pen: Pen) -> None:
    version = pen.save("ane", "Vi ventet")
    pen.take("hodan")
    with pytest.raises(PenTaken, match="Hodan"):
        pen.save("ane", "Vi ventet lenge", version=version)
    assert pen.save("hodan", "Vi ventet og lyttet", version=version) == version + 1


def test_the_pen_stays_in_the_group(pen: Pen) -> None:
    with pytest.raises(NotAllowed):
        pen.take("aud")
    with pytest.raises(NotAllowed):
        pen.save("aud", "Utenfra")


def test_the_others_of_the_group_are_told(pen: Pen, facts: list) -> None:
    facts.clear()
    pen.save("ane", "Vi ventet")
    assert {fact.audience for fact in facts} == {f"group:{pen.group}"}
