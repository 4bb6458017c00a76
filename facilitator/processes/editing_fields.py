"""The fields of a card while it is written: which of its type's, changed how, and own ones.

A card without a list has all of its type's fields; the list is made when somebody changes one,
and goes away again when it says nothing of its own.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from facilitator.processes.cards import card_types
from facilitator.processes.editing_shape import (
    EditRefused,
    Raw,
    cleaned,
    number,
    one_line,
    shown_number,
    slug,
)

PREFIX = "f-"
_WRITTEN = ("line", "text", "list", "steps")
_LISTS = ("list", "steps", "strengths")
_EMPTY: Raw = {"kind": "line", "max": 140, "required": False, "help": "", "max_items": 0}


def type_fields(card: Raw) -> dict[str, Raw]:
    """The fields that cards of this type have from the start, by name."""
    kind = card_types().get(card.get("type", ""))
    return {f.name: msgspec.to_builtins(f) for f in kind.fields} if kind else {}


def listed(card: Raw) -> list[str | Raw]:
    found: list[str | Raw] = card.get("fields", list(type_fields(card)))
    return found


def name_of(item: str | Raw) -> str:
    return item if isinstance(item, str) else str(item["name"])


def each(card: Raw) -> Iterator[tuple[str, Raw, bool, bool]]:
    """(name, complete, is taken, is its type's): those taken first, in order, then the others."""
    known = type_fields(card)
    taken = []
    for item in listed(card):
        name = name_of(item)
        if name in taken:
            continue
        taken.append(name)
        said = {} if isinstance(item, str) else item
        yield name, {**_EMPTY, **known.get(name, {}), **said}, True, name in known
    for name, field in known.items():
        if name not in taken:
            yield name, field, False, True


def kind_of(card: Raw, name: str) -> str:
    return next((str(field["kind"]) for other, field, *_ in each(card) if other == name), "line")


def shown(card: Raw) -> Iterator[tuple[str, str]]:
    """Every field's own form fields, with what they hold."""
    for name, field, taken, known in each(card):
        start = f"{PREFIX}{name}-"
        if known:
            yield f"{start}on", "1" if taken else ""
        if taken:
            yield from ((f"{start}{part}", value) for part, value in _parts(field, known))


def _parts(field: Raw, known: bool) -> Iterator[tuple[str, str]]:
    kind = str(field["kind"])
    yield "label", str(field.get("label", ""))
    if not known:
        yield "kind", kind
    if kind in _WRITTEN:
        yield "max", shown_number(field.get("max"))
    if kind in _LISTS:
        yield "max_items", shown_number(field.get("max_items") or "")
    if kind == "choice" and not field.get("options_from"):
        yield "options", "\n".join(_labels(field.get("options")))
    yield "help", str(field.get("help", ""))
    yield "required", "1" if field.get("required") else ""


def _labels(options: object) -> list[str]:
    items = options if isinstance(options, list | tuple) else ()
    return [str(item.get("label", "")) for item in items if isinstance(item, dict)]


def change(card: Raw, name: str, part: str, value: str) -> None:
    """One form field of one of the card's fields."""
    if part == "on":
        _take(card, name, taken=value == "1")
    elif any(name_of(item) == name for item in listed(card)):
        _set(card, name, part, _read(card, name, part, value))


def _read(card: Raw, name: str, part: str, value: str) -> Any:
    if part in ("max", "max_items"):
        return number(value or "0") if part == "max_items" else number(value)
    if part == "required":
        return value == "1"
    if part == "options":
        return _options(card, name, value)
    return one_line(value)


def _options(card: Raw, name: str, value: str) -> list[Raw]:
    """One line each. An answer that keeps its words keeps its key and its help."""
    before = next((field for other, field, *_ in each(card) if other == name), {})
    had = {str(o.get("label")): o for o in before.get("options") or () if isinstance(o, dict)}
    made: list[Raw] = []
    for label in filter(None, map(one_line, cleaned(value).split("\n"))):
        taken = [str(option.get("value")) for option in made]
        kept = had.get(label)
        fresh = {"value": slug(label, [*taken, *_values(had)], "svar"), "label": label}
        made.append(kept if kept and kept not in made else fresh)
    return made


def _values(options: dict[str, Raw]) -> list[str]:
    return [str(option.get("value")) for option in options.values()]


def _set(card: Raw, name: str, part: str, value: Any) -> None:
    known = type_fields(card).get(name)
    items: list[str | Raw] = []
    for item in listed(card):
        if name_of(item) == name:
            said = {"name": name, **({} if isinstance(item, str) else item), part: value}
            items.append(_folded(said, known))
        else:
            items.append(item)
    _keep(card, items)


def _folded(said: Raw, known: Raw | None) -> str | Raw:
    start = known if known is not None else _EMPTY
    plain = {k: v for k, v in said.items() if k in ("name", "label") or start.get(k) != v}
    if known is not None and plain.get("label") == known.get("label"):
        plain.pop("label", None)
    return plain if known is None or set(plain) != {"name"} else str(said["name"])


def _take(card: Raw, name: str, *, taken: bool) -> None:
    items = [item for item in listed(card) if name_of(item) != name]
    if taken:
        order = list(type_fields(card))
        before = order[: order.index(name)] if name in order else order
        place = 1 + max((i for i, item in enumerate(items) if name_of(item) in before), default=-1)
        items.insert(place, name)
    _keep(card, items)


def _keep(card: Raw, items: list[str | Raw]) -> None:
    if items == list(type_fields(card)):
        card.pop("fields", None)
    else:
        card["fields"] = items


def add(card: Raw, label: str) -> None:
    """A field of one's own, last; named after its words."""
    words = one_line(label)
    if not words:
        raise EditRefused("new_field", "Skriv først hva feltet skal hete.")
    taken = [*type_fields(card), *map(name_of, listed(card))]
    _keep(card, [*listed(card), {"name": slug(words, taken, "felt"), "label": words}])


def remove(card: Raw, name: str) -> None:
    _take(card, name, taken=False)


def open_names(card: Raw) -> list[str]:
    """The fields that may be copied to a board: words, and not what stays with the writer."""
    kept = [(name, field) for name, field, taken, _ in each(card) if taken]
    words = ("line", "text", "list", "choice", "date", "number", "steps")
    return [name for name, field in kept if field["kind"] in words and not field.get("private")]
