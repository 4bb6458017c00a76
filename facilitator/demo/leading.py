"""Leading one past process from its first phase to its end, with what was told and written.

In an AI-intervju the pairs are those of the data. The interviewer's draft goes to its
teller, and the teller approves it, as on the day itself.
"""

import datetime as dt
from collections import defaultdict

from facilitator.demo import nameless
from facilitator.demo.data import StoryData
from facilitator.demo.kull import Kull
from facilitator.domain import activities, approval, group_cards, groups, interviews, story_drafts
from facilitator.domain.phases import Verb
from facilitator.models import Activity, Card, Group, Interview
from facilitator.processes.schema import Phase

LEADER = "f1"


class Led:
    """One process in one room, with a clock that the phases move."""

    def __init__(
        self,
        kull: Kull,
        activity: Activity,
        told: list[StoryData],
        words: list[str],
        begins: dt.datetime,
    ) -> None:
        self.kull = kull
        self.session = kull.session
        self.activity = activity
        self.process = activities.process_of(activity)
        self.told = told
        self.words = words
        self.now = begins

    def lead(self) -> None:
        """From the first phase to the end, each with the time that is set for it."""
        self._press("start")
        if self._interviewed:
            self._seat_pairs()
        while self.activity.status == "running":
            self._in_phase(activities.phase_of(self.activity))
            self.now += dt.timedelta(minutes=activities.phase_of(self.activity).minutes)
            self._press("advance")

    def _press(self, verb: Verb) -> None:
        name = self.kull.leaders[LEADER].first_name
        seen = self.activity.step
        activities.press(self.session, self.activity, verb, seen, by=name, now=self.now)

    @property
    def _interviewed(self) -> bool:
        return any(story.written_by for story in self.told)

    def _in_phase(self, phase: Phase) -> None:
        nameless.lay(self.kull, self.activity, phase, self.words)
        if not self._interviewed:
            if phase.key == self._telling_phase().key:
                self._record(phase)
        elif phase.interview and phase.interview.part == "write":
            self._write(phase.interview.slot)
        elif phase.kind == "approve":
            self._approve(phase)
        elif phase.card and phase.card.type == "root_cause" and phase.kind == "group":
            self._find_causes(phase)

    def _telling_phase(self) -> Phase:
        """Where stories are released, or else the last phase that fills no board of its own."""
        phases = self.process.phases
        telling = [p for p in phases if p.card and p.card.type == "story" and p.release]
        return (telling or [p for p in phases if p.release is None] or list(phases))[-1]

    # --- told in a ring, or elsewhere: recorded as it was -----------------------------------

    def _record(self, phase: Phase) -> None:
        for story in self.told:
            self._tick()
            approval.record_story(
                self.session,
                self.activity,
                teller_id=self._id(story.teller),
                interviewer_id=None,
                fields=_fields(story),
                visibility=story.visibility,
                phase_key=phase.key,
                known_strengths=self.kull.strengths,
                client_id=f"demo-{story.id}",
                now=self.now,
            )

    # --- AI-intervju ------------------------------------------------------------------------

    def _pairs(self) -> list[tuple[str, str]]:
        pairs = {tuple(sorted((s.teller, s.written_by or ""))) for s in self.told}
        return sorted((a, b) for a, b in pairs)

    def _seat_pairs(self) -> None:
        """Move people until those who interviewed each other sit together."""
        set_key = next(p.groups for p in self.process.phases if p.interview)
        for first, second in self._pairs():
            home = self._group(set_key, first)
            other = self._group(set_key, second)
            if home.id == other.id and len(home.members) == 2:
                continue
            refuge = other if other.id != home.id else self._another(set_key, home)
            for member in list(home.members):
                if member.participant_id not in (self._id(first), self._id(second)):
                    self._move(set_key, member.participant_id, refuge)
            self._move(set_key, self._id(second), home)

    def _group(self, set_key: str, key: str) -> Group:
        found = groups.group_of(self.session, self.activity, set_key, self._id(key))
        assert found is not None, f"{key} was not there"
        return found

    def _another(self, set_key: str, home: Group) -> Group:
        """A group with nobody in it whose pair the data knows."""
        wanted = {self._id(key) for pair in self._pairs() for key in pair}
        return next(
            group
            for group in groups.of_set(self.session, self.activity, set_key)
            if group.id != home.id and not wanted & {m.participant_id for m in group.members}
        )

    def _move(self, set_key: str, person_id: int, group: Group) -> None:
        groups.move(self.session, self.activity, self.process, set_key, person_id, group.id)

    def _interview(self, story: StoryData) -> Interview:
        held = interviews.with_person(self.session, self.activity, self._id(story.teller))
        return next(i for i in held if i.teller_id == self._id(story.teller))

    def _write(self, slot: int) -> None:
        for story in self.told:
            interview = self._interview(story)
            if interview.slot != slot:
                continue
            self._tick()
            story_drafts.save_story(
                self.session,
                interview,
                interview.interviewer_id,
                _fields(story),
                version=0,
                editor=f"demo-{story.id}",
                now=self.now,
            )
            story_drafts.deliver(self.session, interview, interview.interviewer_id, self.now)

    def _approve(self, phase: Phase) -> None:
        for story in self.told:
            self._tick()
            approval.approve_story(
                self.session,
                self._interview(story),
                self._id(story.teller),
                _fields(story),
                visibility=story.visibility,
                show_name=False,
                thanks="",
                phase_key=phase.key,
                known_strengths=self.kull.strengths,
                client_id=f"demo-{story.id}",
                now=self.now,
            )

    def _find_causes(self, phase: Phase) -> None:
        """Each table delivers the root causes of the stories that were told at it."""
        by_table: dict[int, list[str]] = defaultdict(list)
        tables: dict[int, tuple[Group, str]] = {}
        for story in self.told:
            table = self._group(phase.groups, story.teller)
            tables.setdefault(table.id, (table, story.teller))
            by_table[table.id] += story.root_causes
        for table_id, causes in by_table.items():
            self._deliver(phase, *tables[table_id], causes)

    def _deliver(self, phase: Phase, table: Group, pen: str, causes: list[str]) -> None:
        self._tick()
        group_cards.deliver_group_cards(
            self.session,
            table,
            self.kull.people[pen],
            phase_key=phase.key,
            type="root_cause",
            texts=causes[: group_cards.CAUSES_LIMIT],
            keep=True,
            now=self.now,
        )
        for number, cause in enumerate(causes[group_cards.CAUSES_LIMIT :]):
            self._one_more(phase, table, pen, cause, number)

    def _one_more(self, phase: Phase, table: Group, pen: str, cause: str, number: int) -> Card:
        """A table found more than one delivery holds."""
        return group_cards.post_line(
            self.session,
            self.activity,
            self._id(pen),
            phase_key=phase.key,
            type="root_cause",
            text=cause,
            visibility="cohort",
            group=table,
            client_id=f"demo-{table.id}-{number}",
            now=self.now,
        )

    # ------------------------------------------------------------------------------------------

    def _id(self, key: str) -> int:
        return self.kull.people[key].id

    def _tick(self) -> None:
        """No two people write in the same second."""
        self.now += dt.timedelta(seconds=7)


def _fields(story: StoryData) -> dict[str, object]:
    return {"title": story.title, "text": story.text, "strengths": list(story.strengths)}
