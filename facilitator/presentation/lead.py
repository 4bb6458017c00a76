"""What a prosessleder sees on the remote: where the room is, who is here, groups and cards.

Text is shown only as far as the prosessleder may read it, `room` or wider; of all the rest
there are counts and status, on the wire too.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, progress
from facilitator.domain.activities import milliseconds
from facilitator.domain.phases import MINUTE, PhaseState
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Room
from facilitator.presentation.board import prompts_of
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.presentation.fragments import Count, count_line, room_revision
from facilitator.presentation.lead_cards import CardsView, cards_view
from facilitator.presentation.lead_groups import GroupsView, groups_view
from facilitator.presentation.lead_people import PeopleView, people_view
from facilitator.presentation.surface import Surface, surface
from facilitator.processes.schema import Phase, Process

UNDO_FOR = 10_000
"""Milliseconds that «Angre» is offered after a press."""
NOTICED_LAG = 2
"""Minutes behind before it is worth saying."""

DONE = {
    "start": "satte i gang",
    "advance": "gikk videre",
    "back": "gikk tilbake",
    "extend": "la til ett minutt",
    "pause": "tok pause",
    "resume": "fortsatte",
    "end": "avsluttet",
    "undo": "angret",
}


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One phase in the list of all: `done`, `now` or empty."""

    name: str
    minutes: int
    state: str


@dataclass(frozen=True, slots=True)
class NextStep:
    name: str
    minutes: int

    @property
    def text(self) -> str:
        """«til Skriv ut, 4 minutter»."""
        return f"til {self.name}, {minutes_text(self.minutes)}"


@dataclass(frozen=True, slots=True)
class Running:
    """The process that is on, as its leader steers it."""

    process: str
    title: str
    clock: ClockView
    paused: bool
    first: bool
    coming: NextStep | None
    on_screen: str
    on_screen_note: str
    note: str
    trio_note: str
    flow: tuple[FlowStep, ...]
    count: Count
    behind: int


@dataclass(frozen=True, slots=True)
class Planned:
    id: int
    seen: str
    name: str
    theme: str


@dataclass(frozen=True, slots=True)
class LeadView:
    """The whole remote."""

    surface: Surface
    room: Room
    code: str
    leaders: str
    running: Running | None
    ended: str
    planned: tuple[Planned, ...]
    count_v: int
    last: str
    undo_until: int | None
    people: PeopleView
    groups: GroupsView | None
    cards: CardsView | None


def view(
    session: Session, room: Room, actor: Actor, connected: set[int], now: dt.datetime
) -> LeadView:
    """`connected` are the participants whose phones have a live socket: a faint hint only."""
    activity = activities.current(session, room)
    on = activity if activity and activity.status != "planned" else None
    heard = (audiences.room(room.id), audiences.board(room.id), audiences.lead(room.id))
    at = milliseconds(now)
    return LeadView(
        surface=surface(session, "lead", room, activity, heard, now),
        room=room,
        code=room.join_code,
        leaders=_leaders(on, actor),
        running=_running(session, on, at) if on and on.status != "ended" else None,
        ended=activities.process_of(on).name if on and on.status == "ended" else "",
        planned=_planned(session, room),
        count_v=room_revision(session, room),
        last=last_press(activity, at),
        undo_until=_undo_until(activity, at),
        people=people_view(session, room, on, connected),
        groups=groups_view(session, on) if on else None,
        cards=cards_view(session, on) if on else None,
    )


def _leaders(activity: Activity | None, actor: Actor) -> str:
    """«Du og Turid leder»: the other one is known by the last press."""
    other = (activity.last_action or {}).get("by") if activity else None
    return f"Du og {other} leder" if other and other != actor.name else "Du leder"


def _running(session: Session, activity: Activity, now: int) -> Running:
    process = activities.process_of(activity)
    phase = activities.phase_of(activity)
    state = activities.state_of(activity)
    coming = activities.next_phase(activity)
    prompts = prompts_of(activity)
    return Running(
        process=process.name,
        title=phase.name,
        clock=phase_clock(state, now),
        paused=state.status == "paused",
        first=state.index == 0,
        coming=NextStep(coming.name, coming.minutes) if coming else None,
        on_screen=prompts[0] if prompts else phase.name,
        on_screen_note=f"Alle {len(prompts)} spørsmålene vises" if len(prompts) > 1 else "",
        note=phase.leader_note,
        trio_note=_trio_note(session, activity, process, phase),
        flow=_flow(process, state),
        count=count_line(progress.of_phase(session, activity)),
        behind=_behind(activity, state, now),
    )


def _trio_note(session: Session, activity: Activity, process: Process, phase: Phase) -> str:
    if not phase.interview or not process.trio:
        return ""
    if not progress.has_trio(session, activity):
        return ""
    return f"Odd tall: trioen har tre runder på {process.trio.talk:g} minutter, i sitt eget tempo."


def _flow(process: Process, state: PhaseState) -> tuple[FlowStep, ...]:
    def place(index: int) -> str:
        return "done" if index < state.index else "now" if index == state.index else ""

    return tuple(
        FlowStep(phase.name, phase.minutes, place(n)) for n, phase in enumerate(process.phases)
    )


def _behind(activity: Activity, state: PhaseState, now: int) -> int:
    """How many minutes later than planned the room is, pauses and added minutes included."""
    if activity.started_at is None:
        return 0
    planned = sum(state.durations[: state.index])
    planned += min(state.elapsed(now), state.durations[state.index])
    late = (now - milliseconds(activity.started_at) - planned) // MINUTE
    return int(late) if late >= NOTICED_LAG else 0


def _planned(session: Session, room: Room) -> tuple[Planned, ...]:
    return tuple(
        Planned(
            id=activity.id,
            seen=f"{activity.id}:{activity.step}",
            name=activities.process_of(activity).name,
            theme=activity.theme,
        )
        for activity in activities.in_room(session, room)
        if activity.status == "planned"
    )


def last_press(activity: Activity | None, now: int) -> str:
    """«Turid gikk videre for 6 minutter siden»."""
    action = activity.last_action if activity else None
    if not action:
        return ""
    minutes = max(0, now - int(action["at"])) // MINUTE
    when = "nettopp" if minutes == 0 else f"for {minutes_text(minutes)} siden"
    return f"{said(action)} {when}"


def said(action: dict[str, object]) -> str:
    """«Turid gikk videre»."""
    return f"{action['by']} {DONE.get(str(action['verb']), 'trykket')}"


def minutes_text(minutes: int) -> str:
    return "ett minutt" if minutes == 1 else f"{minutes} minutter"


def _undo_until(activity: Activity | None, now: int) -> int | None:
    """Until when «Angre» is offered; None when there is nothing to take back."""
    if activity is None or activity.before is None or not activity.last_action:
        return None
    until = int(activity.last_action["at"]) + UNDO_FOR
    return until if until > now else None
