"""What an author adds and takes away: prompts, steps of a turn, fields, what the leader fills in.

The names of the buttons are the verbs: `prompt+`, `prompt-:1`, `step+`, `field-:sted`.
"""

import re
from collections.abc import Mapping

from facilitator.processes import editing_fields as card_fields
from facilitator.processes.editing import Edited, changed, done, or_nothing, place_of
from facilitator.processes.editing_form import SETTING, head_values
from facilitator.processes.editing_shape import EditRefused, Raw, one_line, phases_of, slug, tidy

MOST_PROMPTS = 12
FULL = "Tolv spørsmål er det meste."
MOST_STEPS = 6
MOST_FIELDS = 20
MOST_SETTINGS = 8
_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")


def do(raw: Raw, key: str, verb: str, form: Mapping[str, str]) -> Edited:
    """One press of a button in a phase's form."""
    made = tidy(raw)
    phase = phases_of(made)[place_of(made, key)]
    what, _, which = verb.partition(":")
    if what == "drop":
        return done(without_path(made, which))
    verbs = {
        "prompt+": _add_prompt,
        "prompt-": _drop_prompt,
        "step+": _add_step,
        "step-": _drop_step,
        "field+": _add_field,
        "field-": _drop_field,
    }
    if what in verbs:
        verbs[what](phase, form.get("new_field", "") if what == "field+" else which)
    return done(made)


def _add_prompt(phase: Raw, _: str) -> None:
    prompts = phase.setdefault("prompts", [])
    if len(prompts) >= MOST_PROMPTS:
        raise EditRefused(f"prompt-{MOST_PROMPTS - 1}", FULL)
    prompts.append("")


def _drop_prompt(phase: Raw, which: str) -> None:
    prompts = phase.get("prompts", [])
    if which.isdigit() and int(which) < len(prompts):
        del prompts[int(which)]
    if len(prompts) < 2 and phase.get("prompt_mode") in ("all", "pick"):
        del phase["prompt_mode"]


def _add_step(phase: Raw, _: str) -> None:
    """Where each step has its own prompt, a new one brings one."""
    turn = phase.setdefault("turn", [])
    if len(turn) >= MOST_STEPS:
        raise EditRefused("turn", f"En tur kan ha {MOST_STEPS} steg.")
    taken = [str(step.get("key")) for step in turn]
    name = ("Fortell", "Respons")[len(turn)] if len(turn) < 2 else f"Steg {len(turn) + 1}"
    turn.append({"key": slug(name, taken, "steg"), "minutes": 2, "name": name})
    if phase.get("prompt_mode") == "per_step":
        phase.setdefault("prompts", []).append("")
    elif len(turn) > 1 and len(turn) == len(phase.get("prompts", ())):
        phase["prompt_mode"] = "per_step"


def _drop_step(phase: Raw, which: str) -> None:
    turn = phase.get("turn", [])
    if not which.isdigit() or int(which) >= len(turn):
        return
    del turn[int(which)]
    per_step = phase.get("prompt_mode") == "per_step"
    if per_step and int(which) < len(phase.get("prompts", ())) > 1:
        del phase["prompts"][int(which)]
    if not turn:
        del phase["turn"]
        if per_step:
            del phase["prompt_mode"]


def _add_field(phase: Raw, label: str) -> None:
    card = phase.get("card")
    if card is not None:
        if len(card_fields.listed(card)) >= MOST_FIELDS:
            raise EditRefused("new_field", f"Et kort kan ha {MOST_FIELDS} felt.")
        card_fields.add(card, label)


def _drop_field(phase: Raw, which: str) -> None:
    if phase.get("card") is not None:
        card_fields.remove(phase["card"], which)


def without_path(raw: Raw, path: str) -> Raw:
    """Takes away what stands at a place such as `phases[2].mark`."""
    steps = [int(number) if number else name for name, number in _STEP.findall(path)]
    if steps in ([], ["phases"]):
        return raw
    at: object = raw
    for step in steps[:-1]:
        at = _inside(at, step)
    last = steps[-1]
    if isinstance(at, dict):
        at.pop(last, None)
    elif isinstance(at, list) and isinstance(last, int) and last < len(at):
        del at[last]
    return tidy(raw)


def _inside(at: object, step: str | int) -> object:
    if isinstance(at, dict):
        return at.get(step)
    if isinstance(at, list) and isinstance(step, int) and step < len(at):
        return at[step]
    return None


# --- the method itself ----------------------------------------------------------------------------


def change_head(raw: Raw, form: Mapping[str, str]) -> Edited:
    """Name, purpose, who made it, and what the prosessleder fills in."""
    made = tidy(raw)
    for name, value in changed(form, head_values(made)):
        if found := re.fullmatch(rf"{SETTING}(\d+)-(\w+)", name):
            _set(made["settings"][int(found[1])], found[2], value)
        elif name in ("note_to_leader", "farewell"):
            or_nothing(made, name, value == "1")
        elif name == "credit":
            or_nothing(made, name, one_line(value))
        else:
            made[name] = value if name == "purpose" else one_line(value)
    return done(made)


def _set(setting: Raw, part: str, value: str) -> None:
    if part == "required":
        setting[part] = value == "1"
        if value == "1":
            del setting[part]
    elif part == "label":
        setting[part] = one_line(value)
    else:
        or_nothing(setting, part, "" if (part, value) == ("kind", "line") else one_line(value))


def do_head(raw: Raw, verb: str, form: Mapping[str, str]) -> Edited:
    """One press of a button in the method's own form."""
    made = tidy(raw)
    what, _, which = verb.partition(":")
    if what == "drop":
        return done(without_path(made, which))
    settings = made.setdefault("settings", [])
    if what == "setting+":
        _add_setting(settings, form.get("new_setting", ""))
    elif what == "setting-" and which.isdigit() and int(which) < len(settings):
        del settings[int(which)]
    if not settings:
        del made["settings"]
    return done(made)


def _add_setting(settings: list[Raw], label: str) -> None:
    words = one_line(label)
    if not words:
        raise EditRefused("new_setting", "Skriv først hva det spørres etter, for eksempel «Tema».")
    if len(settings) >= MOST_SETTINGS:
        raise EditRefused("new_setting", f"Det er plass til {MOST_SETTINGS}.")
    taken = [setting["key"] for setting in settings]
    settings.append({"key": slug(words, taken, "felt"), "label": words})
