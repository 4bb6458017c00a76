"""A process in a room: put there, started, moved and ended by the prosessledere."""

import datetime as dt
import secrets
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from facilitator.domain import (
    audiences,
    boards,
    forming,
    groups,
    handovers,
    interviews,
    led,
    phase_ends,
    phases,
    process_settings,
    rooms,
    story_drafts,
)
from facilitator.domain.phases import Action, Meaningless, Moved, Outcome, PhaseState, Verb
from facilitator.domain.running import digest, process_of, state_of, store
from facilitator.domain.seat_questions import Answer, Question
from facilitator.domain.writing import clean_line
from facilitator.errors import NotFound
from facilitator.models import Activity, Ready, Room
from facilitator.processes.loader import to_snapshot
from facilitator.processes.schema import Phase, Process

THEME_LIMIT = 120


__all__ = ["process_of", "state_of"]


def milliseconds(now: dt.datetime) -> int:
    return int(now.timestamp() * 1000)


def plan(
    session: Session,
    room: Room,
    process: Process,
    now: dt.datetime,
    *,
    theme: str = "",
    settings: Mapping[str, str] | None = None,
    leader_notes: Mapping[str, str] | None = None,
) -> Activity:
    """Put a process into the room. It takes its own copy: later edits do not reach it.

    `settings` by the process's setting keys; raises Invalid where a required one is missing.
    """
    filled = process_settings.clean(process, {"theme": theme, **(settings or {})})
    position = session.scalar(
        select(func.count()).select_from(Activity).where(Activity.room_id == room.id)
    )
    snapshot = to_snapshot(process)
    activity = Activity(
        room=room,
        process=snapshot,
        process_digest=digest(snapshot),
        theme=clean_line(theme, "theme", most=THEME_LIMIT),
        settings=filled,
        materials=process_settings.materials_of(process, filled),
        leader_notes=dict(leader_notes or {}),
        picked={},
        secret=secrets.token_hex(32),
        position=position or 0,
        created_at=now,
    )
    session.add(activity)
    session.flush()
    audiences.tell_leaders(session, room.id)
    return activity


def in_room(session: Session, room: Room) -> list[Activity]:
    return list(
        session.scalars(
            select(Activity).where(Activity.room_id == room.id).order_by(Activity.position)
        )
    )


_ROOM_IS_KNOWN = (lazyload(Activity.room),)


def current(session: Session, room: Room) -> Activity | None:
    """The activity that is on, or the last one that was."""
    if room.activity_id is None:
        return None
    activity = session.get(Activity, room.activity_id, options=_ROOM_IS_KNOWN)
    if activity is not None:
        set_committed_value(activity, "room", room)
    return activity


def require_current(session: Session, room: Room) -> Activity:
    activity = current(session, room)
    if activity is None:
        raise NotFound("Det er ikke satt i gang noe i rommet ennå.")
    return activity


def phase_of(activity: Activity) -> Phase:
    return process_of(activity).phases[activity.phase_index]


def next_phase(activity: Activity) -> Phase | None:
    process = process_of(activity)
    after = activity.phase_index + 1
    return process.phases[after] if after < len(process.phases) else None


def press(
    session: Session,
    activity: Activity,
    verb: Verb,
    seen: int,
    *,
    by: str,
    now: dt.datetime,
    seats: Answer | None = None,
) -> Outcome:
    """A leader's press. `seen` is the step the leader saw: two at once move it one step.

    Gives the pure outcome; `Stale` and `Meaningless` change nothing. `seats` is the answer to
    `seats_for`; without it new groups are formed more quickly, and less well.
    """
    at = milliseconds(now)
    was = state_of(activity)
    if verb == "start" and _another_is_on(session, activity):
        return Meaningless(was)
    outcome = phases.apply(was, Action(verb, seen), at)
    if not isinstance(outcome, Moved):
        return outcome
    store(activity, outcome.state)
    activity.last_action = {"by": by, "verb": verb, "at": at}
    _follow(session, activity, was, outcome.state, now, seats)
    session.flush()
    audiences.tell_phase(session, activity.room_id)
    return outcome


