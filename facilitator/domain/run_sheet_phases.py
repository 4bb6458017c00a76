"""Changing a phase of a process in the kjøreplan, for this day alone.

The item's copy of the process must stay one that can be led, so what is changed is held
against the same rules as a file of the library.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.orm import Session

from facilitator.domain import run_sheets
from facilitator.domain.run_sheet_items import TEXT_LIMIT, Collector, least_minutes, whole_minutes
from facilitator.domain.writing import clean_text
from facilitator.errors import Invalid, NotFound
from facilitator.models import RunSheet, RunSheetItem
from facilitator.processes.faults import Fault
from facilitator.processes.loader import to_snapshot, validate
from facilitator.processes.parts import Trio
from facilitator.processes.schema import Phase, Process

_FIXED_COUNT = ("per_step", "per_field")
MOST_PROMPTS = 12
_PROMPT = re.compile(r"\.prompts\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class PhaseWritten:
    """What somebody wrote about a phase, as it came. `prompts` in the order of their fields."""

    minutes: str
    prompts: Sequence[str]
    shrink_to: str = ""
    note: str = ""


def change_phase(
    session: Session,
    sheet: RunSheet,
    item_id: int,
    phase_key: str,
    written: PhaseWritten,
    *,
    seen: int,
) -> RunSheetItem:
    """Minutes, prompts, how far it may shrink, and the leader's own note. Raises Invalid."""
    item = run_sheets.find_item(sheet, item_id)
    run_sheets.require_unstarted(item)
    process = run_sheets.process_for(item)
    index = index_of(process, phase_key)
    changed, note = _changed(process, index, written)
    run_sheets.claim(session, sheet, seen)
    item.process = to_snapshot(changed)
    item.minutes = changed.minutes
    item.notes = _noted(item.notes, phase_key, note)
    run_sheets.forget_planned(session, item)
    session.flush()
    return item


def index_of(process: Process, phase_key: str) -> int:
    try:
        return process.index(phase_key)
    except KeyError:
        raise NotFound("Prosessen har ikke denne fasen.") from None


def may_shrink(phase: Phase) -> bool:
    """Turns are equally long for all, and what is never cut is never cut."""
    return not (phase.never_cut or phase.kind == "round" or phase.turn)


def prompts_are_fixed(phase: Phase) -> bool:
    """Whether there must be as many prompts as there are: one for each step or field."""
    return phase.prompt_mode in _FIXED_COUNT


def with_phase(process: Process, index: int, phase: Phase) -> Process:
    """The process with one phase changed, its sum and the slots of a trio made to fit."""
    phases = tuple(
        phase if place == index else _shrunk(other) for place, other in enumerate(process.phases)
    )
    return msgspec.structs.replace(
        process,
        phases=phases,
        minutes=sum(each.minutes for each in phases),
        trio=_fitted(process.trio, phases),
    )


def _shrunk(phase: Phase) -> Phase:
    """One that has been shortened as far as it may be has nothing left to give."""
    if phase.shrink_to is None or phase.shrink_to < phase.minutes:
        return phase
    return msgspec.structs.replace(phase, shrink_to=None)


def _fitted(trio: Trio | None, phases: Sequence[Phase]) -> Trio | None:
    """Three talks share the time of two; when that is cut, each talk is half a minute shorter
    until they fit."""
    if trio is None:
        return None
    room = sum(phase.minutes for phase in phases if phase.key in trio.phases)
    talk = min(trio.talk, (2 * (room / 3 - trio.write)) // 1 / 2)
    return msgspec.structs.replace(trio, talk=talk) if talk >= 1 else trio


def _changed(process: Process, index: int, written: PhaseWritten) -> tuple[Process, str]:
    phase = process.phases[index]
    held = Collector()
    minutes = held.run(whole_minutes, written.minutes, "minutes")
    shrinks = written.shrink_to if may_shrink(phase) else ""
    least = held.run(least_minutes, shrinks, minutes, False)
    note = held.run(clean_text, written.note, "note", most=TEXT_LIMIT)
    prompts = _prompts(held, phase, written.prompts)
    if held.errors:
        raise Invalid(held.errors)
    fresh = msgspec.structs.replace(
        phase,
        minutes=minutes,
        shrink_to=least,
        prompts=tuple(text for _, text in prompts),
    )
    changed = with_phase(process, index, fresh)
    if faults := validate(changed):
        places = [place for place, _ in prompts]
        raise Invalid(dict(_at_field(fault, index, fresh, places) for fault in reversed(faults)))
    return changed, note


def _prompts(held: Collector, phase: Phase, typed: Sequence[str]) -> list[tuple[int, str]]:
    """(field number, prompt); an emptied field takes the prompt away where it may."""
    fixed = len(phase.prompts) if prompts_are_fixed(phase) else 0
    found: list[tuple[int, str]] = []
    for place, text in enumerate(typed[: MOST_PROMPTS + 1]):
        cleaned = held.run(clean_text, text, f"prompt_{place}", most=TEXT_LIMIT)
        if cleaned or (cleaned is not None and place < fixed):
            found.append((place, cleaned))
    if not found and not held.errors:
        held.errors["prompt_0"] = "Skriv minst ett spørsmål."
    if len(found) > MOST_PROMPTS:
        full = f"Det er plass til {MOST_PROMPTS} spørsmål i en fase."
        held.errors[f"prompt_{MOST_PROMPTS}"] = full
    return found


def _at_field(fault: Fault, index: int, phase: Phase, places: Sequence[int]) -> tuple[str, str]:
    """Which field of the form a fault is about, and what to say there."""
    inside = fault.path.removeprefix(f"phases[{index}]")
    if found := _PROMPT.fullmatch(inside):
        return f"prompt_{places[int(found[1])]}", fault.message
    if inside == ".prompts":
        return "prompt_0", fault.message
    if inside == ".shrink_to":
        return "shrink_to", fault.message
    if inside == ".turn":
        least = (phase.span.max or 1) * sum(step.minutes for step in phase.turn)
        said = f"Her trengs det minst {least:g} minutter når gruppa er full, like mye til hver."
        return "minutes", said
    return "minutes", fault.message


def _noted(notes: Mapping[str, str], key: str, note: str) -> dict[str, str]:
    others = {k: text for k, text in notes.items() if k != key}
    return {**others, key: note} if note else others
