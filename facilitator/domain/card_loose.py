"""A draft of typed cards as it stands, to be read along: nothing is checked or refused."""

from typing import Any

from facilitator.domain.card_fields import (
    TICKED,
    Flat,
    items_limit,
    rows_begun,
    text_of,
    texts_of,
)
from facilitator.processes.parts import CardSpec


def loose_rows(spec: CardSpec, flat: Flat) -> dict[int, dict[str, Any]]:
    """The rows as they stand in a draft, to be read along: nothing is checked or refused."""
    return {row: _loose_row(spec, flat, row) for row in rows_begun(spec, flat)}


def _loose_row(spec: CardSpec, flat: Flat, row: int) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in spec.fields:
        base = f"{row}-{field.name}"
        if field.kind == "list":
            found = [text_of(flat, f"{base}-{n}").strip() for n in range(items_limit(field))]
            fields[field.name] = [line for line in found if line]
        elif field.kind == "steps":
            texts = [text_of(flat, f"{base}-{n}-text").strip() for n in range(items_limit(field))]
            fields[field.name] = [{"text": text, "date": ""} for text in texts if text]
        elif field.kind in TICKED:
            fields[field.name] = texts_of(flat, base)
        else:
            fields[field.name] = text_of(flat, base).strip()
    return fields
