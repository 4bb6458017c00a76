"""What a prosessleder sees on the remote: where the room is, who is here, groups and cards.

Text is shown only as far as the prosessleder may read it, `room` or wider; of all the rest
there are counts and status, on the wire too.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    audiences,
    borrowing,
    groups,
    handovers,
    methods,
    progress,
    rooms,
    run_sheets,
)
from facilitator.domain.activities import milliseconds
from facilitator.domain.phases import MINUTE, PhaseState
from facilitator.domain.policies import Actor
from facilitator.models import Activity, Room
from facilitator.presentation import lead_help
from facilitator.presentation.board import prompts_of
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.presentation.fragments import Count, count_line, room_revision
from facilitator.presentation.lead_cards import CardsView, cards_view
from facilitator.presentation.lead_day import (
    COUNTS,
    NOTICED_LAG,
    DayView,
    LastCuts,
    day_view,
    minutes_text,
)
from facilitator.presentation.lead_groups import GroupsView, groups_view
from facilitator.presentation.lead_help import NotesView, QuestionsView
from facilitator.presentation.lead_library import LibraryRow, library_rows
from facilitator.presentation.lead_people import PeopleView, people_view
from facilitator.presentation.lead_presses import last_and_undo
from facilitator.presentation.lead_showing import ShowingRow, showing_row
from facilitator.presentation.leader_post import PostView, post_view
from facilitator.presentation.rehearsals import OnRemote, on_remote
from facilitator.presentation.surface import Surface, surface
from facilitator.processes.schema import Phase, Process

FEW = 4
"""A group of fewer is worth a word, where the process was made for more."""


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
        """«til Skriv ut, 4 minutter»; a name that asks stands in quotation marks."""
        name = f"«{self.name}»" if self.name.endswith("?") else self.name
        return f"til {name}, {minutes_text(self.minutes)}"


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
    notes: NotesView
    questions: tuple[QuestionsView, ...]
    flow: tuple[FlowStep, ...]
    count: Count
    behind: int
    showing: ShowingRow | None


@dataclass(frozen=True, slots=True)
class Planned:
    id: int
    seen: str
    name: str
    theme: str


@dataclass(frozen=True, slots=True)
class LeadView:
    """The whole remote. `held_by` is the participant who leads the activity for now."""

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
    day: DayView
    library: tuple[LibraryRow, ...]
    held_by: str
    post: PostView
    rehearsal: OnRemote | None


def view(
    session: Session,
    room: Room,
    actor: Actor,
    connected: set[int],
    now: dt.datetime,
    last_cuts: LastCuts | None = None,
) -> LeadView:
    """`connected` are the participants whose phones have a live socket: a faint hint only."""
    activity = activities.current(session, room)
    on = activity if activity and activity.status != "planned" else None
    heard = (audiences.room(room.id), audiences.board(room.id), audiences.lead(room.id))
    at = milliseconds(now)
    running = on is not None and on.status != "ended"
    today = day_view(session, room, now, last_cuts)
    held = handovers.of_activity(session, on)
    last, undo_until = last_and_undo(session, room, activity, at)
    return LeadView(
        surface=surface(session, "lead", room, activity, heard, now),
        room=room,
        code=room.join_code,
        leaders=_leaders(on, actor),
        running=running_view(session, on, at, today) if on and running else None,
        ended=activities.process_of(on).name if on and on.status == "ended" else "",
        planned=_planned(session, room),
        count_v=room_revision(session, room),
        last=last,
        undo_until=undo_until,
        people=people_view(session, room, on, connected),
        groups=groups_view(session, on) if on else None,
        cards=cards_view(session, on) if on else None,
        day=today,
        library=()
        if running
        else library_rows(
            methods.for_cohort(session, actor, room.gathering.cohort),
            "" if borrowing.is_borrowed(room) else room.gathering.theme,
        ),
        held_by=held.participant.first_name if held else "",
        post=post_view(session, room),
        rehearsal=on_remote(session, room, now),
    )


def _leaders(activity: Activity | None, actor: Actor) -> str:
    """«Du og Turid leder»: the other one is known by the last press."""
    other = (activity.last_action or {}).get("by") if activity else None
    return f"Du og {other} leder" if other and other != actor.name else "Du leder"


def running_view(
    session: Session,
    activity: Activity,
    now: int,
    today: DayView | None = None,
    *,
    lent: bool = False,
) -> Running:
    """`lent`: for a participant who leads, without the prosessleder's own notes."""
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
        coming=NextStep(coming.name, state.duration(state.index + 1) // MINUTE) if coming else None,
        on_screen=prompts[0] if prompts else phase.name,
        on_screen_note=_how_many(len(prompts)),
        notes=lead_help.notes_view(
            activity, _happening(session, activity, process, phase), lent=lent
        ),
        questions=lead_help.questions(activity),
        flow=_flow(process, state),
        count=count_line(progress.of_phase(session, activity)),
        behind=_behind(activity, state, now) if today is None or not today.rows else today.behind,
        showing=showing_row(session, activity, phase),
    )


def _how_many(shown: int) -> str:
    if shown < 2:
        return ""
    return "Begge spørsmålene vises" if shown == 2 else f"Alle {shown} spørsmålene vises"


def _happening(session: Session, activity: Activity, process: Process, phase: Phase) -> str:
    """What the leader should know of the groups just now."""
    said = (_trio_note(session, activity, process, phase), _few(session, activity, process, phase))
    return " ".join(text for text in said if text)


def _few(session: Session, activity: Activity, process: Process, phase: Phase) -> str:
    """The groups are smaller than the process was made for: the leader decides what to do."""
    spec = process.groups.get(phase.groups)
    made = groups.of_set(session, activity, phase.groups) if spec else []
    here = {person.id for person in rooms.present(session, activity.room)} if made else set()
    seated = [sum(person.id in here for person in group.people) for group in made]
    sizes = [size for size in seated if size]
    if spec is None or not sizes or min(sizes) >= min(spec.span.min, FEW):
        return ""
    count = COUNTS[min(sizes)]
    if len(sizes) == 1:
        return f"Dere er få nå: én gruppe på {count}. Ta det gjerne som én samtale."
    return f"Den minste gruppa er på {count}. Flytt gjerne noen under Grupper."


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
        FlowStep(phase.name, state.duration(n) // MINUTE, place(n))
        for n, phase in enumerate(process.phases)
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
    """What waits in the room; what the day's plan holds is started from there."""
    items = run_sheets.of_gathering(session, room.gathering).items
    in_plan = {item.activity_id for item in items}
    return tuple(
        Planned(
            id=activity.id,
            seen=f"{activity.id}:{activity.step}",
            name=activities.process_of(activity).name,
            theme=activity.theme,
        )
        for activity in activities.in_room(session, room)
        if activity.status == "planned" and activity.id not in in_plan
    )
