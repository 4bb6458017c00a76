"""What follows by itself after a change: sums, references, group sets and boards."""

from typing import Any, TypeGuard

from facilitator.processes import editing_cards, editing_groups
from facilitator.processes.editing_groups import named
from facilitator.processes.editing_shape import ASIDE, Raw, keys_of, phases_of, without

_SAME_MOMENTS = ("now", "end")


def settle(raw: Raw) -> list[str]:
    """Makes the whole agree with itself again; says what an author would wonder about."""
    said = [*_references(raw), *editing_groups.settle(raw), *editing_cards.settle(raw)]
    raw["minutes"] = total(raw) or 1
    _trio(raw)
    if ASIDE in raw:
        away = {key: found for key, found in raw.pop(ASIDE).items() if key in keys_of(raw)}
        raw |= {ASIDE: away} if away else {}
    for phase in phases_of(raw):
        if phase.get("projector") == {}:
            del phase["projector"]
    return said


def total(raw: Raw) -> int:
    """The minutes of all phases; one whose minutes are no number yet counts for nothing."""
    minutes = [phase["minutes"] for phase in phases_of(raw)]
    return sum(value for value in minutes if isinstance(value, int))


def _references(raw: Raw) -> list[str]:
    """What pointed at a phase that is gone points at nothing."""
    keys, said = keys_of(raw), []
    for index, phase in enumerate(phases_of(raw)):
        if _cut(phase, "continues", [key for key in phase.get("continues", ()) if key in keys]):
            said.append(f"{_upper(named(raw, index))} begynner nå med et tomt kort.")
            if not phase.get("continues"):
                phase.pop("continues_as", None)
        hands = phase.get("hand", ())
        if _cut(phase, "hand", [h for h in hands if h.get("phase", "") in ("", *keys)]):
            said.append(f"Kortet som lå ved i {named(raw, index)}, er borte.")
        if phase.get("guide_from") and phase["guide_from"] not in keys:
            del phase["guide_from"]
            said.append(f"{_upper(named(raw, index))} har ikke lenger spørsmål til lytteren.")
        if phase.get("reveal", "now") not in (*_SAME_MOMENTS, *keys):
            del phase["reveal"]
        if phase.get("mark", {}).get("phase", "") not in ("", *keys):
            del phase["mark"]
            said.append(f"Merket i {named(raw, index)} er borte.")
    return said


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(phase: Raw, name: str, kept: list[Any]) -> bool:
    """Whether something had to go from a list of the phase."""
    if name not in phase or len(kept) == len(phase[name]):
        return False
    if kept:
        phase[name] = kept
    else:
        del phase[name]
    return True


def _trio(raw: Raw) -> None:
    """Three talks share the time of two; without interviews there is nothing to share."""
    trio = raw.get("trio")
    if not isinstance(trio, dict):
        return
    keys, wanted = keys_of(raw), trio.get("phases")
    trio["phases"] = [key for key in wanted if key in keys] if isinstance(wanted, list) else []
    if not trio["phases"] or not any("interview" in phase for phase in phases_of(raw)):
        without(raw, "trio")
        return
    minutes = [phase["minutes"] for phase in phases_of(raw) if phase["key"] in trio["phases"]]
    talk, write = trio.get("talk"), trio.get("write")
    if not (_is_number(talk) and _is_number(write) and all(map(_is_number, minutes))):
        return
    if 3 * (talk + write) > sum(minutes):
        fitting = (2 * (sum(minutes) / 3 - write)) // 1 / 2
        if fitting >= 1:
            trio["talk"] = fitting


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float)
