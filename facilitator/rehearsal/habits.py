"""What one does with a form, and when: the table of `habits.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facilitator.rehearsal.reading import Form

FILE = Path(__file__).with_name("habits.toml")
ANY, JOT = "*", "*jot"
LONGEST = 20 * 60.0
"""Seconds. However long a phase is, nobody sits longer over one thing."""


@dataclass(frozen=True, slots=True)
class Habit:
    form: str
    does: bool = False
    main: bool = False
    share: tuple[float, float] = (0.2, 0.8)
    least: float = 10.0
    chance: float = 1.0
    times: int = 1
    most: int = 0
    unfolds: bool = False

    def fits(self, form: Form) -> bool:
        if self.form == JOT:
            return form.is_jot
        return self.form == ANY or form.id.startswith(self.form)

    def wait(self, left: float | None, chosen: float, temper: float) -> float:
        """Seconds from when it is first seen; `chosen` is 0 to 1, drawn by who does it."""
        low, high = self.share
        whole = LONGEST if left is None else min(left, LONGEST)
        share = low + (high - low) * chosen
        return max(self.least * temper, (90.0 if left is None else whole) * share)


@cache
def load() -> tuple[Habit, ...]:
    rows = tomllib.loads(FILE.read_text("utf-8"))["habit"]
    return tuple(Habit(**{**row, "share": tuple(row.get("share", (0.2, 0.8)))}) for row in rows)


def habit_for(form: Form) -> Habit:
    return next(habit for habit in load() if habit.fits(form))
