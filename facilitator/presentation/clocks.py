"""A clock as the browser needs it: absolute end, remaining time, and the beads to draw."""

from dataclasses import dataclass

from facilitator.domain.phases import PhaseState
from facilitator.domain.turns import SlotClock
from facilitator.presentation.rings import bead_seconds

SECOND = 1000


@dataclass(frozen=True, slots=True)
class ClockView:
    """Times in milliseconds; `ends_at` since the epoch and None when the clock stands."""

    ends_at: int | None
    remaining: int
    duration: int
    paused: bool
    over: bool
    bead: int
    """Seconds a bead stands for: the phase's own, also when minutes have been added."""

    @property
    def data(self) -> dict[str, int | bool | None]:
        """What goes into `data-clock`."""
        return {
            "ends_at": self.ends_at,
            "remaining": self.remaining,
            "duration": self.duration,
            "bead": self.bead,
            "paused": self.paused,
        }

    @property
    def warm(self) -> bool:
        return 0 < self.remaining <= 60 * SECOND

    @property
    def face(self) -> str:
        """«8:42»; words when time is out, for there is no negative time."""
        if self.remaining <= 0:
            return "Fullfør setningen"
        seconds = -(-self.remaining // SECOND)
        return f"{seconds // 60}:{seconds % 60:02d}"

    @property
    def minutes(self) -> int:
        """Whole minutes left, rounded up: what a phone shows and a screen reader says."""
        return -(-self.remaining // (60 * SECOND))

    @property
    def label(self) -> str:
        if self.remaining <= 0:
            return "Tiden er ute, men fullfør setningen"
        if self.paused:
            return "Pause"
        return f"{self.minutes} {'minutt' if self.minutes == 1 else 'minutter'} igjen"


def phase_clock(state: PhaseState, now: int) -> ClockView:
    """The room's clock of the present phase."""
    remaining = state.remaining(now)
    return ClockView(
        ends_at=state.ends_at(now),
        remaining=remaining,
        duration=state.duration(),
        paused=state.status == "paused",
        over=state.is_on and remaining == 0,
        bead=bead_seconds(state.durations[state.index] / SECOND),
    )


def slot_clock(clock: SlotClock, state: PhaseState, now: int) -> ClockView:
    """A trio's own clock; it stands when the room pauses. It may have run out long ago."""
    running = state.status == "running"
    return ClockView(
        ends_at=now + clock.duration - clock.elapsed if running else None,
        remaining=clock.remaining,
        duration=clock.duration,
        paused=state.status == "paused",
        over=clock.remaining == 0,
        bead=bead_seconds(clock.duration / SECOND),
    )
