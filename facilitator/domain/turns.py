"""The turns of a round: a pure function of the phase's length, the ring's size and the clock.

Time is divided by the actual size of the ring, so rings of five and of six end together.
A minute that is added goes only to turns that are not finished. The app knows turn *n* of
*N*, never who: the ring decides the order.
"""

from dataclasses import dataclass

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


def boundaries(duration: int, size: int, extensions: tuple[Extension, ...] = ()) -> list[int]:
    """When each turn ends, in running time (ms) from the start of the phase.

    `duration` is the planned length without extensions; each extension is shared equally
    by the turns that had not ended when it was given.
    """
    ends = [duration * (n + 1) // size for n in range(size)]
    for extension in sorted(extensions, key=lambda e: e.at):
        unfinished = [n for n, end in enumerate(ends) if end > extension.at] or [size - 1]
        first, count = unfinished[0], len(unfinished)
        for rank, n in enumerate(range(first, size), start=1):
            ends[n] += extension.length * rank // count
    return ends


def turn_at(
    duration: int,
    size: int,
    elapsed: int,
    extensions: tuple[Extension, ...] = (),
    steps: tuple[Step, ...] = (),
) -> Turn:
    """Which turn is on after `elapsed` ms of running time."""
    ends = boundaries(duration, size, extensions)
    number = next((n for n, end in enumerate(ends) if elapsed < end), size - 1)
    start = ends[number - 1] if number else 0
    left = max(0, ends[number] - elapsed)
    step, step_left = _step_at(start, ends[number], elapsed, steps)
    return Turn(number + 1, size, step, left, step_left, over=elapsed >= ends[-1])


def _step_at(start: int, end: int, elapsed: int, steps: tuple[Step, ...]) -> tuple[str | None, int]:
    if not steps:
        return None, max(0, end - elapsed)
    whole = sum(step.share for step in steps)
    limit: float = start
    for step in steps:
        limit += (end - start) * step.share / whole
        if elapsed < limit:
            return step.name, int(limit - elapsed)
    return steps[-1].name, 0


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
