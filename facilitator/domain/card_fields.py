"""The fields of a typed card: from what a form sent to what the card keeps, and back. Pure.

A form has rows, one for each card of its phase, and a field is named `<row>-<field>`, so that
«0-text» is the text of the first card. The items of a list are `<row>-<field>-<item>`, and those
of steps `<row>-<field>-<item>-text` and `-date`. What a form sends, and what a draft holds, is
flat: name → text, or a list of texts where boxes are ticked. A card keeps `{field: value}`:

    line, text, choice, date, photo   str («2027-10-06» for a date; a photo's token)
    list                              list[str]
    steps                             list[{"text": str, "date": str}]
    strengths                         list[str]; str when only one may be chosen
    links                             list[int], ids of cards
    number                            int, or None
    tick                              bool
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid
from facilitator.processes.parts import CardSpec, FieldSpec
from facilitator.processes.sizes import parse_size
from facilitator.processes.words import FieldKind

Flat = Mapping[str, Any]
"""Name → str or list[str], as a form sends it."""

ROWS_LIMIT = 40
ITEMS_LIMIT = 20
_ROW = re.compile(r"^(\d{1,2})-")
TICKED = {"strengths", "links"}


def most_rows(spec: CardSpec) -> int:
    """How many cards one pen may make in the phase."""
    return min(parse_size(spec.count).max or ROWS_LIMIT, ROWS_LIMIT)


def least_rows(spec: CardSpec) -> int:
    return parse_size(spec.count).min


def names(spec: CardSpec, row: int) -> list[tuple[str, bool]]:
    """The form's names of one row, and whether each is a set of boxes to tick."""
    found: list[tuple[str, bool]] = []
    for field in spec.fields:
        base = f"{row}-{field.name}"
        if field.kind == "list":
            found += [(f"{base}-{n}", False) for n in range(items_limit(field))]
        elif field.kind == "steps":
            found += [
                (f"{base}-{n}-{part}", False)
                for n in range(items_limit(field))
                for part in ("text", "date")
            ]
        else:
            found.append((base, field.kind in TICKED))
    return found


def items_limit(field: FieldSpec) -> int:
    """How many items a list field has room for."""
    return min(field.max_items or ITEMS_LIMIT, ITEMS_LIMIT)


