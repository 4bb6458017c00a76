"""Who tells and who writes, and a trio's own slots within the room's phases.

A pair: A tells and B writes, then they swap. A trio: A→B→C→A in three slots of its own,
across the same phases. The trio moves itself from step to step with a tap; the room's
phase changes never interrupt it.
"""

import itertools
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import turns
from facilitator.domain.phases import MINUTE, PhaseState
from facilitator.models import Activity, Draft, Group, Interview, Participant
from facilitator.processes.schema import Process


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's part right now: `tell`, `ask`, `listen`, `write`, `rest` or `done`."""

    part: str
    interview: Interview | None
    own_clock: turns.SlotClock | None = None


def arrange(session: Session, group: Group, begun: int = 0) -> None:
    """Make the interviews of a group that has none, or that has changed.

    What has text stays, and so do those of the first `begun` slots. Whoever has told already,
    here or in the group they came from, does not tell again; the rest follow the members'
    order, each in the next slot that is not taken.
    """
    people = [member.participant_id for member in group.members]
    told, taken = _written(session, group, people), set()
    for interview in _all_of(session, group):
        if _goes_on(interview, people, begun):
            told.add(interview.teller_id)
        elif not _has_text(session, interview):
            session.delete(interview)
            continue
        taken.add(interview.slot)
    session.flush()
    for teller, interviewer in _round(people):
        if teller not in told:
            slot = next(n for n in itertools.count(max(begun, 1)) if n not in taken)
            taken.add(slot)
            _add(session, group, slot, teller, interviewer)
    session.flush()


def _written(session: Session, group: Group, people: list[int]) -> set[int]:
    """Those whose story is begun, also by somebody they no longer sit with: it stays theirs."""
    return set(
        session.scalars(
            select(Interview.teller_id)
            .outerjoin(Draft, Draft.interview_id == Interview.id)
            .where(
                Interview.activity_id == group.activity_id,
                Interview.teller_id.in_(people),
                Draft.id.is_not(None) | (Interview.sent != ""),
            )
        )
    )


def _goes_on(interview: Interview, people: list[int], begun: int) -> bool:
    """Both are here and it has begun. Who was alone and has got company tells to that."""
    alone = interview.teller_id == interview.interviewer_id
    both = interview.teller_id in people and interview.interviewer_id in people
    return both and interview.slot <= begun and not (alone and len(people) > 1)


def _round(people: list[int]) -> list[tuple[int, int]]:
    """Each tells to the next; the last to the first. Alone, one writes one's own."""
    return [(person, people[(n + 1) % len(people)]) for n, person in enumerate(people)]


def _has_text(session: Session, interview: Interview) -> bool:
    begun = select(Draft.id).where(Draft.interview_id == interview.id)
    return bool(interview.sent) or session.scalar(begun) is not None


def _add(session: Session, group: Group, slot: int, teller: int, interviewer: int) -> None:
    session.add(
        Interview(
            activity_id=group.activity_id,
            group_id=group.id,
            slot=slot,
            teller_id=teller,
            interviewer_id=interviewer,
        )
    )


def of_group(session: Session, group: Group) -> list[Interview]:
    """Those between people who sit in the group now, by slot."""
    return [interview for interview in _all_of(session, group) if is_between(interview, group)]


def is_between(interview: Interview, group: Group) -> bool:
    """Whether both sit in the group; a text that was begun outlives that one of them moves."""
    here = {member.participant_id for member in group.members}
    return interview.teller_id in here and interview.interviewer_id in here


def _all_of(session: Session, group: Group) -> list[Interview]:
    return list(
        session.scalars(
            select(Interview).where(Interview.group_id == group.id).order_by(Interview.slot)
        )
    )


def with_person(session: Session, activity: Activity, participant_id: int) -> list[Interview]:
    """The interviews somebody tells or writes in, by slot."""
    return list(
        session.scalars(
            select(Interview)
            .where(
                Interview.activity_id == activity.id,
                (Interview.teller_id == participant_id)
                | (Interview.interviewer_id == participant_id),
            )
            .order_by(Interview.slot)
        )
    )


def span(process: Process) -> range:
    """The indices of the phases that the interviews take up; empty when there are none."""
    indices = [n for n, phase in enumerate(process.phases) if phase.interview]
    return range(indices[0], indices[-1] + 1) if indices else range(0)


