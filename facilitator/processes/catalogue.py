"""Strength catalogues as data: virtues and the strengths that belong to them.

The catalogues of the app lie beside it; a kull may have one of its own in the data folder
(`catalogues/<key>.toml`). A file with a fault is named when the app starts and left out; a kull
whose catalogue is missing gets the first one of ours, so that no room stands still for it.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from facilitator.processes.faults import Fault, ProcessError, from_msgspec

FIRST = "via24"
LIMIT = 100_000
_CATALOGUES = Path(__file__).resolve().parents[1] / "catalogues"

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=40)]
Name = Annotated[str, Meta(min_length=1, max_length=60)]
Hue = Literal["visdom", "mot", "medmenneskelighet", "rettferd", "matehold", "transcendens"]


class Virtue(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of strengths; `hue` names its colour and mark."""

    key: Key
    hue: Hue
    name: Name
    english: str = ""


class Strength(Struct, frozen=True, forbid_unknown_fields=True):
    """One strength; `alt` is another word for it, also found by searching."""

    key: Key
    virtue: Key
    name: Name
    description: Annotated[str, Meta(min_length=1, max_length=300)]
    alt: Annotated[str, Meta(max_length=120)] = ""
    english: str = ""


_Item = TypeVar("_Item", Virtue, Strength)


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole catalogue, in the order it is shown."""

    key: Key
    name: Name
    virtues: Annotated[tuple[Virtue, ...], Meta(min_length=1, max_length=12)]
    strengths: Annotated[tuple[Strength, ...], Meta(min_length=2, max_length=60)]

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


_own: dict[str, Catalogue] = {}
"""The sound catalogues of the data folder, read when the app starts."""


def use_folder(folder: Path) -> tuple[ProcessError, ...]:
    """Take in the catalogues of a data folder. Gives the faults of those that are left out."""
    _own.clear()
    faulty = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            if path.stem in shipped():
                raise ProcessError(path.name, [Fault("key", "Nøkkelen er opptatt av appens egen.")])
            _own[path.stem] = read_catalogue(path)
        except ProcessError as error:
            faulty.append(error)
    return tuple(faulty)


def shipped() -> dict[str, Path]:
    return {path.stem: path for path in _CATALOGUES.glob("*.toml")}


def known() -> tuple[Catalogue, ...]:
    """Those a kull may choose among: the app's own first, then those of the data folder."""
    own = sorted(_own.values(), key=lambda each: each.name.lower())
    return (*(_load_shipped(key) for key in sorted(shipped())), *own)


@cache
def _load_shipped(key: str) -> Catalogue:
    return read_catalogue(shipped()[key])


def load_catalogue(key: str = FIRST) -> Catalogue:
    """The catalogue with that key. Raises KeyError when there is none."""
    own = _own.get(key)
    return own if own is not None else _load_shipped(key)


def catalogue_or_first(key: str) -> Catalogue:
    """The same for a room that must go on: the app's first one where that key is unknown."""
    try:
        return load_catalogue(key)
    except KeyError:
        return load_catalogue(FIRST)


def read_catalogue(path: Path) -> Catalogue:
    """A catalogue file. Raises ProcessError with every fault that was found."""
    try:
        raw = path.read_bytes()
        if len(raw) > LIMIT:
            raise ProcessError(path.name, [Fault("", "Fila er for stor.")])
        catalogue = msgspec.convert(tomllib.loads(raw.decode("utf-8")), Catalogue)
    except (OSError, UnicodeDecodeError) as error:
        raise ProcessError(path.name, [Fault("", "Fila kan ikke leses som tekst.")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ProcessError(path.name, [Fault("", f"Ikke gyldig TOML: {error}")]) from error
    except msgspec.ValidationError as error:
        raise ProcessError(path.name, [from_msgspec(str(error))]) from error
    faults = [*_key_faults(path, catalogue), *_doubles(catalogue), *_loose(catalogue)]
    if faults:
        raise ProcessError(path.name, faults)
    return catalogue


def _key_faults(path: Path, catalogue: Catalogue) -> Iterator[Fault]:
    if catalogue.key != path.stem:
        yield Fault("key", f"Nøkkelen er «{catalogue.key}», men fila heter «{path.stem}».")


def _doubles(catalogue: Catalogue) -> Iterator[Fault]:
    keys = {
        "virtues": [virtue.key for virtue in catalogue.virtues],
        "strengths": [strength.key for strength in catalogue.strengths],
    }
    for what, found in keys.items():
        for number, key in enumerate(found):
            if key in found[:number]:
                yield Fault(f"{what}[{number}].key", f"«{key}» står to ganger.")


def _loose(catalogue: Catalogue) -> Iterator[Fault]:
    known = {virtue.key for virtue in catalogue.virtues}
    for number, strength in enumerate(catalogue.strengths):
        if strength.virtue not in known:
            where = f"strengths[{number}].virtue"
            yield Fault(where, f"Gruppa «{strength.virtue}» finnes ikke i fila.")
    used = {strength.virtue for strength in catalogue.strengths}
    for number, virtue in enumerate(catalogue.virtues):
        if virtue.key not in used:
            yield Fault(f"virtues[{number}]", f"«{virtue.name}» har ingen styrker.")