def seats_for(
    session: Session, activity: Activity, verb: Verb, seen: int, now: dt.datetime
) -> Question | None:
    """What such a press would have to search for; it is answered before the write begins."""
    was = state_of(activity)
    outcome = phases.apply(was, Action(verb, seen), milliseconds(now))
    if not isinstance(outcome, Moved) or not outcome.state.is_on:
        return None
    if outcome.state.index == was.index and was.is_on:
        return None
    process, index = process_of(activity), outcome.state.index
    return forming.question(session, activity.room, process, index, activity)


def _another_is_on(session: Session, activity: Activity) -> bool:
    other = current(session, activity.room)
    return other is not None and other.id != activity.id and state_of(other).is_on


def _follow(
    session: Session,
    activity: Activity,
    was: PhaseState,
    state: PhaseState,
    now: dt.datetime,
    seats: Answer | None,
) -> None:
    """What a new phase brings with it: groups, handed-over drafts, the saved board."""
    if was.status == "planned" and state.is_on:
        activity.started_at = now
        activity.room.activity_id = activity.id
    if was.is_on and state.status == "planned":
        _take_back_start(session, activity)
    if was.is_on and state.index > was.index:
        phase_ends.phase_ended(session, activity, process_of(activity).phases[was.index], now)
    if state.is_on and (state.index != was.index or was.status != state.status):
        _enter_phase(session, activity, state, now, seats)
    if state.status == "ended":
        activity.ended_at = now
        phase_ends.phase_ended(session, activity, process_of(activity).phases[was.index], now)
        phase_ends.activity_ended(session, activity, now)
        story_drafts.hand_over_all(session, activity, now)
        boards.save(session, activity, now)
        handovers.end_all(session, activity, now)
    elif was.status == "ended":
        activity.ended_at = None
        boards.forget_saved(session, activity)
    if state.index > was.index or state.status == "ended":
        led.in_borrowed_room(session, activity, now)


def _take_back_start(session: Session, activity: Activity) -> None:
    """The room shows what it showed before; those who come meanwhile get a seat at the start."""
    activity.started_at = None
    activity.room.activity_id = session.scalar(
        select(Activity.id)
        .where(Activity.room_id == activity.room_id, Activity.ended_at.is_not(None))
        .order_by(Activity.ended_at.desc())
        .limit(1)
    )
    forming.forget_untouched(session, activity)


def _enter_phase(
    session: Session,
    activity: Activity,
    state: PhaseState,
    now: dt.datetime,
    seats: Answer | None,
) -> None:
    process = process_of(activity)
    phase = process.phases[state.index]
    rooms.propose_present(session, activity.room, now)
    forming.form_due(session, activity, process, state.index, seats)
    if phase.kind == "approve":
        story_drafts.hand_over_all(session, activity, now)
    if _interviews_begin(phase, state):
        for group in groups.of_set(session, activity, phase.groups):
            interviews.begin_trio(group, process, state, milliseconds(now))


def _interviews_begin(phase: Phase, state: PhaseState) -> bool:
    """The first talk, for the first time: a pause or a step back gives a trio no new start."""
    if phase.interview is None or state.spent[state.index] > 0 or state.status != "running":
        return False
    return phase.interview.slot == 1 and phase.interview.part == "talk"


def approve_phase(process: Process) -> Phase | None:
    """The phase in which tellers say yes to what was written."""
    return next((phase for phase in process.phases if phase.kind == "approve"), None)


def count_ready(session: Session, activity: Activity, phase_key: str) -> int:
    """How many are ready in a phase; never who."""
    count = session.scalar(
        select(func.count())
        .select_from(Ready)
        .where(Ready.activity_id == activity.id, Ready.phase_key == phase_key)
    )
    return count or 0


def is_ready(session: Session, activity: Activity, phase_key: str, person_id: int) -> bool:
    found = session.scalar(
        select(Ready.id).where(
            Ready.activity_id == activity.id,
            Ready.phase_key == phase_key,
            Ready.participant_id == person_id,
        )
    )
    return found is not None