def has_own_slots(group: Group, process: Process) -> bool:
    """A trio keeps its own time."""
    return process.trio is not None and len(group.members) == 3


def seat(
    session: Session,
    group: Group,
    process: Process,
    state: PhaseState,
    person: Participant,
    now: int,
) -> Seat | None:
    """What this person does in the interviews now; None outside them.

    A trio that is not finished stays in its slots also when the room has gone on.
    """
    indices = span(process)
    if not indices or state.index < indices.start:
        return None
    if has_own_slots(group, process) and not trio_is_done(group):
        return _trio_seat(group, of_group(session, group), process, state, person, now)
    if state.index not in indices:
        return None
    if has_own_slots(group, process):
        return Seat("done", None)
    phase = process.phases[state.index]
    if phase.interview is None:
        return None
    return _seat_in(of_group(session, group), phase.interview.slot, phase.interview.part, person)


def _seat_in(interviews: list[Interview], slot: int, part: str, person: Participant) -> Seat:
    current = next((i for i in interviews if i.slot == slot), None)
    if current is None:
        return Seat("listen", None)
    if current.interviewer_id == person.id:
        return Seat("ask" if part == "talk" else "write", current)
    if current.teller_id == person.id:
        return Seat("tell" if part == "talk" else "rest", current)
    return Seat("listen", current)


TRIO_STEPS = 6


def trio_is_done(group: Group) -> bool:
    return group.slot_step >= TRIO_STEPS


def trio_place(step: int) -> tuple[int, str]:
    """Slot and part of a trio's step: talk 1, write 1, talk 2, …"""
    return step // 2 + 1, "write" if step % 2 else "talk"


def _trio_seat(
    group: Group,
    interviews: list[Interview],
    process: Process,
    state: PhaseState,
    person: Participant,
    now: int,
) -> Seat:
    slot, part = trio_place(group.slot_step)
    found = _seat_in(interviews, slot, part, person)
    return Seat(found.part, found.interview, trio_clock(group, process, state, now))


def trio_clock(group: Group, process: Process, state: PhaseState, now: int) -> turns.SlotClock:
    """The clock of the trio's present step, stretched by pauses and by «Ett minutt til»."""
    assert process.trio is not None
    _, part = trio_place(group.slot_step)
    minutes = process.trio.talk if part == "talk" else process.trio.write
    given = [
        (sum(state.spent[: e.phase]) + e.at, e.length)
        for e in state.extensions
        if e.phase in span(process)
    ]
    return turns.slot_clock(
        int(minutes * MINUTE), group.slot_since, state.total_elapsed(now), given
    )


def slots_begun(group: Group, process: Process, index: int) -> int:
    """How many of a group's interviews have begun when the room is in phase `index`."""
    if has_own_slots(group, process) and group.slot_step:
        return trio_place(min(group.slot_step, TRIO_STEPS - 1))[0]
    begun = [p.interview.slot for p in process.phases[: index + 1] if p.interview]
    return max(begun, default=0)


def become_trio(group: Group, process: Process, state: PhaseState) -> None:
    """A third joins a pair in the middle: its own slots go on from where the pair is.

    When the interviews are over they are not begun anew.
    """
    phase = process.phases[state.index]
    if not has_own_slots(group, process):
        group.slot_step = group.slot_since = 0
        return
    if group.slot_step:
        return
    if state.index >= span(process).stop:
        group.slot_step = TRIO_STEPS
    if phase.interview is None:
        return
    writing = phase.interview.part == "write"
    group.slot_step = 2 * (phase.interview.slot - 1) + writing
    group.slot_since = sum(state.spent) - state.spent[state.index]


def begin_trio(group: Group, process: Process, state: PhaseState, now: int) -> None:
    """The first interview begins: the trio's own time starts with it."""
    if has_own_slots(group, process) and group.slot_step == 0:
        group.slot_since = state.total_elapsed(now)


def move_trio(group: Group, seen: int, state: PhaseState, now: int) -> bool:
    """A tap from the trio: on to writing, or to the next who tells. Two taps move once."""
    if seen != group.slot_step or trio_is_done(group):
        return False
    group.slot_step += 1
    group.slot_since = state.total_elapsed(now)
    return True


def finish_trio(group: Group, seen: int) -> bool:
    """The room has gone on and the trio forgot to tap: on to where the others are, in one."""
    if seen != group.slot_step or trio_is_done(group):
        return False
    group.slot_step = TRIO_STEPS
    return True
