"""Every arrival of every card at every phone, counted; and what the counts say."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

MARK = re.compile(rb"kort-(\d{6})")
WARM_UP = 1.0
"""Seconds at the start of a run that are not counted."""


def mark(number: int) -> str:
    """What names a card in its text, and is found again in the fragment."""
    return f"kort-{number:06d}"


class Tally:
    """Hears all phones. One broadcast reaches them as equal bytes, so it is read once."""

    def __init__(self) -> None:
        self.count: dict[int, int] = {}
        self.last: dict[int, float] = {}
        self._read: dict[bytes, list[int]] = {}

    def hear(self, payload: bytes) -> None:
        now = time.perf_counter()
        for number in self._numbers(payload):
            self.count[number] = self.count.get(number, 0) + 1
            self.last[number] = now

    def _numbers(self, payload: bytes) -> list[int]:
        found = self._read.get(payload)
        if found is None:
            if len(self._read) > 64:
                self._read.clear()
            found = self._read[payload] = sorted({int(n) for n in MARK.findall(payload)})
        return found

    def complete(self, numbers: Iterable[int], receivers: int) -> bool:
        return all(self.count.get(number, 0) >= receivers for number in numbers)


@dataclass
class Run:
    """Cards sent at a rate: when each was due, acknowledged, and at its last receiver."""

    receivers: int
    rate: float
    due: dict[int, float] = field(default_factory=dict)
    acknowledged: dict[int, float] = field(default_factory=dict)
    refused: int = 0
    cpu: float = 0.0
    """Server seconds, over all cards of the run."""
    tally: Tally = field(default_factory=Tally)

    def _counted(self) -> list[int]:
        start = min(self.due.values()) + WARM_UP
        return [number for number, at in self.due.items() if at >= start]

    def ack_times(self) -> list[float]:
        return [
            self.acknowledged[n] - self.due[n] for n in self._counted() if n in self.acknowledged
        ]

    def last_times(self) -> list[float]:
        return [self.tally.last[n] - self.due[n] for n in self._counted() if n in self.tally.last]

    @property
    def deliveries(self) -> int:
        return sum(self.tally.count.get(number, 0) for number in self.due)

    @property
    def lost(self) -> int:
        """Acknowledged cards times receivers that never came."""
        return sum(
            max(0, self.receivers - self.tally.count.get(number, 0)) for number in self.acknowledged
        )

    @property
    def twice(self) -> int:
        return sum(max(0, self.tally.count.get(n, 0) - self.receivers) for n in self.due)

    @property
    def cpu_per_delivery(self) -> float:
        return self.cpu / self.deliveries if self.deliveries else 0.0


def percentile(values: list[float], part: float) -> float:
    """The value that `part` of all are not above; infinite when there are none."""
    if not values:
        return float("inf")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
