"""Reading processes: the library at start, one file from anywhere, and snapshots.

A file is bounded before it is decoded, decoded against the schema, and then held against the
rules. The library refuses to load on any fault, and says all that it found at once.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from facilitator.processes import rules_boards, rules_cards, rules_shape
from facilitator.processes.cards import expand_card
from facilitator.processes.faults import Fault, LibraryError, ProcessError, from_msgspec
from facilitator.processes.parts import Board, GroupSet
from facilitator.processes.schema import Phase, Process
from facilitator.processes.words import FORMAT, MAX_BYTES, MAX_PHASES, Key

LIBRARY = Path(__file__).with_name("library")


@cache
def load_library(directory: Path = LIBRARY) -> Mapping[str, Process]:
    """Every process of the library by key. Raises LibraryError that lists all faults."""
    found: dict[str, Process] = {}
    errors: list[ProcessError] = []
    for path in sorted(directory.glob("*.toml")):
        try:
            process = _load_named(path)
            found[process.key] = process
        except ProcessError as error:
            errors.append(error)
    if errors:
        raise LibraryError(errors)
    return MappingProxyType(found)


def _load_named(path: Path) -> Process:
    process = load_process(_read(path), path.name)
    if process.key != path.stem:
        raise ProcessError(path.name, [Fault("key", "Fila må hete det samme som nøkkelen.")])
    return process


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ProcessError(path.name, [Fault("", "Fila er ikke lagret som UTF-8.")]) from error


def load_process(text: str, name: str) -> Process:
    """One process from the text of a file; `name` is what faults are said about.

    Raises ProcessError with every fault that could be found.
    """
    return load_written(decode(text, name), name)


def load_written(raw: Mapping[str, Any], name: str) -> Process:
    """One process from what its file holds: tables, lists and texts, as an author wrote them.

    Raises ProcessError with every fault that could be found.
    """
    faults = _bounds(raw)
    if faults:
        raise ProcessError(name, faults)
    expanded = _expand(raw, faults)
    process = _convert(expanded, faults)
    if process is not None and not faults:
        faults.extend(validate(process))
    if process is None or faults:
        raise ProcessError(name, faults)
    return process


def shape_faults(raw: Mapping[str, Any]) -> list[Fault]:
    """What stands in the way of reading it at all, before any rule can be asked."""
    faults = _bounds(raw)
    if not faults:
        _convert(_expand(raw, faults), faults)
    return faults


def validate(process: Process) -> list[Fault]:
    """All that the schema cannot say by itself: references, sums, what may travel where."""
    faults = list(rules_shape.sizes(process))
    checks = (*rules_shape.CHECKS, *rules_cards.CHECKS, *rules_boards.CHECKS)
    if not faults:
        checks += rules_shape.NEEDS_SIZES
    return faults + [fault for check in checks for fault in check(process)]


def to_snapshot(process: Process) -> dict[str, Any]:
    """Plain builtins for a JSON column, complete, so that later defaults change nothing."""
    snapshot: dict[str, Any] = msgspec.to_builtins(process)
    return snapshot


def from_snapshot(snapshot: Mapping[str, Any]) -> Process:
    """The process of a snapshot. Raises ProcessError when it cannot be read."""
    try:
        return msgspec.convert(snapshot, Process)
    except msgspec.ValidationError as error:
        raise ProcessError("øyeblikksbilde", [from_msgspec(str(error))]) from error


def decode(text: str, name: str) -> dict[str, Any]:
    """What a file holds, sound or not. Raises ProcessError where it cannot be read at all."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        message = f"Fila er for stor, den kan være {MAX_BYTES // 1000} kB."
        raise ProcessError(name, [Fault("", message)])
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ProcessError(name, [Fault("", "Fila har for mange nivåer.")]) from error
    except ValueError as error:  # also numbers with thousands of digits
        raise ProcessError(name, [Fault("", f"Fila er ikke gyldig TOML: {error}")]) from error


def _bounds(raw: Mapping[str, Any]) -> list[Fault]:
    form, phases = raw.get("format", FORMAT), raw.get("phases")
    if isinstance(form, int) and form > FORMAT:
        newer = f"Fila er skrevet for en nyere utgave (format {form}). Her leses format {FORMAT}."
        return [Fault("format", newer)]
    if isinstance(phases, list) and len(phases) > MAX_PHASES:
        return [Fault("phases", f"{len(phases)} faser er for mange, det kan være {MAX_PHASES}.")]
    return []


def _expand(raw: Mapping[str, Any], faults: list[Fault]) -> dict[str, Any]:
    phases = raw.get("phases")
    if not isinstance(phases, list):
        return dict(raw)
    expanded = [_expand_phase(phase, f"phases[{i}].card", faults) for i, phase in enumerate(phases)]
    return {**raw, "phases": expanded}


def _expand_phase(phase: object, path: str, faults: list[Fault]) -> object:
    if isinstance(phase, dict) and isinstance(phase.get("card"), dict):
        return {**phase, "card": expand_card(phase["card"], path, faults)}
    return phase


def _convert(raw: Mapping[str, Any], faults: list[Fault]) -> Process | None:
    try:
        return msgspec.convert(raw, Process)
    except msgspec.ValidationError as error:
        # The decoder stops at the first fault; an author wants one from each phase.
        found = [*_part_faults(raw), from_msgspec(str(error))]
        faults.extend(fault for fault in dict.fromkeys(found) if "[...]" not in fault.path)
        return None


def _part_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    for path, part, kind in _parts(raw):
        try:
            msgspec.convert(part, kind)
        except msgspec.ValidationError as error:
            yield from_msgspec(str(error), path)


def _parts(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Phases, group sets and boards, each with its path: the decoder names no key of a table."""
    phases = raw.get("phases")
    for index, phase in enumerate(phases if isinstance(phases, list) else ()):
        yield f"phases[{index}]", phase, Phase
    for name, kind in (("groups", GroupSet), ("boards", Board)):
        table = raw.get(name)
        for key, part in table.items() if isinstance(table, dict) else ():
            yield f"{name}.{key}", key, Key
            yield f"{name}.{key}", part, kind
