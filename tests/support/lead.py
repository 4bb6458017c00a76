"""Leading an activity in a test: start it, and press until a phase."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import activities, drafts, rooms
from facilitator.models import Activity, Interview, Room
from facilitator.processes.loader import load_library
from tests.support.cast import Cast


@dataclass
class Led:
    """An activity that a test leads. `id` is the activity's."""

    database: Database
    cast: Cast
    clock: "object"
    id: int = 0

    def begin(self, process: str, present: Iterable[str], theme: str = "Samarbeid") -> "Led":
        now = self.clock()
        with self.database.transaction() as db:
            room = db.get_one(Room, self.cast.room)
            for name in present:
                rooms.join(db, room, self.cast.people[name], now)
            activity = activities.plan(db, room, load_library()[process], now, theme=theme)
            activities.press(db, activity, "start", 0, by="Turid", now=now)
            self.id = activity.id
        return self

    def press(self, verb: str) -> None:
        with self.database.transaction() as db:
            activity = db.get_one(Activity, self.id)
            activities.press(db, activity, verb, activity.step, by="Turid", now=self.clock())

    def advance_to(self, phase_key: str) -> None:
        """Press «Gå videre» until the phase is on."""
        for _ in range(40):
            with self.database.reading() as db:
                if activities.phase_of(db.get_one(Activity, self.id)).key == phase_key:
                    return
            self.press("advance")
        raise AssertionError(f"the process has no phase {phase_key}")

    def interviews(self) -> list[tuple[int, int, int]]:
        """(interview, teller, interviewer), by id."""
        with self.database.reading() as db:
            rows = db.scalars(
                select(Interview).where(Interview.activity_id == self.id).order_by(Interview.id)
            )
            return [(row.id, row.teller_id, row.interviewer_id) for row in rows]

    def told_by(self, teller_id: int) -> tuple[int, int]:
        """(interview, interviewer) of the one in which somebody tells."""
        found = next(row for row in self.interviews() if row[1] == teller_id)
        return found[0], found[2]

    def write_story(self, teller_id: int, title: str, text: str) -> int:
        """The interviewer writes; gives the interview's id."""
        interview_id, writer = self.told_by(teller_id)
        with self.database.transaction() as db:
            drafts.save_story(
                db,
                db.get_one(Interview, interview_id),
                writer,
                {"title": title, "text": text, "strengths": []},
                version=0,
                editor="test",
                now=self.clock(),
            )
        return interview_id


def oslo(hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the samling's day."""
    return dt.datetime(2027, 9, 15, hour, minute, tzinfo=rooms.OSLO)
