"""Material that a process is led with, such as the dilemmas of moralsk resonnering.

A process names a catalogue in one of its settings; the prosessleder chooses one material of
it. What is chosen goes into the activity as it is then (`Activity.materials`).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

_FOLDER = Path(__file__).resolve().parents[1] / "catalogues" / "materials"


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question that is answered by choosing, and its answers in order."""

    text: str
    options: tuple[str, ...]


class Material(Struct, frozen=True, forbid_unknown_fields=True):
    """One material. `probe` and `note` are for the prosessleder's eyes alone."""

    key: str
    title: str
    text: str
    audience: str = ""
    age: str = ""
    questions: tuple[Question, ...] = ()
    roles: tuple[str, ...] = ()
    probe: str = ""
    note: str = ""


class MaterialCatalogue(Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str
    materials: tuple[Material, ...]


@cache
def load_materials(key: str) -> dict[str, Material]:
    """A catalogue's materials by key, in order. Raises KeyError when there is no such one."""
    files = {path.stem: path for path in _FOLDER.glob("*.toml")}
    text = files[key].read_text("utf-8")
    catalogue = msgspec.convert(tomllib.loads(text), MaterialCatalogue)
    return {material.key: material for material in catalogue.materials}


def as_snapshot(material: Material) -> dict[str, Any]:
    """Plain values, as an activity keeps them."""
    snapshot: dict[str, Any] = msgspec.to_builtins(material)
    return snapshot


def from_snapshot(stored: Mapping[str, Any]) -> Material:
    return msgspec.convert(dict(stored), Material)
