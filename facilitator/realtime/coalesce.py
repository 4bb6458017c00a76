"""Telling many at once without drowning: the first fact at once, the rest gathered.

After a send the next one waits for as long as the last one took (at least 3 ms), so that a
burst becomes a few broadcasts instead of one for each card, and quiet rooms wait for nothing.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

log = logging.getLogger(__name__)

SHORTEST_GAP = 0.003
CALM_GAP = 0.25
"""Counts may wait a quarter of a second: nobody reads them faster."""

Spawn = Callable[..., Any]
Sleep = Callable[[float], Any]


@dataclass(slots=True)
class Change:
    """One revision of one audience, and what it brings."""

    audience: str
    revision: int
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    refetch: bool = False
    counts_of: int | None = None
    """The room whose numbers go along; drawn when they are sent, once for all that gathered."""


def packets(changes: list[Change]) -> list[dict[str, Any]]:
    """The gathered changes as few packets as can be; a run of revisions becomes one.

    Runs are never joined over a missing revision, which another process may be telling:
    a receiver would otherwise skip it without noticing.
    """
    by_audience: dict[str, list[Change]] = {}
    for change in changes:
        by_audience.setdefault(change.audience, []).append(change)
    return [
        _packet(audience, run)
        for audience, own in by_audience.items()
        for run in _runs(sorted(own, key=lambda change: change.revision))
    ]


def _runs(changes: list[Change]) -> list[list[Change]]:
    runs: list[list[Change]] = []
    for change in changes:
        if runs and change.revision <= runs[-1][-1].revision + 1:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _packet(audience: str, run: list[Change]) -> dict[str, Any]:
    items: dict[str, dict[str, Any]] = {}
    gone: dict[str, int] = {}
    for change in run:
        for key in change.gone:
            items.pop(key, None)
        for key in change.items:
            gone.pop(key, None)
        items |= change.items
        gone |= change.gone
    return {
        "a": audience,
        "from": run[0].revision - 1,
        "to": run[-1].revision,
        "items": list(items.values()),
        "gone": [{"id": key, "v": version} for key, version in gone.items()],
        "refetch": any(change.refetch for change in run),
    }


class Coalescer:
    """Gathers changes and hands them to `send` from one background task at a time.

    `gap` is the shortest time in seconds between two sends.
    """

    def __init__(
        self,
        send: Callable[[list[Change]], None],
        spawn: Spawn,
        sleep: Sleep,
        gap: float = SHORTEST_GAP,
    ) -> None:
        self._send = send
        self._spawn = spawn
        self._sleep = sleep
        self._gap = gap
        self._waiting: list[Change] = []
        self._running = False
        self._lock = Lock()

    def add(self, changes: list[Change]) -> None:
        """Send these at once when all is quiet, otherwise with the next broadcast."""
        with self._lock:
            self._waiting.extend(changes)
            if self._running or not self._waiting:
                return
            self._running = True
        self._spawn(self._run)

    def _run(self) -> None:
        while batch := self._take():
            started = time.perf_counter()
            try:
                self._send(batch)
            except Exception:
                # The next reconnect or gap fetches a snapshot; the teller must live on.
                log.exception("a broadcast failed")
            self._sleep(max(self._gap, time.perf_counter() - started))

    def _take(self) -> list[Change]:
        """Everything that waits; nothing ends the task, so that a quiet room costs nothing."""
        with self._lock:
            batch, self._waiting = self._waiting, []
            self._running = bool(batch)
        return batch
