"""What is wrong with a method's file, said so that whoever wrote it finds the place."""

import re
import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from facilitator.processes.editing_faults import spot_of
from facilitator.processes.editing_kinds import WORDS
from facilitator.processes.editing_shape import tidy
from facilitator.processes.faults import Fault
from facilitator.processes.schema import Process

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
_UNKNOWN = re.compile(r"Kjenner ikke verdien «(.*)»\.")
_CALLED = {
    "kind": "Slaget",
    "visibility": "Synligheten",
    "writes": "Den som skriver,",
    "show": "Det som skal vises,",
    "form": "Formen",
}
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
        if said := _not_among(fault):
            return f"{place}: {said}"
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


def _not_among(fault: Fault) -> str:
    """«Slaget «galleri» finnes ikke. Velg blant: …», as the file is to say it."""
    found = _UNKNOWN.fullmatch(fault.message)
    names = re.findall(r"[a-z_]+", re.sub(r"\[\d+\]", "", fault.path))
    known = _words(tuple(names)) if found else ()
    if found is None or not known:
        return ""
    labels = WORDS if len(names) == 2 and names[-1] == "kind" else {}
    listed = ", ".join(f"{word} ({labels[word]})" if word in labels else word for word in known)
    called = _CALLED.get(names[-1], f"«{names[-1]}»")
    return f"{called} «{found[1]}» finnes ikke. Velg blant: {listed}."


@cache
def _words(names: tuple[str, ...]) -> tuple[str, ...]:
    """The closed vocabulary at a place of the format; none where any word will do."""
    kind: Any = Process
    for name in names:
        inside = [part for part in _within(kind) if _is_struct(part)]
        kind = get_type_hints(inside[0], include_extras=True).get(name) if inside else None
    literals = [part for part in _within(kind) if get_origin(part) is Literal]
    return tuple(str(word) for part in literals for word in get_args(part))


def _within(kind: Any) -> tuple[Any, ...]:
    """A type, or what it is a choice or a list of."""
    if get_origin(kind) in (Annotated, Union, types.UnionType, tuple):
        return tuple(each for part in get_args(kind) for each in _within(part))
    return (kind,)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


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
