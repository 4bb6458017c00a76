"""All that a phone's page is made from, read once with few queries, and the shapes it gives.

A screen is one thing to do now. `Scene` is where the person is; the `phone_*` modules make a
`Screen` of it, and `phone.view` puts the frame around.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import groups, interviews
from facilitator.domain.interviews import Seat
from facilitator.domain.phases import PhaseState
from facilitator.domain.running import process_of, state_of
from facilitator.models import Activity, Draft, Group, Interview, Participant, Presence, Room
from facilitator.presentation import asked
from facilitator.presentation.clocks import ClockView, phase_clock, slot_clock
from facilitator.processes.schema import Phase, Process


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the page: what is on, and the clock (None where there is no time)."""

    title: str
    subtitle: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing to do now. `template` is templates/phases/<template>.html, `body` its words."""

    template: str
    body: Any
    subtitle: str = ""
    dark: bool = False
    fill: bool = False
    key: str = ""
    """Names the screen where the template does not, so that a writer is not thrown out of it."""
    clock: ClockView | None = None
    """A trio's own; otherwise the room's."""
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story's fields as they stand in a form."""

    title: str = ""
    text: str = ""
    strengths: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """About how many lines the text takes on a phone, where the browser cannot tell."""
        return max(8, sum(len(line) // 34 + 1 for line in self.text.split("\n")) + 1)


def story_of(fields: dict[str, Any]) -> Story:
    chosen = fields.get("strengths") or []
    return Story(
        title=str(fields.get("title") or ""),
        text=str(fields.get("text") or ""),
        strengths=tuple(chosen if isinstance(chosen, list) else [chosen]),
    )


@dataclass(frozen=True)
class Scene:
    """One person in one room now. Lives within one session; the screens made of it do not."""

    db: Session
    room: Room
    presence: Presence
    moment: dt.datetime
    activity: Activity | None
    groups: tuple[Group, ...] = ()
    """The person's groups in this room, of all its activities."""
    whole: bool = False
    """The whole arbeidsmappe is open on this phone: its owner's own link, or a confirmed name."""
    typed: dict[str, Any] = field(default_factory=dict)
    """What a form without script had when it was refused: it stands there again."""

    @property
    def person(self) -> Participant:
        return self.presence.participant

    @property
    def now(self) -> int:
        return int(self.moment.timestamp() * 1000)

    @property
    def on(self) -> Activity:
        """The activity, where a screen is only made when there is one."""
        assert self.activity is not None
        return self.activity

    @cached_property
    def process(self) -> Process:
        return process_of(self.on)

    @cached_property
    def state(self) -> PhaseState:
        return state_of(self.on)

    @property
    def phase(self) -> Phase:
        return self.process.phases[self.state.index]

    @property
    def prompts(self) -> tuple[str, ...]:
        return asked.prompts_of(self.on, self.phase)

    @property
    def prompt(self) -> str:
        return self.prompts[0] if self.prompts else ""

    def group(self, set_key: str) -> Group | None:
        """The person's group of one of this activity's group sets."""
        wanted = (self.on.id, set_key)
        return next((g for g in self.groups if (g.activity_id, g.set_key) == wanted), None)

    @cached_property
    def table(self) -> Group | None:
        """The group of the phase that is on."""
        return self.group(self.phase.groups) if self.phase.groups else None

    @cached_property
    def pair(self) -> Group | None:
        """The pair or trio of this activity's interviews."""
        keys = [phase.groups for phase in self.process.phases if phase.interview]
        return self.group(keys[0]) if keys else None

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """Those the person tells or writes in; first those with whom one sits together now."""
        found = interviews.with_person(self.db, self.on, self.person.id)
        return tuple(sorted(found, key=lambda interview: not self._is_here(interview)))

    def _is_here(self, interview: Interview) -> bool:
        return self.pair is not None and interviews.is_between(interview, self.pair)

    @property
    def told(self) -> Interview | None:
        """The interview in which the person is the one who tells."""
        return next((i for i in self.interviews if i.teller_id == self.person.id), None)

    @property
    def asked(self) -> Interview | None:
        """The interview in which the person asks and writes."""
        return next((i for i in self.interviews if i.interviewer_id == self.person.id), None)

    @cached_property
    def seat(self) -> Seat | None:
        if self.pair is None:
            return None
        return interviews.seat(self.db, self.pair, self.process, self.state, self.person, self.now)

    def clock(self, seat: Seat | None = None) -> ClockView:
        """The room's clock, or a trio's own."""
        if seat is not None and seat.own_clock is not None:
            return slot_clock(seat.own_clock, self.state, self.now)
        return phase_clock(self.state, self.now)

    def draft(self, scope: str) -> Draft | None:
        """The person's own text for a scope of this activity."""
        return self.db.scalar(
            select(Draft).where(
                Draft.activity_id == self.on.id,
                Draft.scope == scope,
                Draft.writer_id == self.person.id,
            )
        )

    @cached_property
    def came_in_this_phase(self) -> bool:
        """Joined after the phase began: is welcomed, and told who one is together with."""
        began = self.now - self.state.elapsed(self.now)
        return int(self.presence.joined_at.timestamp() * 1000) > began


def read(
    db: Session,
    room: Room,
    presence: Presence,
    moment: dt.datetime,
    activity: Activity | None,
    typed: dict[str, Any] | None = None,
    *,
    whole: bool = False,
) -> Scene:
    own = groups.own_groups(db, presence.participant_id, room.id)
    return Scene(db, room, presence, moment, activity, tuple(own), whole, typed or {})


def others(group: Group | None, person: Participant) -> tuple[str, ...]:
    """First names of those one sits with."""
    if group is None:
        return ()
    return tuple(p.first_name for p in group.people if p.id != person.id)
