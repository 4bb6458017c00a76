"""Geometry of the ring: people are seats, minutes are beads, and the lit one is now.

Every ring is drawn in a square viewBox 0 0 100 100 with its centre in (50, 50). Angles run
clockwise from the top, so seat *i* of *n* at turn *t* (0 <= t < 1) of the circle lies at

    cx = 50 + R * sin(2*pi*t)        cy = 50 - R * cos(2*pi*t)

static/src/js/ring.js draws the same clocks again in the browser and must keep to this page.

Bead clock
    n beads on R = 45 with t = (i + 0.5) / n, so that the ring begins and ends at the top.
    n = ceil(duration / bead), where bead is 10 s under 4 minutes, 30 s from 4 until 8,
    one minute from 8 to 30 and five minutes above. The bead of a phase is set when the phase
    starts and stays: "Ett minutt til" adds beads and moves none to another size.
    Beads already passed (i < floor(elapsed / bead)) are `open`, the running one is `now`,
    the rest are `done` (filled: time that is left). Paused: the running one is `done`.
    At zero all are `open`.
    Radius of `done` is min(base, 0.34 * 2*pi*45 / n) with base 3.4 for the sizes "big" and
    "rem" and 5.2 for "mini"; `open` is 0.62 and `now` 1.35 times that.

People, turns, tables
    t = i / n, the first seat at the top. `done` and `mine` have radius r, `open` 0.93 r,
    `now` 1.32 r; `mine` has also a halo, a circle without fill of 1.62 r.
    people  r = min(5.4, 0.361 * 2*pi*46 / n), R = 48.9 - r
    turns   R = 41, r = 6.2; four: R = 38.5, r = 8; two and three: R = 36, r = 10
    table   R = 38, r = 9 (11 as a small sign, where nobody is marked)
    close   R = 19 / sin(pi/n), at most 38, so that neighbours are 38 apart; one: R = 0
    logo    R = 34, r = 10.5, seven seats, the first is `now`
    bevis   R = 40, r = min(6, 0.34 * 2*pi*40 / n)
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

State = Literal["done", "open", "now", "mine", "halo"]
ClockSize = Literal["mini", "big", "rem"]

BEADS_RADIUS = 45.0
BEAD_BASE: dict[ClockSize, float] = {"mini": 5.2, "big": 3.4, "rem": 3.4}
BEAD_SCALE: dict[State, float] = {"done": 1.0, "open": 0.62, "now": 1.35}
SEAT_SCALE: dict[State, float] = {"done": 1.0, "mine": 1.0, "open": 0.93, "now": 1.32, "halo": 1.62}


@dataclass(frozen=True, slots=True)
class Bead:
    """One circle of a ring, in the units of the viewBox, with two decimals."""

    cx: float
    cy: float
    r: float
    state: State


@dataclass(frozen=True, slots=True)
class Shape:
    """All circles of one state, as the `d` of a path."""

    state: State
    path: str


def bead_seconds(duration_s: float) -> int:
    """How much time one bead stands for in a phase of this length."""
    if duration_s < 4 * 60:
        return 10
    if duration_s < 8 * 60:
        return 30
    return 60 if duration_s <= 30 * 60 else 300


def bead_clock_svg(
    duration_s: float,
    elapsed_s: float,
    *,
    bead_s: int | None = None,
    paused: bool = False,
    size: ClockSize = "big",
) -> tuple[Bead, ...]:
    """The beads of a clock; `bead_s` is the phase's own bead when minutes have been added."""
    bead = bead_s or bead_seconds(duration_s)
    count = max(1, math.ceil(duration_s / bead))
    base = min(BEAD_BASE[size], 0.34 * _step(BEADS_RADIUS, count))
    passed = _passed(duration_s, elapsed_s, bead, count)
    return tuple(
        _place((i + 0.5) / count, BEADS_RADIUS, base * BEAD_SCALE[state], state)
        for i, state in enumerate(_bead_state(i, passed, paused) for i in range(count))
    )


def people_seats(present: int, seats: int, mine: int | None = None) -> tuple[Bead, ...]:
    """The room: `present` filled seats first, then those not taken; `mine` counts from 0."""
    count = max(present, seats, 1)
    radius = min(5.4, 0.361 * _step(46, count))
    states: list[State] = ["done" if i < present else "open" for i in range(count)]
    return _seats(_with_mine(states, mine), 48.9 - radius, radius)