def flatten(spec: CardSpec, cards: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Row → a card's fields, as a form has them; what the phase does not ask for is left out."""
    flat: dict[str, Any] = {}
    for row, fields in cards.items():
        for field in spec.fields:
            flat |= _flat_field(field, f"{row}-{field.name}", fields.get(field.name))
    return flat


def _flat_field(field: FieldSpec, base: str, value: Any) -> dict[str, Any]:
    if value is None or value == "":
        return {}
    if field.kind == "steps":
        return {
            f"{base}-{n}-{part}": step.get(part, "")
            for n, step in enumerate(value)
            for part in ("text", "date")
        }
    if field.kind == "list":
        return {f"{base}-{n}": str(item) for n, item in enumerate(value)}
    if field.kind in TICKED:
        many = value if isinstance(value, list) else [value]
        return {base: [str(item) for item in many]}
    if field.kind == "tick":
        return {base: "1"} if value else {}
    return {base: str(value)}


def is_of_row(name: str) -> bool:
    """Whether a form's name belongs to a card, and not to what stands beside the cards."""
    return _ROW.match(name) is not None


def rows_in(spec: CardSpec, flat: Flat) -> list[int]:
    """The rows that the form had, empty ones too, in order."""
    rows = sorted({int(m[1]) for name in flat if (m := _ROW.match(name))})
    return [row for row in rows if row < most_rows(spec)]


def rows_begun(spec: CardSpec, flat: Flat) -> list[int]:
    """The rows in which something stands, in order."""
    return [row for row in rows_in(spec, flat) if not _is_empty(spec, flat, row)]


def _is_empty(spec: CardSpec, flat: Flat, row: int) -> bool:
    return not any(texts_of(flat, name) for name, _ in names(spec, row))


def texts_of(flat: Flat, name: str) -> list[str]:
    """What stands in a field, without the blanks."""
    value = flat.get(name)
    many = value if isinstance(value, list | tuple) else [value]
    return [str(item) for item in many if item is not None and str(item).strip()]


def clean_rows(
    spec: CardSpec,
    flat: Flat,
    *,
    strengths: frozenset[str] = frozenset(),
    options: Mapping[str, Sequence[str]] | None = None,
    draft: bool = False,
) -> dict[int, dict[str, Any]]:
    """Row → the card's fields, tidied. Raises Invalid with every field that needs something.

    `options` are the answers of choice fields whose options come from a setting. `draft`
    accepts what is not finished: required fields and least numbers are not asked for.
    """
    errors: dict[str, str] = {}
    found: dict[int, dict[str, Any]] = {}
    for row in rows_begun(spec, flat) or ([0] if not draft else []):
        fields, wrong = _clean_row(spec, flat, row, strengths, options or {}, draft)
        found[row] = fields
        errors |= wrong
    if errors:
        raise Invalid(errors)
    return found


def _clean_row(
    spec: CardSpec,
    flat: Flat,
    row: int,
    strengths: frozenset[str],
    options: Mapping[str, Sequence[str]],
    draft: bool,
) -> tuple[dict[str, Any], dict[str, str]]:
    fields: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in spec.fields:
        base = f"{row}-{field.name}"
        try:
            value = _clean(field, flat, base, strengths, options)
            if not draft:
                _require(field, base, value)
                _require_dates(field, flat, base)
        except Invalid as invalid:
            errors |= invalid.errors
        else:
            fields[field.name] = value
    return fields, errors


def _clean(
    field: FieldSpec,
    flat: Flat,
    base: str,
    strengths: frozenset[str],
    options: Mapping[str, Sequence[str]],
) -> Any:
    texts = texts_of(flat, base)
    if field.kind in _ONE:
        return _ONE[field.kind](field, texts[0] if texts else "", base)
    if field.kind == "choice":
        return _choice(field, texts[0] if texts else "", base, options)
    if field.kind == "list":
        return _several(_items(field, flat, base), field, base)
    if field.kind == "steps":
        return _several(_steps(field, flat, base), field, base)
    if field.kind == "links":
        return _several([int(text) for text in texts if text.isdecimal()], field, base)
    chosen = _several([key for key in texts if key in strengths], field, base)
    return (chosen[0] if chosen else "") if field.max_items == 1 else chosen


def _several(items: list[Any], field: FieldSpec, base: str) -> list[Any]:
    most = field.max_items or ITEMS_LIMIT
    if len(items) > most:
        raise Invalid({base: f"Velg inntil {most}." if field.kind in ("strengths", "links")
                       else f"Det er plass til {most}."})  # fmt: skip
    return items


def _items(field: FieldSpec, flat: Flat, base: str) -> list[str]:
    lines = [
        clean_line(text_of(flat, f"{base}-{n}"), f"{base}-{n}", most=field.max)
        for n in range(items_limit(field))
    ]
    return [line for line in lines if line]


def _steps(field: FieldSpec, flat: Flat, base: str) -> list[dict[str, str]]:
    steps = []
    for n in range(items_limit(field)):
        name = f"{base}-{n}"
        line = clean_line(text_of(flat, f"{name}-text"), f"{name}-text", most=field.max)
        date = _date(text_of(flat, f"{name}-date"), f"{name}-date")
        if line:
            steps.append({"text": line, "date": date})
    return steps


def text_of(flat: Flat, name: str) -> str:
    """The first that stands in a field, or nothing."""
    texts = texts_of(flat, name)
    return texts[0] if texts else ""


def _choice(field: FieldSpec, value: str, base: str, options: Mapping[str, Sequence[str]]) -> str:
    known = options.get(field.name) or [option.value for option in field.options]
    if value and value not in known:
        raise Invalid({base: "Velg ett av svarene."})
    return value


def _date(value: str, base: str) -> str:
    if not value.strip():
        return ""
    try:
        return dt.date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise Invalid({base: "Skriv datoen som dag, måned og år."}) from None


def _photo(value: str) -> str:
    return value if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value) else ""


_ONE: dict[FieldKind, Callable[[FieldSpec, str, str], Any]] = {
    "line": lambda field, text, base: clean_line(text, base, most=field.max),
    "text": lambda field, text, base: clean_text(text, base, most=field.max),
    "date": lambda field, text, base: _date(text, base),
    "number": lambda field, text, base: _number(text, base),
    "photo": lambda field, text, base: _photo(text),
    "tick": lambda field, text, base: bool(text),
}


def _number(value: str, base: str) -> int | None:
    if not value.strip():
        return None
    if not value.strip().isdecimal() or len(value.strip()) > 4:
        raise Invalid({base: "Skriv et helt tall."})
    return int(value)


def _require(field: FieldSpec, base: str, value: Any) -> None:
    if field.required and value in ("", [], None, False):
        raise Invalid({base: _needed(field)})
    if value and field.min_items and isinstance(value, list) and len(value) < field.min_items:
        raise Invalid({base: f"Det trengs minst {field.min_items}."})


def _require_dates(field: FieldSpec, flat: Flat, base: str) -> None:
    """The first steps are steps only when one knows when they are taken."""
    if field.kind != "steps" or not field.dates:
        return
    rows = [f"{base}-{n}" for n in range(field.dates) if text_of(flat, f"{base}-{n}-text")]
    undated = [row for row in rows if not text_of(flat, f"{row}-date")]
    if undated:
        raise Invalid({f"{row}-date": "Sett en dato. Den kan endres." for row in undated})


def _needed(field: FieldSpec) -> str:
    if field.kind == "choice":
        return "Velg ett av svarene."
    if field.kind == "strengths":
        return "Velg en styrke."
    return f"Fyll inn «{field.label}»." if field.label else "Skriv noe først."
