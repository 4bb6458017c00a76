"""The turns of a round: a pure function of the phase's length, the ring's size and the clock.

Time is divided by the actual size of the ring, so rings of five and of six end together.
A minute that is added goes only to turns that are not finished, and within a turn only to the
steps that are not. The app knows turn *n* of *N*, never who: the ring decides the order.

When somebody comes or leaves while the round is on, finished turns stand, the present turn
keeps its length, and what is left after it is shared by those who are left. So the last
person's turn is never cut. Time that nobody is left to use lies in the last turn.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from facilitator.domain.phases import Extension


@dataclass(frozen=True, slots=True)
class Step:
    """A part of each turn, such as Fortell and Respons; `share` in minutes, only their ratio."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn that is on: `number` of `size`, its part, and what is left of both (ms)."""

    number: int
    size: int
    step: str | None
    left: int
    step_left: int
    over: bool


@dataclass(frozen=True, slots=True)
class Change:
    """`more` came into the ring, or left it (negative), when the phase had run for `at`."""

    at: int
    more: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the turns end. `own` is the last turn's end before it was given what nobody is left
    to use; `missing` are those who left when no turn was left to take away, in the turn `turn`:
    somebody who comes back in the same turn changes nothing."""

    ends: tuple[int, ...]
    own: int | None = None
    missing: int = 0
    turn: int = -1


def boundaries(
    duration: int,
    size: int,
    extensions: tuple[Extension, ...] = (),
    changes: tuple[Change, ...] = (),
) -> list[int]:
    """When each turn ends, in running time (ms) from the start of the phase.

    `duration` is the planned length without extensions; each extension is shared equally
    by the turns that had not ended when it was given. `size` is the ring's when it began.
    """
    shape = _equal(duration, size)
    for event in _in_order(extensions, changes):
        shape = _after(shape, event)
    return list(shape.ends)


def _equal(duration: int, size: int) -> _Shape:
    return _Shape(tuple(duration * (n + 1) // size for n in range(size)))


def _in_order(
    extensions: Iterable[Extension], changes: Iterable[Change]
) -> list[Extension | Change]:
    # In the same instant the time comes first: a minute given to the last turn is that turn's.
    return sorted([*extensions, *changes], key=lambda event: event.at)


def _after(shape: _Shape, event: Extension | Change) -> _Shape:
    if isinstance(event, Change):
        return _shared_anew(shape, event)
    ends, last = list(shape.ends), len(shape.ends) - 1
    unfinished = [n for n, end in enumerate(ends) if end > event.at] or [last]
    first, count = unfinished[0], len(unfinished)
    for rank, n in enumerate(range(first, last + 1), start=1):
        ends[n] += event.length * rank // count
    own = None if shape.own is None else shape.own + event.length
    return replace(shape, ends=tuple(ends), own=own)


def _shared_anew(shape: _Shape, change: Change) -> _Shape:
    ends, whole = shape.ends, shape.ends[-1]
    if change.at >= whole:  # what more there may be is given by an extension
        more = max(0, change.more)
        return replace(shape, ends=ends + (whole,) * more, own=None if more else shape.own)
    now = next(n for n, end in enumerate(ends) if end > change.at)
    missing = shape.missing if shape.turn == now else 0
    waiting = len(ends) - 1 - now - missing + change.more
    left = max(0, waiting)
    end = shape.own if shape.own is not None else ends[now]
    if end <= change.at:  # it has its own length already, and shares the rest
        end = change.at + (whole - change.at) // (left + 1)
    later = tuple(end + (whole - end) * rank // left for rank in range(1, left + 1))
    return _Shape(
        ends=ends[:now] + ((end, *later) if later else (whole,)),
        own=None if later else end,
        missing=max(0, -waiting),
        turn=now,
    )


def step_ends(
    duration: int,
    size: int,
    steps: tuple[Step, ...],
    extensions: tuple[Extension, ...] = (),
    changes: tuple[Change, ...] = (),
) -> list[list[int]]:
    """When each step of each turn ends; the last of a turn's steps ends with its turn."""
    parts = steps or (Step("", 1),)
    shape = _equal(duration, size)
    found = [_split(start, end, parts) for start, end in _spans(shape.ends)]
    for event in _in_order(extensions, changes):
        shape = _after(shape, event)
        if isinstance(event, Change):
            found = _fitted(found, shape.ends, parts, event.at)
        else:
            found = _stretched(found, list(shape.ends), parts, event.at)
    return found


