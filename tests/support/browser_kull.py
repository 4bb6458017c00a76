"""A kull of its own for one browser test: people, leaders, a samling today and an open room."""

import itertools
from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import rooms
from facilitator.models import (
    Cohort,
    CohortLeader,
    Facilitator,
    Gathering,
    Participant,
    Workplace,
)
from tests.support.browser_server import LiveServer
from tests.support.browser_world import World, now
from tests.support.cast import DEMO, first_name_key

LEADERS = {"turid": "Turid Vindsval", "aslak": "Aslak Myrdun", "noor": "Noor Rahimi"}
_numbers = itertools.count(1)


@cache
def demo_people() -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(DEMO.read_text("utf-8"))["participants"]
    return {first_name_key(row["name"]): row for row in rows}


def build(server: LiveServer, people: Iterable[str]) -> World:
    """A kull of its own with these people on its list; nobody has come yet."""
    number = next(_numbers)
    world = World(server, key=f"kull-{number}")
    with server.database.transaction() as db:
        cohort = _cohort(world.key, number)
        db.add(cohort)
        db.flush()
        gathering = Gathering(
            cohort_id=cohort.id,
            number=world.number,
            date=now().astimezone(rooms.OSLO).date(),
            theme="Sosial innovasjon",
            place="Kultursalen Fiolen, Tønsberg",
        )
        db.add(gathering)
        db.flush()
        room = rooms.open_room(db, gathering, now())
        world.cohort, world.gathering, world.room = cohort.id, gathering.id, room.id
        world.public_id, world.code = room.public_id, room.join_code
        _add_people(db, world, people)
        _add_leaders(db, world)
    return world


def _cohort(key: str, number: int) -> Cohort:
    return Cohort(
        key=key,
        name=f"Kull {number}",
        period="2026/2027",
        organiser="SMART-senteret (demo)",
        focus_question="Hvordan kan vi sammen skape hverdager der barn og voksne blomstrer?",
        seats=36,
        attendance_threshold=80,
        attendance_unit="half_day",
        min_approved_documents=6,
    )


def _add_people(db: Session, world: World, people: Iterable[str]) -> None:
    for key in people:
        row = demo_people()[key]
        person = Participant(
            cohort_id=world.cohort,
            name=row["name"],
            role=row["role"],
            role_group=row["role_group"],
            workplace_id=_workplace(db, row["workplace"], row["municipality"]),
        )
        db.add(person)
        db.flush()
        world.people[key], world.names[key] = person.id, person.name


def _workplace(db: Session, name: str, municipality: str) -> int:
    found = db.scalar(
        select(Workplace).where(Workplace.name == name, Workplace.municipality == municipality)
    )
    if found is None:
        found = Workplace(name=name, municipality=municipality)
        db.add(found)
        db.flush()
    return found.id


def _add_leaders(db: Session, world: World) -> None:
    for key, name in LEADERS.items():
        email = f"{key}@smart.example"
        found = db.scalar(select(Facilitator).where(Facilitator.email == email))
        if found is None:
            found = Facilitator(name=name, email=email)
            db.add(found)
            db.flush()
        world.leaders[key] = found.id
        owns = key == next(iter(LEADERS))
        db.add(CohortLeader(cohort_id=world.cohort, facilitator_id=found.id, is_owner=owns))
