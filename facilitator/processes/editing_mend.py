"""Making a half-written process readable: what is wrong is put right with a plain stand-in.

Nothing of it is kept. It is how all faults are found at once, although the first of them stops
the reading, and how one phase can be shown while another is not finished.
"""

import re
from collections.abc import Iterable
from typing import Any

from facilitator.processes.editing_lists import without_path
from facilitator.processes.editing_settle import settle, total
from facilitator.processes.editing_shape import Raw, phases_of, tidy, users, without_aside
from facilitator.processes.faults import Fault, ProcessError
from facilitator.processes.loader import load_written, shape_faults
from facilitator.processes.schema import Process

NAME = "metoden"
ROUNDS = 24
STAND_IN = "…"
MINUTES = 5
_PHASE = re.compile(r"phases\[(\d+)\](.*)")
_LEANS = re.compile(
    r"(boards|groups|trio)\b.*|phases\[\d+\]\.(continues|hand|release|projector|groups|guide_from|"
    r"reveal|deal|mark|interview|writes|whose)\b.*"
)
"""Places where a phase leans on another."""
_TIMED = re.compile(r"trio\b.*|phases\[\d+\]\.(turn|shrink_to)\b.*")
_SEATED = re.compile(r"groups\b.*|phases\[\d+\]\.(size|groups|turn)\b.*")


def phase_at(path: str) -> int | None:
    found = _PHASE.match(path)
    return int(found[1]) if found else None


def every_fault(raw: Raw) -> tuple[Fault, ...]:
    """All that is wrong; nothing when it can be used. `raw` is tidy."""
    if not _faults(raw):
        return ()
    mending = _Mending(raw)
    found: list[Fault] = []
    for _ in range(ROUNDS):
        faults = shape_faults(mending.raw)
        if not faults:
            found += [fault for fault in _faults(mending.raw) if not mending.causes(fault)]
            break
        found += mending.mend(faults)
    # One phase that is too long makes the sum so too: said once, where it can be mended.
    of_phase = any(fault.path.endswith("].minutes") for fault in found)
    return tuple(fault for fault in found if fault.path != "minutes" or not of_phase)


def drawable(raw: Raw, index: int) -> Process:
    """The process around one phase, that phase as it is. Raises ProcessError when it cannot be."""
    mending = _Mending(tidy(raw))
    for _ in range(ROUNDS):
        faults = _faults(mending.raw)
        if not faults:
            break
        mending.mend(faults, shown=index)
        settle(mending.raw)
    return load_written(mending.raw, NAME)


def _faults(raw: Raw) -> tuple[Fault, ...]:
    try:
        load_written(without_aside(raw), NAME)
    except ProcessError as error:
        return error.faults
    return ()


class _Mending:
    """A copy that is put right step by step, and what has been done to it."""

    def __init__(self, raw: Raw) -> None:
        self.raw = tidy(without_aside(raw))
        self._tried: set[str] = set()
        self._plain: set[int] = set()
        self._sum_up()

    def _sum_up(self) -> None:
        self.raw["minutes"] = total(self.raw) or 1  # nobody writes the sum

    def mend(self, faults: Iterable[Fault], shown: int | None = None) -> list[Fault]:
        """Puts these right; gives those that nobody knew of."""
        faults = tuple(faults)
        fresh = [f for f in faults if f.path not in self._tried and not self._is_plain(f.path)]
        for fault in faults:
            self._mend(fault.path, shown)
        self._sum_up()
        return fresh

    def causes(self, fault: Fault) -> bool:
        """Whether a fault may come of what was put in, and not of what somebody has written."""
        timed = any(path.endswith((".minutes", ".turn")) for path in self._tried)
        seated = any(path.endswith((".size", ".groups")) for path in self._tried)
        return bool(
            fault.path in self._tried
            or self._is_plain(fault.path)
            or (self._plain and _LEANS.fullmatch(fault.path))
            or (timed and _TIMED.fullmatch(fault.path))
            or (seated and _SEATED.fullmatch(fault.path))
        )

    def _is_plain(self, path: str) -> bool:
        return phase_at(path) in self._plain

    def _mend(self, path: str, shown: int | None) -> None:
        index = phase_at(path)
        if index is not None and index >= len(phases_of(self.raw)):
            return
        tried = path in self._tried
        self._tried.add(path)
        value = stand_in(self.raw, path)
        if value is not None and not tried:
            _put(self.raw, path, value)
        elif index is not None and index != shown and (tried or not _may_go(path)):
            self._plain.add(index)
            phases_of(self.raw)[index] = _plain(phases_of(self.raw)[index], index)
        elif path != "phases":
            self.raw = without_path(self.raw, path)


def _may_go(path: str) -> bool:
    """What a phase can be without; an item of a list cannot, since the others would move."""
    inside = path.partition("].")[2]
    return bool(inside) and not inside.endswith("]") and inside not in ("kind", "card.type")


def _plain(phase: Raw, index: int) -> Raw:
    minutes = phase.get("minutes")
    fits = isinstance(minutes, int) and not isinstance(minutes, bool) and 1 <= minutes <= 480
    return {
        "key": phase["key"],
        "name": f"Fase {index + 1}",
        "kind": "plenary",
        "minutes": minutes if fits else MINUTES,
        "prompts": [STAND_IN],
    }


def stand_in(raw: Raw, path: str) -> Any:
    """Something sound for a place; None where it is best left out."""
    index = phase_at(path)
    inside = path if index is None else (_PHASE.fullmatch(path) or [""] * 3)[2]
    if index is not None and inside == ".size":
        kind = phases_of(raw)[index].get("kind")
        return {"pair": "2", "solo": "1", "approve": "1"}.get(str(kind), "4-6")
    if found := re.fullmatch(r"groups\.(\w+)\.size", path):
        kinds = [phases_of(raw)[user].get("kind") for user in users(raw, found[1])]
        return "2" if "pair" in kinds else "4-6"
    for pattern, value in _STAND_INS:
        if re.fullmatch(pattern, inside):
            return value
    return None


_STAND_INS: tuple[tuple[str, Any], ...] = (
    (r"\.minutes", MINUTES),
    (r"\.turn\[\d+\]\.minutes", 0.5),
    (r"\.prompts", [STAND_IN]),
    (r"\.prompts\[\d+\]|\.projector\.lines\[\d+\]|\.helper", STAND_IN),
    (r"\.name|name|purpose|boards\.\w+\.name|settings\[\d+\]\.label", STAND_IN),
    (r"\.turn\[\d+\]\.name|\.card\.fields\[\d+\]\.label", STAND_IN),
)


def _put(raw: Raw, path: str, value: Any) -> None:
    """Puts a value at a place such as `phases[2].minutes`, where there is one."""
    steps = [int(n) if n else name for n, name in re.findall(r"\[(\d+)\]|([a-z]\w*)", path)]
    at: Any = raw
    for step in steps[:-1]:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            return
    last = steps[-1]
    if isinstance(at, dict) or (isinstance(at, list) and isinstance(last, int) and last < len(at)):
        at[last] = list(value) if isinstance(value, list) else value
