"""A process as an author sees it while it is written: a plain dict, as a file would hold it.

`tidy` makes sure of the shape, so that the rest of the editing can read without asking, also
when the dict came from somebody's file and is full of faults. It changes nothing that is sound.
"""

import copy
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

Raw = dict[str, Any]

TOGETHER = ("pair", "group", "round")
"""Kinds in which people sit in groups that the phase must name."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST = 34


ASIDE = "aside"
"""Cards that an author has put away, by phase and type: for coming back to, no part of it."""


class EditRefused(Exception):
    """What was asked for cannot be done. `field` of the form, and what to do about it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(message)


def slug(text: str, taken: Container[str], otherwise: str) -> str:
    """A key made of a name: «En fin kamp …» → `en_fin_kamp`, and a number when it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower().translate(_LETTERS)).strip("_")
    base = re.sub(r"^[0-9_]+", "", plain)[:_LONGEST].strip("_") or otherwise
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}_{number}"
    return key


def cleaned(text: str) -> str:
    """What somebody typed: ordinary line breaks, no control characters, no blanks at the ends."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def number(text: str) -> int | str:
    """A whole number, or what was typed instead: then it is a fault that is said at its field."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else text


def fraction(text: str) -> float | int | str:
    """The same with halves: «2,5»."""
    plain = text.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", plain):
        return text
    value = float(plain)
    return int(value) if value.is_integer() else value


def shown_number(value: object) -> str:
    """A number as people write it: «2,5»."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def span_of(text: str) -> str:
    """«4–6» as a file has it: `4-6`."""
    return re.sub(r"\s", "", text).replace("–", "-")


def shown_span(value: object) -> str:
    return str(value).replace("-", "–")


def bounds(size: object) -> tuple[int, int] | None:
    """The fewest and the most of a size in numbers; None for all, and for what is none."""
    found = re.fullmatch(r"([0-9]{1,3})(?:-([0-9]{1,3}))?", str(size))
    if found is None:
        return None
    fewest = int(found[1])
    return fewest, int(found[2] or fewest)


def phases_of(raw: Raw) -> list[Raw]:
    found: list[Raw] = raw["phases"]
    return found


def keys_of(raw: Raw) -> list[str]:
    return [phase["key"] for phase in phases_of(raw)]


def index_of(raw: Raw, key: str) -> int | None:
    keys = keys_of(raw)
    return keys.index(key) if key in keys else None


def tidy(raw: Raw) -> Raw:
    """A copy that has the shape of a process. What cannot stand where it stands is left out."""
    made = copy.deepcopy(raw)
    for name in ("groups", "boards"):
        table = made.get(name, {})
        parts = table.items() if isinstance(table, dict) else ()
        made[name] = {str(key): part for key, part in parts if isinstance(part, dict)}
        for part in made[name].values():
            _only_texts(part, ("name", "size", "form", "from", "layout"))
    if ASIDE in made:
        made[ASIDE] = _put_away(made[ASIDE])
    made["settings"] = [_setting(part) for part in _tables(made.get("settings"))]
    made["phases"] = []
    for phase in _tables(raw.get("phases")):
        made["phases"].append(_phase(copy.deepcopy(phase), keys_of(made)))
    return {key: value for key, value in made.items() if value or key not in _MAY_GO}


_MAY_GO = {"groups", "boards", "settings", ASIDE}


def without_aside(raw: Mapping[str, Any]) -> Raw:
    """What is meant: the process alone."""
    return {name: value for name, value in raw.items() if name != ASIDE}


def _put_away(value: object) -> Raw:
    """By phase and type, each a card that has the shape of one."""
    made: Raw = {}
    for key, kinds in value.items() if isinstance(value, dict) else ():
        cards = kinds.items() if isinstance(kinds, dict) else ()
        found = {kind: card for kind, card in cards if isinstance(card, dict)}
        for kind, card in found.items():
            card["type"] = kind
            _tidy_card({"card": card})
        made |= {key: found} if found else {}
    return made


def _tables(value: object) -> list[Raw]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _setting(setting: Raw) -> Raw:
    return setting if isinstance(setting.get("key"), str) else {**setting, "key": "felt"}


_LISTS = ("prompts", "continues", "choices")
_OF_TABLES = ("turn", "hand")
_WORDS = (
    "name", "kind", "size", "groups", "helper", "leader_note", "prompt_mode", "guide_from",
    "writes", "whose", "continues_as", "visibility", "reveal", "keeps", "note",
    "open_until",
)  # fmt: skip
_INNER = (
    "name", "key", "phase", "board", "form", "when", "show", "part", "count", "label", "card",
    "setting", "whose",
)  # fmt: skip
_PARTS = ("card", "release", "projector", "mark", "deal", "interview")


def _phase(phase: Raw, taken: list[str]) -> Raw:
    key = phase.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key in taken:
        phase["key"] = slug(str(phase.get("name", "")), taken, "fase")
    _only_texts(phase, _WORDS)
    phase.setdefault("name", "")
    phase.setdefault("kind", "solo")
    phase.setdefault("minutes", "")
    phase["minutes"] = phase["minutes"] if isinstance(phase["minutes"], int | float | str) else ""
    phase |= {name: _texts(phase[name]) for name in _LISTS if name in phase}
    phase |= {name: _tables(phase[name]) for name in _OF_TABLES if name in phase}
    without(phase, *(name for name in _PARTS if not isinstance(phase.get(name, {}), dict)))
    for part in (*phase.get("turn", ()), *phase.get("hand", ())):
        _only_texts(part, _INNER)
    for name in _PARTS:
        _only_texts(phase.get(name, {}), _INNER)
    _tidy_card(phase)
    return phase


def _only_texts(table: Raw, names: tuple[str, ...]) -> None:
    for name in names:
        if name in table and not isinstance(table[name], str):
            del table[name]


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, str) else str(item) for item in items]


def _tidy_card(phase: Raw) -> None:
    card = phase.get("card")
    if card is None:
        return
    if not isinstance(card.get("type"), str):
        card["type"] = ""
    if "fields" in card:
        items = card["fields"] if isinstance(card["fields"], list) else []
        card["fields"] = [item for item in items if _names_a_field(item)]


def _names_a_field(item: object) -> bool:
    return isinstance(item, str) or (isinstance(item, dict) and isinstance(item.get("name"), str))


def without(table: Raw, *names: str) -> None:
    for name in names:
        table.pop(name, None)


def users(raw: Raw, group_set: str) -> Iterator[int]:
    """The phases that use a group set, in order."""
    for index, phase in enumerate(phases_of(raw)):
        if phase.get("groups") == group_set:
            yield index
