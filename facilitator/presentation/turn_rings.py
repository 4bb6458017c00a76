"""The turns of a room's rings: one picture for each size of ring."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, groups, turns
from facilitator.domain.phases import PhaseState
from facilitator.models import Activity

SIZES = "null én to tre fire fem seks sju åtte ni ti elleve tolv".split()


@dataclass(frozen=True, slots=True)
class RingView:
    """The turns of all rings of one size; `data` lets the browser follow by itself.

    `alone`: there is one ring in the room, and no other size either.
    """

    size: int
    word: str
    turn: int
    left: str
    data: dict[str, object]
    alone: bool = False


def rings_of(
    session: Session, activity: Activity | None, state: PhaseState | None, now: dt.datetime
) -> tuple[RingView, ...]:
    """One ring for each size of group: five and six visibly end together."""
    if activity is None or state is None:
        return ()
    phase = activities.phase_of(activity)
    found = groups.of_set(session, activity, phase.groups) if phase.groups else []
    rings = [len(group.members) for group in found if group.members]
    at, alone = activities.milliseconds(now), len(rings) == 1
    return tuple(_ring(size, state, at, alone) for size in sorted(set(rings), reverse=True))


def _ring(size: int, state: PhaseState, now: int, alone: bool) -> RingView:
    planned = state.durations[state.index]
    added = tuple(e for e in state.extensions if e.phase == state.index)
    elapsed = state.elapsed(now)
    turn = turns.turn_at(planned, size, elapsed, added)
    return RingView(
        size=size,
        word=SIZES[size] if size < len(SIZES) else str(size),
        turn=size if turn.over else turn.number - 1,
        left=countdown(turn.left),
        data={
            "started": now - elapsed,
            "boundaries": turns.boundaries(planned, size, added),
            **({"paused_at": now} if state.status == "paused" else {}),
        },
        alone=alone,
    )


def countdown(left: int) -> str:
    """«1:10» from milliseconds."""
    seconds = -(-left // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"
