"""Faults in process files, named at their path and said so that an author can mend them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SAYINGS: tuple[tuple[str, str], ...] = (
    (r"Invalid enum value '?(.*?)'?", "Kjenner ikke verdien «{0}»."),
    (r"Expected `(.+?)`, got `(.+?)`", "Ventet {0}, fikk {1}."),
    (r"Expected `str` of length <= (\d+)", "Teksten er for lang, den kan ha {0} tegn."),
    (r"Expected `str` of length >= (\d+)", "Teksten kan ikke være tom."),
    (r"Expected `str` matching regex .*", "Teksten har ikke riktig form."),
    (r"Expected `array` of length <= (\d+)", "Lista er for lang, den kan ha {0} ledd."),
    (r"Expected `(?:int|float)` >= (.+)", "Tallet må være minst {0}."),
    (r"Expected `(?:int|float)` <= (.+)", "Tallet kan være høyst {0}."),
)
_TYPES = {
    "str": "tekst",
    "int": "heltall",
    "float": "tall",
    "bool": "true eller false",
    "array": "liste",
    "object": "tabell",
    "null": "ingenting",
}
_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+?)`")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `phases[2].prompts`. An empty path means the file itself."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ProcessError(Exception):
    """One file cannot be used. `faults` holds everything that was found."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


class LibraryError(Exception):
    """The library has faults, and the app does not start. One line for each."""

    def __init__(self, errors: Iterable[ProcessError]) -> None:
        self.errors = tuple(errors)
        lines = [str(error) for error in self.errors]
        super().__init__("\n".join(["Biblioteket av prosesser har feil:", *lines]))


def from_msgspec(text: str, prefix: str = "") -> Fault:
    """The decoder's own words → a fault in bokmål; unknown words are passed on as they are."""
    message, _, where = text.partition(" - at `")
    path = join(prefix, where.rstrip("`").removeprefix("key in ").removeprefix("$"))
    if found := _FIELD.fullmatch(message):
        said = "Mangler." if found[1].startswith("missing") else "Kjenner ikke dette feltet."
        return Fault(join(path, f".{found[2]}"), said)
    return Fault(path, _say(message))


def join(prefix: str, path: str) -> str:
    return f"{prefix}{path}".removeprefix(".")


def _say(message: str) -> str:
    for pattern, saying in _SAYINGS:
        if found := re.fullmatch(pattern, message):
            return saying.format(*(_type(word) for word in found.groups()))
    return message


def _type(word: str) -> str:
    return " eller ".join(_TYPES.get(part, part) for part in word.split(" | "))
