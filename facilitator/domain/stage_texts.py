"""The words of examples on a stage: nobody can take them for what somebody has said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.domain import card_fields
from facilitator.processes.parts import CardSpec, FieldSpec

LINES = ("Et eksempel", "Et kort til", "Enda et kort", "Slik fylles tavla", "Og ett til")
TEXTS = (
    "Her kommer det som blir skrevet.",
    "Hvert kort får sin plass.",
    "Slik ser de ut ved siden av hverandre.",
    "Dette er bare et eksempel.",
    "Kortene kommer etter hvert som de blir sendt.",
)
SEEN = "gjorde det som står her"


def story(number: int) -> dict[str, Any]:
    return {
        "title": LINES[number % len(LINES)],
        "text": f"{TEXTS[number % len(TEXTS)]} Her står fortellingen, slik den ble skrevet.",
        "strengths": [],
    }


def filled(
    spec: CardSpec,
    number: int,
    *,
    row: int,
    options: Mapping[str, Sequence[str]],
    strengths: Sequence[str],
    today: dt.date,
) -> dict[str, Any]:
    """A row of a form, filled in as its fields ask; example number so and so."""
    flat: dict[str, Any] = {}
    for field in spec.fields:
        base = f"{row}-{field.name}"
        if field.kind in ("list", "steps"):
            flat |= _items(field, base, number, today)
        elif field.kind == "choice":
            known = options.get(field.name) or [option.value for option in field.options]
            flat |= {base: known[number % len(known)]} if known else {}
        elif field.kind == "strengths":
            count = max(1, field.min_items)
            at = [number * 7 + n * 3 for n in range(count)]
            flat[base] = [strengths[n % len(strengths)] for n in at] if strengths else []
        else:
            flat |= _plain(field, base, number, today)
    return flat


def _plain(field: FieldSpec, base: str, number: int, today: dt.date) -> dict[str, str]:
    values = {
        "line": _cut(LINES if field.required or field.max < 100 else TEXTS, number, field.max),
        "text": _cut(TEXTS, number, field.max),
        "date": _later(today, number),
        "number": "20",
    }
    return {base: values[field.kind]} if field.kind in values else {}


def _items(field: FieldSpec, base: str, number: int, today: dt.date) -> dict[str, str]:
    flat: dict[str, str] = {}
    for n in range(min(max(field.min_items, 2), card_fields.items_limit(field))):
        text = _cut(LINES, number + n, field.max)
        if field.kind == "list":
            flat[f"{base}-{n}"] = text
        else:
            flat |= {f"{base}-{n}-text": text, f"{base}-{n}-date": _later(today, n)}
    return flat


def _later(today: dt.date, number: int) -> str:
    return (today + dt.timedelta(days=14 * (number + 1))).isoformat()


def _cut(texts: Sequence[str], number: int, most: int) -> str:
    return texts[number % len(texts)][:most]
