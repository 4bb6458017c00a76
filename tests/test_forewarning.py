"""Sending the letters about mapper that go soon: once, by day, and again when it did not go."""

import datetime as dt
from collections.abc import Sequence

import pytest

from facilitator import forewarning, housekeeping
from facilitator.config import MailServer
from facilitator.domain.rooms import OSLO
from facilitator.mail import NO_ADDRESS, NO_ANSWER, NOT_TAKEN, Message
from facilitator.models import Participant
from tests.domain.test_retention_kinds import course_ended

ROOT = "https://smart.example"


class Box:
    """A mail server that takes all, or gives the fault it is told to."""

    def __init__(self, fault: str = "", meanwhile=lambda: None) -> None:
        self.fault, self.meanwhile = fault, meanwhile
        self.got: list[str] = []

    def send(self, messages: Sequence[Message]) -> list[str]:
        self.got += [each.to for each in messages]
        self.meanwhile()
        return [self.fault] * len(messages)


@pytest.fixture
def addresses(database, cast, clock) -> set[str]:
    """Of a kull that has been warned: its people's and its prosessledere's."""
    with database.transaction() as db:
        course_ended(db, cast, clock, 160)
        for name, number in cast.people.items():
            db.get_one(Participant, number).email = f"{name}@skole.example"
    housekeeping.tidy(database, clock())
    return {f"{name}@skole.example" for name in cast.people} | {
        f"{name}@smart.example" for name in cast.leaders
    }


def write(database, box, clock) -> int:
    return forewarning.write(database, box.send, ROOT, clock(), lambda: 0.0)


def test_everybody_has_one_also_from_two_processes_at_once(database, addresses, clock):
    other = Box()
    first = Box(meanwhile=lambda: write(database, other, clock))
    write(database, first, clock)
    got = first.got + other.got
    assert len(got) == len(addresses)
    assert set(got) == addresses
    clock.tick(days=29)
    assert write(database, Box(), clock) == 0


def test_nor_when_the_server_for_mail_takes_its_time(database, addresses, clock):
    """What is on its way is noted at the time it is, not at the time the first one went."""
    passed, other = [0.0], Box()

    def slow() -> None:
        if began := passed[-1]:
            later = clock() + dt.timedelta(seconds=began)
            forewarning.write(database, other.send, ROOT, later, lambda: 0.0)
        passed.append(began + 200)

    first = Box(meanwhile=slow)
    forewarning.write(database, first.send, ROOT, clock(), lambda: passed[-1])
    got = first.got + other.got
    assert len(got) == len(set(got)) == len(addresses)


@pytest.mark.parametrize(("hour", "minutes", "went"), [(9, 14, 40), (9, 15, 20), (20, 1, 20)])
def test_it_ends_when_night_comes_or_others_have_waited_enough(
    database, addresses, clock, hour, minutes, went
):
    passed = [0.0]
    slow = Box(meanwhile=lambda: passed.append(minutes * 60))
    begun = clock().astimezone(OSLO).replace(hour=hour, minute=59)
    forewarning.write(database, slow.send, ROOT, begun, lambda: passed[-1])
    assert len(slow.got) == min(went, len(addresses))


def test_a_server_that_is_down_is_asked_once_an_hour(database, addresses, clock):
    down = Box(NO_ANSWER)
    assert write(database, down, clock) == 0
    assert len(down.got) == 20, "nobody is there for the rest either"
    clock.tick(hours=1)
    box = Box()
    assert write(database, box, clock) == len(addresses)
    assert set(box.got) == addresses


@pytest.mark.parametrize("fault", [NOT_TAKEN, NO_ADDRESS])
def test_an_address_that_nobody_has_is_tried_once_a_day(database, addresses, clock, fault):
    write(database, Box(fault), clock)
    clock.tick(hours=2)
    assert write(database, Box(), clock) == len(addresses) - 20
    clock.tick(hours=22)
    assert write(database, Box(), clock) == 20


def test_one_that_was_cut_off_is_sent_after_all(database, addresses, clock):
    def cut_off() -> None:
        raise OSError("pulled out")

    assert write(database, Box(meanwhile=cut_off), clock) == 0
    clock.tick(hours=1)
    assert write(database, Box(), clock) == len(addresses)


@pytest.mark.parametrize(("hour", "day"), [(6, False), (7, True), (20, True), (21, False)])
def test_nobody_is_woken(hour, day):
    oslo = dt.timezone(dt.timedelta(hours=2))
    assert forewarning.is_day(dt.datetime(2027, 9, 15, hour, 30, tzinfo=oslo)) is day


def test_without_a_mail_server_nothing_is_to_be_done(settings, database):
    assert forewarning.by_day(settings, database, ROOT) is None


def test_the_server_writes_by_day_through_its_own_mail_server(
    settings, database, addresses, clock, monkeypatch
):
    box = Box()
    monkeypatch.setattr(forewarning, "Mailer", lambda server: box)
    object.__setattr__(settings, "mail", MailServer("localhost", 25, "kurs@smart.example"))
    beside: list[str] = []

    def in_thread(work, *arguments):
        beside.append(work.__name__)
        return work(*arguments)

    hourly = forewarning.by_day(settings, database, ROOT, in_thread)
    assert hourly is not None
    night = clock().replace(hour=1)
    assert hourly(night) == 0
    assert hourly(clock()) == len(addresses)
    assert set(beside) == {"send"}, "not in the loop that everybody shares"
