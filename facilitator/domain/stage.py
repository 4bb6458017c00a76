"""A stage: a process set up among invented people in memory, to see how each phase will look.

It is led with the same verbs as a room, so that what is drawn of it is what a room would show.
Its database is its own and lies in memory: nothing of it is committed after the people have
come, no fact is published, and no real room, person or file is ever touched.
"""

import contextlib
import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event, select
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import activities, passing, rooms, stage_acts
from facilitator.domain.rooms import oslo_day
from facilitator.models import Activity, Gathering, Participant, Presence, Room, Workplace
from facilitator.models.cohort import REHEARSAL
from facilitator.processes.materials import load_materials
from facilitator.processes.parts import Setting
from facilitator.processes.schema import Process

PEOPLE = (
    "Asta Øvedal", "Birk Øvestrand", "Dina Øveberg", "Eskil Øvemo", "Frida Øvelund",
    "Gard Øvebakken", "Hedda Øvehaug", "Iver Øvevik", "Jorun Øvenes", "Kåre Øvelien",
    "Lise Øvegård", "Mats Øvelid",
)  # fmt: skip
"""Twelve: pairs, trios and fours come out even, so that nobody's phone is an exception."""
WORKPLACES = (("Øvebakken skole", "Øvevik"), ("Øvehaug barnehage", "Øvedal"))
CODE = "TUN473"
BY = "Prosesslederen"


@dataclass
class Standing:
    """Where the stage stands: one activity in one phase. Lives as long as its session."""

    session: Session
    room: Room
    activity: Activity
    people: tuple[Participant, ...]
    process: Process
    moment: dt.datetime
    """The stage's own time, which goes on with the phases and stands still between them."""

    @property
    def index(self) -> int:
        return self.activity.phase_index

    def presence(self, person: Participant) -> Presence:
        found = rooms.presence_of(self.session, self.room, person.id)
        assert found is not None
        return found


class Stage:
    """One stage, shared by all who look: each has it alone while one picture is made."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._engine: Engine | None = None
        self._room_id = 0
        self._held: Standing | None = None

    @contextlib.contextmanager
    def showing(self, process: Process, index: int, now: dt.datetime) -> Iterator[Standing]:
        """The process in one of its phases. Nothing may yield to others inside the block."""
        with self._mutex:
            try:
                yield self._stand(process, index, now)
            except BaseException:
                self._clear()
                raise

    def _stand(self, process: Process, index: int, now: dt.datetime) -> Standing:
        """Goes on from where it stands, when that is the same process in an earlier phase."""
        held = self._held
        if held is None or held.process != process or held.index > index:
            self._clear()
            held = self._held = self._begin(process, now)
        while held.index < index:
            self._go_on(held)
        return held

    def _clear(self) -> None:
        if self._held is not None:
            self._held.session.close()
            self._held = None

    def _begin(self, process: Process, now: dt.datetime) -> Standing:
        engine = self._engine or self._build(now)
        session = Session(engine, expire_on_commit=False)
        room = session.get_one(Room, self._room_id)
        room.gathering.date = oslo_day(now)
        people = tuple(session.scalars(select(Participant).order_by(Participant.id)))
        for person in people:
            rooms.join(session, room, person.id, now - dt.timedelta(minutes=30))
        settings = {setting.key: _sample(setting, now) for setting in process.settings}
        activity = activities.plan(session, room, process, now, settings=settings)
        activities.press(session, activity, "start", activity.step, by=BY, now=now)
        standing = Standing(session, room, activity, people, process, now)
        stage_acts.enter(session, activity, people, now)
        return standing

    def _go_on(self, held: Standing) -> None:
        stage_acts.leave(held.session, held.activity, held.people, held.moment)
        held.moment += dt.timedelta(minutes=held.process.phases[held.index].minutes)
        step = held.activity.step
        activities.press(held.session, held.activity, "advance", step, by=BY, now=held.moment)
        stage_acts.enter(held.session, held.activity, held.people, held.moment)

    def _build(self, now: dt.datetime) -> Engine:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            room = passing.make(session, None, REHEARSAL, now, theme="Slik blir det")
            room.join_code = CODE
            _invite(session, room.gathering)
            self._room_id = room.id
        self._engine = engine
        return engine


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute("PRAGMA foreign_keys=ON")


def _invite(session: Session, gathering: Gathering) -> None:
    places = [Workplace(name=name, municipality=place) for name, place in WORKPLACES]
    session.add_all(places)
    session.flush()
    session.add_all(
        Participant(
            cohort_id=gathering.cohort_id,
            name=name,
            role="deltaker",
            workplace_id=places[number % len(places)].id,
        )
        for number, name in enumerate(PEOPLE)
    )


def _sample(setting: Setting, now: dt.datetime) -> str:
    """What a prosessleder would fill in; a text says itself that it is only a place for one."""
    if setting.default:
        return setting.default
    if setting.kind == "date":
        return oslo_day(now + dt.timedelta(days=28)).isoformat()
    if setting.kind == "material":
        return next(iter(load_materials(setting.catalogue)), "")
    return f"«{setting.label}»"
