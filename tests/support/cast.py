"""The named cast: Kull 10, its three leaders and its 36 participants."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

import facilitator
from facilitator.domain import rooms
from facilitator.models import (
    Cohort,
    CohortLeader,
    Facilitator,
    Gathering,
    Participant,
    Room,
    Workplace,
)

DEMO = Path(facilitator.__file__).parent / "demo" / "kull10.yaml"
TODAY = dt.date(2027, 9, 15)
_PLAIN = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "-": "_"})


@dataclass
class Cast:
    """Ids, so that a test may open its own sessions. `cast.ane` is a participant's id."""

    cohort: int = 0
    gathering: int = 0
    room: int = 0
    public_id: str = ""
    code: str = ""
    people: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    leaders: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> int:
        for known in (self.people, self.leaders):
            if name in known:
                return known[name]
        raise AttributeError(name)


@cache
def demo_data() -> dict[str, Any]:
    """The demo's file. Reading it takes longer than most tests."""
    return yaml.safe_load(DEMO.read_text("utf-8"))


def first_name_key(name: str) -> str:
    return name.split(" ")[0].lower().translate(_PLAIN)


def build(session: Session, now: dt.datetime) -> Cast:
    """The kull with one samling today whose room is open and empty."""
    data = demo_data()
    cohort = _cohort(data["cohort"])
    session.add(cohort)
    session.flush()
    gathering = Gathering(
        cohort_id=cohort.id,
        number=8,
        date=TODAY,
        theme="Sosial innovasjon",
        place="Kultursalen Fiolen, Tønsberg",
    )
    session.add(gathering)
    session.flush()
    room = rooms.open_room(session, gathering, now)
    cast = Cast(cohort.id, gathering.id, room.id, room.public_id, room.join_code)
    _people(session, data, cohort, cast)
    return cast


def _cohort(data: dict[str, object]) -> Cohort:
    return Cohort(
        key="kull10",
        name="Kull 10",
        period="2026/2027",
        organiser="SMART-senteret (demo)",
        focus_question=str(data["focus_question"]),
        seats=36,
        attendance_threshold=80,
        attendance_unit="half_day",
        min_approved_documents=6,
    )


def _people(session: Session, data: dict[str, list], cohort: Cohort, cast: Cast) -> None:
    for row in data["facilitators"]:
        leader = Facilitator(name=row["name"], title=row["title"], email=row["email"])
        session.add(leader)
        session.flush()
        owns = not cast.leaders  # Turid is the kursholder
        session.add(CohortLeader(cohort_id=cohort.id, facilitator_id=leader.id, is_owner=owns))
        cast.leaders[first_name_key(leader.name)] = leader.id
    workplaces: dict[str, Workplace] = {}
    for row in data["participants"]:
        name = row["workplace"]
        if name not in workplaces:
            workplaces[name] = Workplace(name=name, municipality=row["municipality"])
            session.add(workplaces[name])
            session.flush()
        person = Participant(
            cohort_id=cohort.id,
            name=row["name"],
            role=row["role"],
            role_group=row["role_group"],
            workplace_id=workplaces[name].id,
        )
        session.add(person)
        session.flush()
        cast.people[first_name_key(person.name)] = person.id
        cast.names[first_name_key(person.name)] = person.name


def other_room(
    session: Session, cast: Cast, now: dt.datetime, *, led_by: int | None = None
) -> Room:
    """A second samling of another kull, live at the same time; led by none of the cast unless
    one is named.
    """
    cohort = _cohort({"focus_question": "Hvordan kan vi sammen lytte bedre?"})
    cohort.key, cohort.name = "kull11", "Kull 11"
    session.add(cohort)
    session.flush()
    gathering = Gathering(
        cohort_id=cohort.id, number=1, date=TODAY, theme="Å se det som lever", place="Skien"
    )
    session.add(gathering)
    if led_by is not None:
        session.add(CohortLeader(cohort_id=cohort.id, facilitator_id=led_by))
    session.flush()
    return rooms.open_room(session, gathering, now)
