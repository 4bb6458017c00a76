"""What is wrong with a method's file, said so that whoever wrote it finds the place."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from facilitator.processes.editing_faults import spot_of
from facilitator.processes.editing_shape import tidy
from facilitator.processes.faults import Fault

MOST_SHOWN = 20
_LOOK = "Se etter et anførselstegn, en klamme eller et likhetstegn som mangler."
_BARE = ("fikk heltall.", "fikk tekst.", "fikk tabell.", "Mangler.")
_LINE = re.compile(
    r"Fila er ikke gyldig TOML: .*?\(at (?:line (\d+), column \d+|end of document)\)"
)
_PARTS = (
    (r"\.prompts\[(\d+)\]", "spørsmål {0}"),
    (r"\.prompts", "spørsmålene"),
    (r"\.card\.fields\[(\d+)\]", "felt {0} på kortet"),
    (r"\.card", "kortet"),
    (r"\.turn\[(\d+)\]", "del {0} av turen"),
    (r"\.turn", "turen"),
    (r"\.minutes|\.shrink_to", "minuttene"),
    (r"\.size|\.groups", "gruppene"),
    (r"\.release|\.projector", "det som vises"),
    (r"\.visibility|\.choices|\.reveal", "hvem som leser"),
    (r"\.continues|\.hand|\.guide_from", "det som følger med fra før"),
    (r"\.(\w+)", "«{0}»"),
)
_HEAD = {
    "name": "Navnet",
    "purpose": "Hensikten",
    "minutes": "Minuttene",
    "credit": "Laget av",
    "key": "Nøkkelen",
    "trio": "Intervju for tre",
}


def sentences(raw: Mapping[str, Any] | None, faults: Iterable[Fault]) -> tuple[str, ...]:
    """Each fault with its place; so many that one can begin, and how many more there are."""
    found = tuple(dict.fromkeys(sentence(raw, fault) for fault in faults))
    if len(found) <= MOST_SHOWN:
        return found
    return (*found[:MOST_SHOWN], f"Og {len(found) - MOST_SHOWN} ting til.")


def sentence(raw: Mapping[str, Any] | None, fault: Fault) -> str:
    """«Fase 3 «Runde», minuttene: Skriv et helt tall.»"""
    if raw is None or fault.path in ("", "format"):
        return _of_file(fault)
    if fault.path == "phases":
        return f"Fasene: {fault.message}" if fault.message.endswith(_BARE) else fault.message
    if found := re.match(r"phases\[(\d+)\](.*)", fault.path):
        place = _phase(raw, int(found[1]))
        part = _part(found[2])
        return f"{place}{', ' if part else ''}{part}: {_said(raw, fault)}"
    if found := re.match(r"groups\.([^.]+)", fault.path):
        return f"Gruppene «{_called(raw, 'groups', found[1])}»: {_said(raw, fault)}"
    if found := re.match(r"boards\.([^.]+)", fault.path):
        return f"Tavla «{_called(raw, 'boards', found[1])}»: {_said(raw, fault)}"
    if found := re.match(r"settings\[(\d+)\]", fault.path):
        return f"Det prosesslederen fyller ut, felt {int(found[1]) + 1}: {fault.message}"
    head = fault.path.partition(".")[0]
    return f"{_HEAD.get(head, f'«{head}»')}: {_said(raw, fault)}"


def _of_file(fault: Fault) -> str:
    if found := _LINE.search(fault.message):
        where = f"Linje {found[1]} i fila" if found[1] else "Slutten av fila"
        return f"{where} kan ikke leses. {_LOOK}"
    return fault.message


def _phase(raw: Mapping[str, Any], index: int) -> str:
    phases = raw.get("phases")
    phase = phases[index] if isinstance(phases, list) and index < len(phases) else None
    name = phase.get("name") if isinstance(phase, Mapping) else None
    return f"Fase {index + 1} «{name}»" if isinstance(name, str) and name else f"Fase {index + 1}"


def _part(inside: str) -> str:
    for pattern, words in _PARTS:
        if found := re.match(pattern, inside):
            return words.format(*(int(g) + 1 if g.isdigit() else g for g in found.groups()))
    return ""


def _called(raw: Mapping[str, Any], table: str, key: str) -> str:
    parts = raw.get(table)
    part = parts.get(key) if isinstance(parts, Mapping) else None
    name = part.get("name") if isinstance(part, Mapping) else None
    return name if isinstance(name, str) and name else key


def _said(raw: Mapping[str, Any], fault: Fault) -> str:
    """The editor's own words for the fault, where the file has the shape that it expects."""
    phases = raw.get("phases")
    if isinstance(phases, list) and all(isinstance(phase, Mapping) for phase in phases):
        return spot_of(tidy(dict(raw)), fault).said
    return fault.message
