"""What may be written in a field: checked once, for forms, drafts and imports alike."""

from collections.abc import Mapping
from typing import Any

from facilitator.errors import Invalid
from facilitator.text import NATIONAL_ID, holds_national_id, tidy

DRAFT_LIMIT = 12_000
"""Characters in one field of a draft: generous, so that nothing typed is refused early."""


def refuse_national_ids(fields: Mapping[str, Any]) -> None:
    """Raise Invalid naming each field that holds a fødselsnummer. The value is never logged."""
    errors = {name: NATIONAL_ID for name, value in fields.items() if holds_national_id(value)}
    if errors:
        raise Invalid(errors)


def clean_line(value: str, field: str, *, most: int, needed: str | None = None) -> str:
    """One line of text, tidied. `needed` is the message when it is empty."""
    line = " ".join(tidy(value).split())
    if not line and needed:
        raise Invalid({field: needed})
    if len(line) > most:
        raise Invalid({field: too_long(len(line), most)})
    refuse_national_ids({field: line})
    return line


def clean_text(value: str, field: str, *, most: int, needed: str | None = None) -> str:
    """Text in paragraphs, tidied, with the same rules."""
    text = tidy(value)
    if not text and needed:
        raise Invalid({field: needed})
    if len(text) > most:
        raise Invalid({field: too_long(len(text), most)})
    refuse_national_ids({field: text})
    return text


def too_long(length: int, most: int) -> str:
    return f"Teksten er {length} tegn, og det er plass til {most}. Kort den ned litt."


def clean_draft(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A draft is kept as it is written, within generous bounds. Raises Invalid."""
    refuse_national_ids(fields)
    errors = {
        name: too_long(len(value), DRAFT_LIMIT)
        for name, value in fields.items()
        if isinstance(value, str) and len(value) > DRAFT_LIMIT
    }
    if errors:
        raise Invalid(errors)
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\x00", "")
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value][:60]
    return value
