"""Where a process is and what its clock says, as a pure function: state, action, now → state.

Times are whole milliseconds: `now` since the epoch, everything else as lengths. The clock
counts only while the process runs, so a pause costs nobody a second. It never moves a
phase: at zero it says so, and people decide. An action names the step its sender saw
(`seen`); when another leader was first, the answer is `Stale`, an ordinary outcome.
"""

from dataclasses import dataclass, replace
from typing import Literal

Status = Literal["planned", "running", "paused", "ended"]
Verb = Literal["start", "advance", "back", "extend", "pause", "resume", "end", "undo"]

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Extension:
    """«Ett minutt til»: added to a phase when it had run for `at`."""

    phase: int
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class PhaseState:
    """The state of one activity. `spent[i]` is how long phase *i* has run, not counting now."""

    durations: tuple[int, ...]
    status: Status = "planned"
    step: int = 0
    index: int = 0
    spent: tuple[int, ...] = ()
    extensions: tuple[Extension, ...] = ()
    running_since: int | None = None
    before: "PhaseState | None" = None

    def __post_init__(self) -> None:
        if len(self.spent) != len(self.durations):
            missing = len(self.durations) - len(self.spent)
            object.__setattr__(self, "spent", self.spent + (0,) * missing)

    @property
    def is_last(self) -> bool:
        return self.index == len(self.durations) - 1

    @property
    def is_on(self) -> bool:
        return self.status in ("running", "paused")

    def elapsed(self, now: int) -> int:
        """How long the present phase has run."""
        return self.spent[self.index] + self._since(now)

    def total_elapsed(self, now: int) -> int:
        """How long the whole activity has run, pauses not counted."""
        return sum(self.spent) + self._since(now)

    def elapsed_in(self, phases: range, now: int) -> int:
        """How long the phases in the range have run together."""
        here = self._since(now) if self.index in phases else 0
        return sum(self.spent[i] for i in phases) + here

    def duration(self, index: int | None = None) -> int:
        """The planned length of a phase with the minutes that were added to it."""
        at = self.index if index is None else index
        return self.durations[at] + sum(e.length for e in self.extensions if e.phase == at)

    def remaining(self, now: int) -> int:
        """What is left of the phase; never negative, for there is no negative time."""
        return max(0, self.duration() - self.elapsed(now))

    def ends_at(self, now: int) -> int | None:
        """When the clock reaches zero; None unless it runs. In the past when time is out."""
        if self.status != "running" or self.running_since is None:
            return None
        return self.running_since + self.duration() - self.spent[self.index]

    def _since(self, now: int) -> int:
        return max(0, now - self.running_since) if self.running_since is not None else 0


@dataclass(frozen=True, slots=True)
class Action:
    verb: Verb
    seen: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The action was carried out."""

    state: PhaseState
    verb: Verb


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else moved first; the sender is shown where the room is now."""

    state: PhaseState


@dataclass(frozen=True, slots=True)
class Meaningless:
    """The action does not fit the state, such as going back from the first phase."""

    state: PhaseState


Outcome = Moved | Stale | Meaningless


def apply(state: PhaseState, action: Action, now: int) -> Outcome:
    """Carry out an action, or say why not. Never raises for a valid verb."""
    if action.seen != state.step:
        return Stale(state)
    if action.verb == "undo":
        changed = _undo(state)
    else:
        changed = _VERBS[action.verb](state, now)
        if changed is not None:
            changed = replace(changed, before=replace(state, before=None))
    if changed is None:
        return Meaningless(state)
    return Moved(replace(changed, step=state.step + 1), action.verb)


def _start(state: PhaseState, now: int) -> PhaseState | None:
    if state.status != "planned":
        return None
    return replace(state, status="running", running_since=now)


def _advance(state: PhaseState, now: int) -> PhaseState | None:
    if not state.is_on:
        return None
    if state.is_last:
        return _end(state, now)
    return replace(_bank(state, now), index=state.index + 1, status="running", running_since=now)


def _back(state: PhaseState, now: int) -> PhaseState | None:
    if not state.is_on or state.index == 0:
        return None
    return replace(_bank(state, now), index=state.index - 1, status="running", running_since=now)


def _extend(state: PhaseState, now: int) -> PhaseState | None:
    """A minute from now on: when time is already out, the whole minute lies ahead."""
    if not state.is_on:
        return None
    elapsed = state.elapsed(now)
    length = MINUTE + max(0, elapsed - state.duration())
    more = Extension(phase=state.index, at=elapsed, length=length)
    return replace(state, extensions=(*state.extensions, more))


def _pause(state: PhaseState, now: int) -> PhaseState | None:
    if state.status != "running":
        return None
    return replace(_bank(state, now), status="paused")


def _resume(state: PhaseState, now: int) -> PhaseState | None:
    if state.status != "paused":
        return None
    return replace(state, status="running", running_since=now)


def _end(state: PhaseState, now: int) -> PhaseState | None:
    if not state.is_on:
        return None
    return replace(_bank(state, now), status="ended")


def _undo(state: PhaseState) -> PhaseState | None:
    """As if the last press had not been made: the earlier clock has simply gone on."""
    return replace(state.before, before=None) if state.before is not None else None


def _bank(state: PhaseState, now: int) -> PhaseState:
    spent = list(state.spent)
    spent[state.index] = state.elapsed(now)
    return replace(state, spent=tuple(spent), running_since=None)


_VERBS = {
    "start": _start,
    "advance": _advance,
    "back": _back,
    "extend": _extend,
    "pause": _pause,
    "resume": _resume,
    "end": _end,
}