def _spans(ends: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip((0, *ends[:-1]), ends, strict=True))


def _fitted(
    before: list[list[int]], ends: tuple[int, ...], parts: tuple[Step, ...], at: int
) -> list[list[int]]:
    """The steps when the ring has changed: those that are over stay, later turns begin anew."""
    found = []
    for n, (start, end) in enumerate(_spans(ends)):
        if start > at or n >= len(before):
            found.append(_split(start, end, parts))
        else:
            found.append(_moved(before[n], end, at))
    return found


def _moved(steps: list[int], end: int, at: int) -> list[int]:
    """The steps of the turn that is on when it ends at `end`."""
    last = steps[-1]
    if last == end or last <= at:
        return steps
    return [n if n <= at else at + (n - at) * (end - at) // (last - at) for n in steps]


def _split(start: int, end: int, parts: tuple[Step, ...]) -> list[int]:
    whole, so_far, found = sum(part.share for part in parts), 0.0, []
    for part in parts:
        so_far += part.share
        found.append(start + int((end - start) * so_far / whole))
    return [*found[:-1], end]


def _stretched(
    before: list[list[int]], later: list[int], parts: tuple[Step, ...], at: int
) -> list[list[int]]:
    """The same steps when the turns end at `later`: what was over by `at` stays as it was."""
    found, moved = [], 0
    for ends, end in zip(before, later, strict=True):
        more = end - ends[-1]
        if more == 0 and moved == 0:
            found.append(ends)
            continue
        # The last step takes what is given after everything was over.
        done = min(sum(limit <= at for limit in ends), len(ends) - 1)
        open_parts = parts[done:]
        whole, so_far, stretched = sum(part.share for part in open_parts), 0.0, ends[:done]
        for limit, part in zip(ends[done:], open_parts, strict=True):
            so_far += part.share
            stretched.append(limit + moved + int((more - moved) * so_far / whole))
        found.append([*stretched[:-1], end])
        moved = more
    return found


def turn_at(
    duration: int,
    size: int,
    elapsed: int,
    extensions: tuple[Extension, ...] = (),
    steps: tuple[Step, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Turn:
    """Which turn is on after `elapsed` ms of running time."""
    ends = step_ends(duration, size, steps, extensions, changes)
    number = next((n for n, parts in enumerate(ends) if elapsed < parts[-1]), len(ends) - 1)
    part = next((n for n, end in enumerate(ends[number]) if elapsed < end), len(steps or (0,)) - 1)
    return Turn(
        number=number + 1,
        size=len(ends),
        step=steps[part].name if steps else None,
        left=max(0, ends[number][-1] - elapsed),
        step_left=max(0, ends[number][part] - elapsed),
        over=elapsed >= ends[-1][-1],
    )


@dataclass(frozen=True, slots=True)
class SlotClock:
    """A trio's clock within one step of its own slots (ms)."""

    duration: int
    elapsed: int

    @property
    def remaining(self) -> int:
        return max(0, self.duration - self.elapsed)


def slot_clock(planned: int, since: int, total_now: int, given: list[tuple[int, int]]) -> SlotClock:
    """The clock of a trio's step that began at `since`, measured in the activity's running time.

    `given` holds (running time, length) of each added minute; those given after the step
    began stretch it. A pause stretches it by itself, since running time stands still.
    """
    extra = sum(length for at, length in given if at >= since)
    return SlotClock(duration=planned + extra, elapsed=max(0, total_now - since))
