"""Card types and how a phase's card gets its fields.

A file may name a field of its card type (`"title"`), change it (`{name = "title", max = 40}`)
or add one of its own. Reading expands all three to complete fields, so that a snapshot of a
process stands still even when a card type changes later; writing folds them together again.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from facilitator.processes.faults import Fault
from facilitator.processes.parts import CardSpec, FieldSpec, Part

_FILE = Path(__file__).with_name("card_types.toml")


class CardType(Part, frozen=True):
    """What cards of one type have from the start; `meta` is filled in by the app."""

    name: str
    fields: tuple[FieldSpec, ...]
    meta: tuple[str, ...] = ()
    identity: Literal["named", "secret", "none"] = "named"
    lasts: Literal["kept", "room"] = "kept"
    turns: tuple[str, ...] = ()
    """Two fields of which the first has become the second: shown as «Før → Nå»."""

    def field(self, name: object) -> FieldSpec | None:
        return next((field for field in self.fields if field.name == name), None)


@cache
def card_types() -> dict[str, CardType]:
    """All card types by key, in the order of the file."""
    return msgspec.convert(tomllib.loads(_FILE.read_text("utf-8")), dict[str, CardType])


def expand_card(raw: dict[str, Any], path: str, faults: list[Fault]) -> dict[str, Any]:
    """A phase's card as written → the same with complete fields; names what it cannot find."""
    kind = card_types().get(str(raw.get("type", "")))
    if kind is None:
        if "type" in raw:
            faults.append(Fault(f"{path}.type", f"Korttypen «{raw['type']}» finnes ikke."))
        return raw
    given = raw.get("fields", [field.name for field in kind.fields])
    if not isinstance(given, list):
        return raw
    fields = [
        _expand_field(kind, item, f"{path}.fields[{i}]", faults) for i, item in enumerate(given)
    ]
    return {"identity": kind.identity, "lasts": kind.lasts, **raw, "fields": fields}


def _expand_field(kind: CardType, item: object, path: str, faults: list[Fault]) -> object:
    if isinstance(item, str):
        known = kind.field(item)
        if known is None:
            faults.append(Fault(path, f"{kind.name} har ikke noe felt som heter «{item}»."))
            return {"name": "ukjent", "label": "–"}
        return msgspec.to_builtins(known)
    if isinstance(item, dict) and (known := kind.field(item.get("name"))):
        return {**msgspec.to_builtins(known), **item}
    return item


def fold_card(card: CardSpec) -> dict[str, Any]:
    """The shortest way to write a card that reads back as the same."""
    kind = card_types()[card.type]
    folded: dict[str, Any] = {"type": card.type}
    if card.fields != kind.fields:
        folded["fields"] = [_fold_field(kind, field) for field in card.fields]
    if card.count != "1":
        folded["count"] = card.count
    if card.preset:
        folded["preset"] = dict(card.preset)
    for name in ("identity", "lasts"):
        if getattr(card, name) != getattr(kind, name):
            folded[name] = getattr(card, name)
    return folded


def _fold_field(kind: CardType, field: FieldSpec) -> str | dict[str, Any]:
    known = kind.field(field.name)
    if field == known:
        return field.name
    start = known or FieldSpec(name=field.name, label="")
    before, after = msgspec.to_builtins(start), msgspec.to_builtins(field)
    changed = {key: value for key, value in after.items() if value != before[key]}
    return {"name": field.name, **changed}
