"""What a prosessleder fills in before a process: a question, a date, a dilemma."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid
from facilitator.processes.materials import as_snapshot, load_materials
from facilitator.processes.parts import Setting
from facilitator.processes.schema import Process

LINE_LIMIT = 200
TEXT_LIMIT = 1500


def clean(process: Process, given: Mapping[str, str]) -> dict[str, str]:
    """The settings, tidied; a missing one gets its default. Raises Invalid by setting key."""
    found: dict[str, str] = {}
    errors: dict[str, str] = {}
    for setting in process.settings:
        try:
            found[setting.key] = _clean_one(setting, given.get(setting.key, "") or setting.default)
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return {key: value for key, value in found.items() if value}


def materials_of(process: Process, settings: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The chosen materials as they are now, by setting key."""
    return {
        setting.key: as_snapshot(load_materials(setting.catalogue)[settings[setting.key]])
        for setting in process.settings
        if setting.kind == "material" and settings.get(setting.key)
    }


def _clean_one(setting: Setting, value: str) -> str:
    needed = f"Fyll inn «{setting.label}»." if setting.required else None
    if setting.kind == "text":
        return clean_text(value, setting.key, most=TEXT_LIMIT, needed=needed)
    if setting.kind == "material":
        needed = f"Velg {setting.label.lower()} fra lista." if setting.required else None
    line = clean_line(value, setting.key, most=LINE_LIMIT, needed=needed)
    if line and setting.kind == "date":
        _require_date(setting, line)
    if line and setting.kind == "material" and line not in load_materials(setting.catalogue):
        raise Invalid({setting.key: f"Velg {setting.label.lower()} fra lista."})
    return line


def _require_date(setting: Setting, value: str) -> None:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise Invalid({setting.key: "Skriv datoen som dag, måned og år."}) from None
