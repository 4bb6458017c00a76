"""A kull of any size, its room open, and a method on in which all send cards; nothing else."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import activities, rooms
from facilitator.models import Cohort, Gathering, Participant, Room
from facilitator.processes.loader import load_process

METHOD = Path(__file__).with_name("maaling.toml")
PHASE = "skriv"
"""The phase in which everybody writes cards, one by one, that go to the board at once."""


@dataclass(frozen=True, slots=True)
class World:
    public_id: str
    activity: int
    people: list[int]


def build(database_url: str, people: int) -> World:
    database = Database(database_url)
    migrations.upgrade(database)
    now = dt.datetime.now(dt.UTC)
    with database.transaction() as session:
        room = rooms.open_room(session, _gathering(session, people, now), now)
        persons = _people(session, room, people)
        activity = _begin(session, room, now)
        world = World(room.public_id, activity, [person.id for person in persons])
    database.dispose()
    return world


def _gathering(session: Session, people: int, now: dt.datetime) -> Gathering:
    cohort = Cohort(
        key="mange",
        name="Kull for måling",
        period="2026/2027",
        organiser="Måling",
        focus_question="Hvor fort går det?",
        seats=people,
        attendance_threshold=80,
        attendance_unit="half_day",
        min_approved_documents=6,
    )
    session.add(cohort)
    session.flush()
    gathering = Gathering(
        cohort_id=cohort.id, number=1, date=now.date(), theme="Måling", place="Her"
    )
    session.add(gathering)
    session.flush()
    return gathering


def _people(session: Session, room: Room, people: int) -> list[Participant]:
    found = [
        Participant(cohort_id=room.gathering.cohort_id, name=f"Person {n:04d} Prøve", role="lærer")
        for n in range(people)
    ]
    session.add_all(found)
    session.flush()
    return found


def _begin(session: Session, room: Room, now: dt.datetime) -> int:
    process = load_process(METHOD.read_text("utf-8"), METHOD.name)
    activity = activities.plan(session, room, process, now)
    activities.press(session, activity, "start", 0, by="Måling", now=now)
    return activity.id
