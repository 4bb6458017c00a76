"""Leading an activity in a test: start it, press until a phase, tell and approve stories."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import activities, approval, group_cards, groups, rooms, story_drafts
from facilitator.models import Activity, Card, Group, Interview, Participant, Room
from facilitator.processes.catalogue import load_catalogue
from facilitator.processes.loader import load_library
from tests.support.cast import Cast
from tests.support.remembered import step
from tests.support.sample_settings import sample_settings


@dataclass
class Led:
    """An activity that a test leads. `id` is the activity's."""

    database: Database
    cast: Cast
    clock: Callable[[], dt.datetime]
    id: int = 0
    room: int = 0

    def begin(
        self,
        process: str,
        present: Iterable[str],
        theme: str = "Samarbeid",
        settings: dict[str, str] | None = None,
    ) -> "Led":
        """Those named are present, and the process is on in its first phase."""
        now = self.clock()
        self.room = self.room or self.cast.room
        people = tuple(self.cast.people[name] for name in present)
        chosen = load_library()[process]
        given = sample_settings(chosen) | {"theme": theme} | (settings or {})

        def work() -> int:
            with self.database.transaction() as db:
                room = db.get_one(Room, self.room)
                for person in people:
                    rooms.join(db, room, person, now)
                activity = activities.plan(db, room, chosen, now, theme=theme, settings=given)
                activities.press(db, activity, "start", 0, by="Turid", now=now)
                return activity.id

        what = ("begin", self.room, process, people, theme, tuple(given.items()), now)
        self.id = step(self.database, what, work)
        return self

    def press(self, verb: str, seen: int | None = None) -> Any:
        """A leader's press on the step that is shown (or was: `seen`); gives the outcome."""
        with self.database.transaction() as db:
            activity = db.get_one(Activity, self.id)
            step = activity.step if seen is None else seen
            return activities.press(db, activity, verb, step, by="Turid", now=self.clock())

    def advance_to(self, phase_key: str) -> None:
        """Press «Gå videre» until the phase is on."""

        def work() -> None:
            for _ in range(40):
                with self.database.reading() as db:
                    if activities.phase_of(db.get_one(Activity, self.id)).key == phase_key:
                        return
                self.press("advance")
            raise AssertionError(f"the process has no phase {phase_key}")

        step(self.database, ("advance to", self.id, phase_key, self.clock()), work)

    def end(self) -> None:
        self.press("end")

    def groups(self, set_key: str = "par") -> list[list[int]]:
        """The members of each group, in their order."""
        with self.database.reading() as db:
            found = groups.of_set(db, db.get_one(Activity, self.id), set_key)
            return [[member.participant_id for member in group.members] for group in found]

    def group_ids(self, set_key: str = "par") -> list[int]:
        with self.database.reading() as db:
            return [g.id for g in groups.of_set(db, db.get_one(Activity, self.id), set_key)]

    def group_of(self, person: int, set_key: str = "par") -> int:
        """The id of the group somebody is in."""
        with self.database.reading() as db:
            activity = db.get_one(Activity, self.id)
            found = groups.group_of(db, activity, set_key, person)
            assert found is not None, "nobody has seated this person"
            return found.id

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

    def write_story(
        self,
        teller_id: int,
        title: str = "Vi våget å vente",
        text: str = "Jeg satte meg ned og ventet. Da kom ordene.",
    ) -> int:
        """The interviewer writes; gives the interview's id."""
        interview_id, writer = self.told_by(teller_id)
        now = self.clock()

        def work() -> None:
            with self.database.transaction() as db:
                story_drafts.save_story(
                    db,
                    db.get_one(Interview, interview_id),
                    writer,
                    {"title": title, "text": text, "strengths": []},
                    version=0,
                    editor="test",
                    now=now,
                )

        step(self.database, ("write", interview_id, writer, title, text, now), work)
        return interview_id

    def approve(
        self,
        teller_id: int,
        visibility: str = "cohort",
        *,
        title: str = "Vi våget å vente",
        text: str = "Jeg satte meg ned og ventet. Da kom ordene.",
        thanks: str = "",
        show_name: bool = False,
        client_id: str | None = None,
    ) -> int:
        """The teller says yes; gives the card's id."""
        interview_id, _ = self.told_by(teller_id)
        with self.database.transaction() as db:
            return approval.approve_story(
                db,
                db.get_one(Interview, interview_id),
                teller_id,
                {"title": title, "text": text, "strengths": ["samarbeid"]},
                visibility=visibility,
                show_name=show_name,
                thanks=thanks,
                phase_key="godkjenn",
                known_strengths=STRENGTHS,
                client_id=client_id or f"approve-{teller_id}",
                now=self.clock(),
            ).id

    def causes(self, person: int, *texts: str, keep: bool = True) -> list[int]:
        """The table of somebody says «Ferdig»; gives the cards' ids."""
        group_id = self.group_of(person, "bord")
        with self.database.transaction() as db:
            made = group_cards.deliver_group_cards(
                db,
                db.get_one(Group, group_id),
                person_of(db, person),
                phase_key="rotarsaker",
                type="root_cause",
                texts=texts,
                keep=keep,
                now=self.clock(),
            )
            return [card.id for card in made]

    def change(self, card_id: int, verb: Callable[..., Any], *arguments: Any) -> None:
        """Call a verb of `cards` on one card, in a transaction of its own."""
        with self.database.transaction() as db:
            verb(db, db.get_one(Card, card_id), *arguments)


def person_of(db: Session, participant_id: int) -> Participant:
    return db.get_one(Participant, participant_id)


STRENGTHS = frozenset(strength.key for strength in load_catalogue("via24").strengths)


def oslo(hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the samling's day."""
    return dt.datetime(2027, 9, 15, hour, minute, tzinfo=rooms.OSLO)