@lru_cache(maxsize=2048)
def people_shapes(present: int, seats: int, mine: int | None = None) -> tuple[Shape, ...]:
    """The room's seats as one path for each state: every phone of a full room draws them all,
    and 250 circles for each of 250 who come at once took longer than all else on the page."""
    drawn: dict[State, list[str]] = {}
    for seat in people_seats(present, seats, mine):
        drawn.setdefault(seat.state, []).append(_disc(seat))
    return tuple(Shape(state, "".join(discs)) for state, discs in drawn.items())


def _disc(seat: Bead) -> str:
    r = round(seat.r, 2)
    return (
        f"M{seat.cx - r:.2f} {seat.cy:.2f}a{r} {r} 0 1 0 {2 * r:.2f} 0"
        f"a{r} {r} 0 1 0 {-2 * r:.2f} 0z"
    )


def turn_seats(size: int, current: int | None) -> tuple[Bead, ...]:
    """A round: those who have had the word, the one who has it (from 0) and those to come.

    `current` is None before the round and equals `size` after it.
    """
    ring, radius = {1: (36, 10), 2: (36, 10), 3: (36, 10), 4: (38.5, 8)}.get(size, (41, 6.2))
    done = -1 if current is None else current
    states: list[State] = [
        "now" if i == done else "done" if i < done else "open" for i in range(size)
    ]
    return _seats(states, ring, radius)


def table_seats(size: int, mine: int | None = None) -> tuple[Bead, ...]:
    """The people at one table; larger dots where the ring is only a small sign."""
    states: list[State] = ["done" for _ in range(max(size, 1))]
    return _seats(_with_mine(states, mine), 38, 11 if mine is None else 9)


def close_seats(size: int) -> tuple[Bead, ...]:
    """So many who sit together, as near each other whatever their number; one in the middle."""
    if size < 2:
        return _seats(["done"], 0, 11)
    ring = min(38.0, 19 / math.sin(math.pi / size))
    return _seats(["done"] * size, ring, min(11.0, 0.72 * ring * math.sin(math.pi / size)))


def close_box(seats: tuple[Bead, ...]) -> str:
    """A viewBox as wide as the seats and as high as any ring."""
    width = 2 * max(bead.cx + bead.r - 50 for bead in seats) + 4
    return f"{50 - width / 2:.2f} 0 {width:.2f} 100"


def year_seats(done: int, total: int, now: int | None = None) -> tuple[Bead, ...]:
    """The year: samlinger that have been, those to come, and the one today (from 0)."""
    states: list[State] = ["done" if i < done else "open" for i in range(total)]
    if now is not None and 0 <= now < total:
        states[now] = "now"
    return _seats(states, 42, 5.4)


def certificate_seats(festival: Sequence[bool]) -> tuple[Bead, ...]:
    """The whole year as it stands on a kompetansebevis: the festival's own seats are lit."""
    states: list[State] = ["now" if lit else "done" for lit in festival] or ["done"]
    return _seats(states, 40, min(6.0, 0.34 * _step(40, len(states))))


def logo_seats() -> tuple[Bead, ...]:
    """The mark: seven in a ring, one of them lit."""
    seven: list[State] = ["now", "done", "done", "done", "done", "done", "done"]
    return _seats(seven, 34, 10.5)


def _passed(duration_s: float, elapsed_s: float, bead: int, count: int) -> int:
    if elapsed_s >= duration_s:
        return count
    return max(0, math.floor(elapsed_s / bead))


def _bead_state(index: int, passed: int, paused: bool) -> State:
    if index < passed:
        return "open"
    return "now" if index == passed and not paused else "done"


def _with_mine(states: list[State], mine: int | None) -> list[State]:
    if mine is None or not 0 <= mine < len(states):
        return states
    return [*states[:mine], "mine", *states[mine + 1 :]]


def _seats(states: Iterable[State], ring: float, radius: float) -> tuple[Bead, ...]:
    placed = list(states)
    return tuple(
        _place(i / len(placed), ring, radius * SEAT_SCALE[drawn], drawn)
        for i, state in enumerate(placed)
        for drawn in _drawn(state)
    )


def _drawn(state: State) -> tuple[State, ...]:
    return ("mine", "halo") if state == "mine" else (state,)


def _place(turn: float, ring: float, radius: float, state: State) -> Bead:
    angle = 2 * math.pi * turn
    return Bead(
        cx=round(50 + ring * math.sin(angle), 2),
        cy=round(50 - ring * math.cos(angle), 2),
        r=round(radius, 2),
        state=state,
    )


def _step(ring: float, count: int) -> float:
    return 2 * math.pi * ring / count
