"""What is asked now: the prompts of a phase with the prosessleder's own words put in.

Where one question stands at a time, `Activity.picked` says which: the prosessleder chooses it
before the phase (`pick`), or goes on to the next while it lasts (`one`).
"""

import datetime as dt
from typing import Any

from facilitator.domain.running import process_of
from facilitator.models import Activity
from facilitator.presentation.dates import short_date
from facilitator.processes.parts import Setting
from facilitator.processes.prompts import fill
from facilitator.processes.schema import Phase, Process


def values_of(activity: Activity) -> dict[str, str]:
    """What `{theme}` and the process's settings become in a text; dates as «6. oktober»."""
    found = {"theme": activity.theme}
    for setting in process_of(activity).settings:
        value = activity.settings.get(setting.key, "")
        if value:
            found[setting.key] = _spoken(setting, value, activity.materials)
    return found


def _spoken(setting: Setting, value: str, materials: dict[str, Any]) -> str:
    if setting.kind == "material":
        return str(materials.get(setting.key, {}).get("title") or value)
    return _date(value) if setting.kind == "date" else value


def _date(value: str) -> str:
    try:
        return short_date(dt.date.fromisoformat(value))
    except ValueError:
        return value


def prompts_of(activity: Activity, phase: Phase) -> tuple[str, ...]:
    """The phase's prompts, filled; only the one that stands where one is asked at a time."""
    values = values_of(activity)
    asked = tuple(fill(prompt, values) for prompt in phase.prompts)
    if not asked_singly(phase):
        return asked
    standing = standing_at(activity, phase)
    return asked[standing : standing + 1]


def asked_singly(phase: Phase) -> bool:
    """Whether one question stands at a time. Talking pairs have all theirs, in their own pace."""
    if phase.prompt_mode == "pick":
        return True
    return phase.prompt_mode == "one" and phase.kind != "pair" and phase.projector.prompts == "one"


def stepped_on_projector(phase: Phase) -> bool:
    """Whether the room is shown one question at a time, which the prosessleder goes on to.

    Pairs that climb a ladder have all of them on the phone, and one before them on the wall.
    """
    climbing = phase.projector.show == "ladder" and phase.kind == "pair"
    return asked_singly(phase) or (climbing and phase.prompt_mode == "one")


def standing_on_projector(activity: Activity, phase: Phase) -> tuple[str, ...]:
    """The phase's prompts as the wall shows them: all, or the one that stands."""
    asked = prompts_of(activity, phase)
    if asked_singly(phase) or not stepped_on_projector(phase):
        return asked
    standing = standing_at(activity, phase)
    return asked[standing : standing + 1]


def standing_at(activity: Activity, phase: Phase) -> int:
    """Which of the phase's prompts stands, from 0; the first until one is picked."""
    last = max(0, len(phase.prompts) - 1)
    return min(max(0, activity.picked.get(phase.key, 0)), last)


def on_projector(activity: Activity) -> tuple[str, ...]:
    """What the room sees of it: all of what is asked together, else one."""
    process = process_of(activity)
    phase = process.phases[activity.phase_index]
    source = _guide(process, phase)
    asked = prompts_of(activity, source)
    together = phase.kind == "pair" or phase.projector.prompts == "all"
    return asked if together or source.prompt_mode in ("all", "per_step") else asked[:1]


def lead_of(activity: Activity) -> str:
    """Said beside the questions when a phase takes them from an earlier one."""
    phase = process_of(activity).phases[activity.phase_index]
    own = phase.prompts[0] if phase.guide_from and phase.prompts else ""
    return fill(own, values_of(activity))


def standing_question(activity: Activity, phase: Phase) -> str:
    """The question that stays through several phases, where the prompt does not say it itself."""
    question = fill(phase.projector.question, values_of(activity))
    said = any(question in prompt for prompt in prompts_of(activity, phase))
    return "" if said else question


def lines_of(activity: Activity) -> tuple[str, ...]:
    """What stands beside the question, such as who begins; first the question that stays."""
    projector = process_of(activity).phases[activity.phase_index].projector
    values = values_of(activity)
    stays = (projector.question,) if projector.question else ()
    beside = () if projector.show == "showing" else projector.lines
    return tuple(fill(line, values) for line in (*stays, *beside))


def _guide(process: Process, phase: Phase) -> Phase:
    return process.phase(phase.guide_from) if phase.guide_from else phase
