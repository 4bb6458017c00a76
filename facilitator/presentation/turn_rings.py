"""The turns of a room's rings: one picture for all that go alike."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import activities, groups, ring_sizes, turns
from facilitator.domain.phases import PhaseState
from facilitator.domain.ring_sizes import Ring
from facilitator.models import Activity, Group

SIZES = "null én to tre fire fem seks sju åtte ni ti elleve tolv".split()


@dataclass(frozen=True, slots=True)
class RingView:
    """The turns of all rings that go alike; `data` lets the browser follow by itself."""

    size: int
    name: str
    """«Ringer»; by their numbers one alone and those that changed while the round was on."""
    word: str
    turn: int
    left: str
    data: dict[str, object]


def rings_of(
    session: Session, activity: Activity | None, state: PhaseState | None, now: dt.datetime
) -> tuple[RingView, ...]:
    """One picture for each way the turns go: five and six visibly end together.

    A ring whose size changed on the way has ends of its own, though others are as many.
    """
    if activity is None or state is None:
        return ()
    phase = activities.phase_of(activity)
    found = groups.of_set(session, activity, phase.groups) if phase.groups else []
    rings = ring_sizes.of_each(session, activity, found, phase.key)
    at = activities.milliseconds(now)
    alike: dict[tuple[int, ...], list[Group]] = {}
    for group in found:
        if group.id in rings:
            alike.setdefault(tuple(_ends(rings[group.id], state)), []).append(group)
    views = []
    for same in alike.values():
        ring = rings[same[0].id]
        name = _name(ring, [group.number for group in same], every=len(alike) == 1)
        views.append((bool(ring.changes), _view(ring, name, state, at)))
    return tuple(view for _, view in sorted(views, key=lambda found: (found[0], -found[1].size)))


def _name(ring: Ring, numbers: list[int], *, every: bool) -> str:
    if every:
        return "Ringene" if numbers[1:] else "Ringen"
    if ring.changes or not numbers[1:]:
        return f"Ring {spoken(numbers)}"
    return "Ringer"


def spoken(numbers: list[int]) -> str:
    """«2, 3 og 5»."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} og {last}" if first else last


def _ends(ring: Ring, state: PhaseState) -> list[int]:
    added = tuple(e for e in state.extensions if e.phase == state.index)
    return turns.boundaries(state.durations[state.index], ring.size, added, ring.changes)


def _view(ring: Ring, name: str, state: PhaseState, now: int) -> RingView:
    planned = state.durations[state.index]
    added = tuple(e for e in state.extensions if e.phase == state.index)
    elapsed = state.elapsed(now)
    turn = turns.turn_at(planned, ring.size, elapsed, added, changes=ring.changes)
    size = turn.size
    return RingView(
        size=size,
        name=name,
        word=SIZES[size] if size < len(SIZES) else str(size),
        turn=size if turn.over else turn.number - 1,
        left=countdown(turn.left),
        data={
            "started": now - elapsed,
            "boundaries": _ends(ring, state),
            **({"paused_at": now} if state.status == "paused" else {}),
        },
    )


def countdown(left: int) -> str:
    """«1:10» from milliseconds."""
    seconds = -(-left // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"
