"""What a card of any type says: a title, a text, and its other fields as labelled parts.

The fields come from the phase that wrote it; without that, from its type. What a field keeps
private with its writer is shown to the owner alone (`own=True`).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from facilitator.presentation.dates import short_date
from facilitator.processes.cards import card_types
from facilitator.processes.catalogue import Catalogue
from facilitator.processes.parts import FieldSpec

TITLES = ("title", "headline", "name", "what", "dream", "option")
TEXTS = ("text", "evidence", "new_belief")
ASIDE = {"strengths", "named", "photo", "keywords", "stories", "to_note"}
"""Shown as marks, as a picture or beside the card, and not among its parts; or a mere yes."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A phase may ask for a date where the type has a line; it is read as one either way."""


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled field; `lines` where it has several."""

    name: str
    label: str
    text: str
    lines: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, whether that is one text or several."""
        return self.lines or (self.text,)

    @property
    def line(self) -> str:
        """Where it stands in a line: «Hvor prøver dere? Skolegården», «Først: Snu benken, male»."""
        stop = "" if self.label.endswith("?") else ":"
        return f"{self.label}{stop} {', '.join(self.texts)}"


@dataclass(frozen=True, slots=True)
class Face:
    title: str
    text: str
    parts: tuple[Part, ...]
    photo: str


def type_name(type: str) -> str:
    """«Fortelling», «Snukort»."""
    known = card_types().get(type)
    return known.name if known else "Kort"


@cache
def _fields_of(type: str) -> tuple[FieldSpec, ...]:
    known = card_types().get(type)
    return known.fields if known else ()


def face(
    type: str,
    fields: Mapping[str, Any],
    specs: Sequence[FieldSpec] = (),
    *,
    catalogue: Catalogue | None = None,
    own: bool = False,
) -> Face:
    """The words of a card. `specs` are its phase's fields, when at hand."""
    known = {spec.name: spec for spec in (*_fields_of(type), *specs)}
    title = _first(fields, TITLES)
    text = _first(fields, TEXTS)
    strength = "" if title else _strength_of(known.values(), fields)
    taken = {title, text, strength} | ASIDE
    parts = [
        _part(spec, fields[name], catalogue)
        for name, spec in known.items()
        if fields.get(name) and name not in taken and (own or not spec.private)
    ]
    return Face(
        title=_title(fields, title, strength, catalogue),
        text=str(fields.get(text) or "") if text else "",
        parts=tuple(parts),
        photo=str(fields.get("photo") or ""),
    )


def _strength_of(specs: Iterable[FieldSpec], fields: Mapping[str, Any]) -> str:
    """The field that holds a card's one strength: the strength's name is its title."""
    single = (spec.name for spec in specs if spec.kind == "strengths" and spec.max_items == 1)
    return next((name for name in single if fields.get(name)), "")


def _title(
    fields: Mapping[str, Any], title: str, strength: str, catalogue: Catalogue | None
) -> str:
    if strength:
        return _strength(_many(fields[strength])[0], catalogue)
    return str(fields.get(title) or "") if title else ""


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((name for name in names if fields.get(name)), "")


def _part(spec: FieldSpec, value: Any, catalogue: Catalogue | None) -> Part:
    lines = _lines(spec, value, catalogue)
    label = spec.label.rstrip(" …")
    if len(lines) == 1 and not isinstance(value, list):
        return Part(spec.name, label, lines[0])
    return Part(spec.name, label, "", lines)


def _lines(spec: FieldSpec, value: Any, catalogue: Catalogue | None) -> tuple[str, ...]:
    if spec.kind == "steps":
        return tuple(_step(step) for step in value)
    if spec.kind == "strengths":
        return tuple(_strength(key, catalogue) for key in _many(value))
    if spec.kind == "choice":
        labels = {option.value: option.label for option in spec.options}
        return (labels.get(str(value), str(value)),)
    if spec.kind == "date":
        return (_date(str(value)),)
    if spec.kind == "tick":
        return ("Ja",)
    return tuple(
        _date(str(item)) if _DATE.fullmatch(str(item)) else str(item) for item in _many(value)
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _step(step: Mapping[str, str]) -> str:
    date = step.get("date")
    return f"{step.get('text', '')} ({_date(date)})" if date else str(step.get("text", ""))


def _date(value: str) -> str:
    try:
        return short_date(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _strength(key: str, catalogue: Catalogue | None) -> str:
    try:
        return catalogue.strength(key).name if catalogue else key
    except KeyError:
        return key
