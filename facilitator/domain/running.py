"""An activity as it is stored, and as the pure state and the process that the rules work on."""

import hashlib
import json
from dataclasses import asdict
from typing import Any, cast

from facilitator.domain import phases
from facilitator.domain.phases import Extension, PhaseState, Status
from facilitator.models import Activity
from facilitator.processes.loader import from_snapshot
from facilitator.processes.schema import Process

_DECODED: dict[str, Process] = {}


def digest(snapshot: dict[str, Any]) -> str:
    """What `process_digest` is of a process as it is stored."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def process_of(activity: Activity) -> Process:
    """The process as it was when it was put into the room. Decoding is remembered."""
    held = _DECODED.get(activity.process_digest)
    if held is None:
        held = from_snapshot(activity.process)
        _DECODED[activity.process_digest] = held
    return held


def board_of(process: Process, phase_key: str) -> str:
    """The board that the cards of a phase go to, or an empty string."""
    phase = next((phase for phase in process.phases if phase.key == phase_key), None)
    return phase.release.board if phase is not None and phase.release else ""


def state_of(activity: Activity) -> PhaseState:
    """The activity's clock and place, as the pure state of `phases`."""
    process = process_of(activity)
    return PhaseState(
        durations=tuple(int(phase.minutes * phases.MINUTE) for phase in process.phases),
        status=cast(Status, activity.status),
        step=activity.step,
        index=activity.phase_index,
        spent=tuple(activity.spent),
        extensions=tuple(Extension(*values) for values in activity.extensions),
        running_since=activity.running_since,
        before=_state_from(activity.before),
    )


def _state_from(stored: dict[str, Any] | None) -> PhaseState | None:
    if stored is None:
        return None
    return PhaseState(
        durations=tuple(stored["durations"]),
        status=stored["status"],
        step=stored["step"],
        index=stored["index"],
        spent=tuple(stored["spent"]),
        extensions=tuple(Extension(**values) for values in stored["extensions"]),
        running_since=stored["running_since"],
    )


def store(activity: Activity, state: PhaseState) -> None:
    activity.status = state.status
    activity.step = state.step
    activity.phase_index = state.index
    activity.spent = list(state.spent)
    activity.extensions = [[e.phase, e.at, e.length] for e in state.extensions]
    activity.running_since = state.running_since
    activity.before = asdict(state.before) if state.before else None
