"""Strength catalogues as data: virtues and the strengths that belong to them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

_CATALOGUES = Path(__file__).resolve().parents[1] / "catalogues"


class Virtue(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of strengths; `hue` names its colour and mark."""

    key: str
    hue: str
    name: str
    english: str


class Strength(Struct, frozen=True, forbid_unknown_fields=True):
    """One strength; `alt` is another word for it, also found by searching."""

    key: str
    virtue: str
    name: str
    alt: str
    english: str
    description: str


_Item = TypeVar("_Item", Virtue, Strength)


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole catalogue, in the order it is shown."""

    key: str
    name: str
    virtues: tuple[Virtue, ...]
    strengths: tuple[Strength, ...]

    def strength(self, key: str) -> Strength:
        """The strength with that key; KeyError when there is none."""
        return _by_key(self.strengths, key)

    def virtue(self, key: str) -> Virtue:
        return _by_key(self.virtues, key)

    def of(self, virtue: Virtue) -> tuple[Strength, ...]:
        """The strengths of one virtue, in order."""
        return tuple(item for item in self.strengths if item.virtue == virtue.key)


def _by_key(items: tuple[_Item, ...], key: str) -> _Item:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)


@cache
def load_catalogue(key: str = "via24") -> Catalogue:
    """The catalogue with that key. Raises KeyError when there is none."""
    found = {path.stem: path for path in _CATALOGUES.glob("*.toml")}
    return msgspec.convert(tomllib.loads(found[key].read_text("utf-8")), Catalogue)
