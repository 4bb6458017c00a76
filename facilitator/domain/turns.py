"""The turns of a round: a pure function of the phase's length, the ring's size and the clock.

Time is divided by the actual size of the ring, so rings of five and of six end together.
A minute that is added goes only to turns that are not finished, and within a turn only to the
steps that are not. The app knows turn *n* of *N*, never who: the ring decides the order.
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


def step_ends(
    duration: int,
    size: int,
    steps: tuple[Step, ...],
    extensions: tuple[Extension, ...] = (),
) -> list[list[int]]:
    """When each step of each turn ends; the last of a turn's steps ends with its turn."""
    parts = steps or (Step("", 1),)
    ends = boundaries(duration, size)
    found = [_split(start, end, parts) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    given: tuple[Extension, ...] = ()
    for extension in sorted(extensions, key=lambda e: e.at):
        given = (*given, extension)
        later = boundaries(duration, size, given)
        found = _stretched(found, later, parts, extension.at)
    return found


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
) -> Turn:
    """Which turn is on after `elapsed` ms of running time."""
    ends = step_ends(duration, size, steps, extensions)
    number = next((n for n, parts in enumerate(ends) if elapsed < parts[-1]), size - 1)
    part = next((n for n, end in enumerate(ends[number]) if elapsed < end), len(steps or (0,)) - 1)
    return Turn(
        number=number + 1,
        size=size,
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
