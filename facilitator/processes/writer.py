"""Writing a process as TOML, the way a person would: short, in order, nothing that is default.

Own code and not a library, because the file is meant to be read and edited by people who write
methods: one line per field of a card, one prompt per line.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from facilitator.processes.cards import fold_card
from facilitator.processes.parts import CardSpec, Part
from facilitator.processes.schema import Process

_WIDTH = 96
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dump_process(process: Process) -> str:
    """TOML text that `load_process` reads back as an equal process."""
    return dump_written(to_written(process))


def to_written(process: Process) -> dict[str, Any]:
    """What its file holds: nothing that is default, and cards as short as they can be."""
    return {"format": process.format, **_written(process)}


def dump_written(written: Mapping[str, Any]) -> str:
    """TOML text of what a file holds, sound or not."""
    written = dict(written)
    phases = written.pop("phases", [])
    settings = written.pop("settings", [])
    named = {name: written.pop(name) for name in ("groups", "boards") if name in written}
    blocks = ["".join(_lines(written))]
    blocks += [_table("[[settings]]", setting) for setting in settings]
    for name, tables in named.items():
        blocks += [_table(f"[{name}.{_key(key)}]", table) for key, table in tables.items()]
    blocks += [_table("[[phases]]", phase) for phase in phases]
    return "\n".join(blocks)


def _written(part: Part) -> dict[str, Any]:
    """A struct as a dict without what is default."""
    return {
        field.encode_name: _plain(value)
        for field in msgspec.structs.fields(part)
        if (value := getattr(part, field.name)) != _default(field)
    }


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    if isinstance(value, CardSpec):
        return fold_card(value)
    if isinstance(value, Part):
        return _written(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _table(heading: str, table: dict[str, Any]) -> str:
    return f"{heading}\n{''.join(_lines(table))}"


def _lines(table: dict[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}\n" for key, value in table.items()]


def _key(key: str) -> str:
    """A draft may hold a key that no sound file has."""
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any, indent: str = "") -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(item, indent)}" for key, item in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list):
        return _list(value, indent)
    return f"{value:g}"


def _list(items: list[Any], indent: str) -> str:
    flat = f"[{', '.join(_value(item) for item in items)}]"
    if len(indent) + len(flat) <= _WIDTH and "\n" not in flat:
        return flat
    inner = indent + "  "
    rows = "".join(f"{inner}{_value(item, inner)},\n" for item in items)
    return f"[\n{rows}{indent}]"


def _string(text: str) -> str:
    # JSON's escapes are TOML's, but for the one control character that JSON leaves alone.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
