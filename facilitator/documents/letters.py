"""Which letters the fonts can show, asked of the typesetter itself.

The fonts that come with the app hold Latin, Greek, Cyrillic, Arabic and emoji, and the machine's
own are asked for the rest. A letter that none of them has is a square on paper, and a line at the
end of the document says so: one sign must not stop a document, nor be left out without a word.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from facilitator.documents import typesetting

SQUARE = "\u25a1"
EXPLANATION = (
    f"{SQUARE} står i stedet for et tegn som ikke kunne settes her. "
    "I de andre formatene står det som det ble skrevet."
)
TEMPLATE = "letters.typ"
_AT_ALL_TIMES = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_PLAIN = {chr(number) for number in (*range(0x20, 0x7F), *range(0xA0, 0x17F))} | {"\n", SQUARE}
_known: set[str] = set(_PLAIN)
_missing: set[str] = set()


def stopping(text: str) -> Iterator[frozenset[str]]:
    """Letters to take out, more each time: those that no font has; then marks as well, which may
    stand on letters that they do not fit; then all but plain ones, with which any text is set."""
    absent = missing(text)
    yield absent
    yield absent | {letter for letter in text if unicodedata.category(letter)[0] == "M"}
    yield frozenset(set(text) - _PLAIN)


def missing(text: str) -> frozenset[str]:
    """Those letters of the text that no font has. What was found is remembered."""
    used = set(text)
    asked = sorted(used - _known - _missing)
    absent = set(_without(asked))
    _missing.update(absent)
    _known.update(set(asked) - absent)
    return frozenset(used & _missing)


def _without(letters: list[str]) -> Iterable[str]:
    """Halved until each is found: most texts have none, and are asked about once."""
    if not letters or _can_show(letters):
        return []
    if len(letters) == 1:
        return letters
    half = len(letters) // 2
    return [*_without(letters[:half]), *_without(letters[half:])]


def _can_show(letters: list[str]) -> bool:
    """A mark that stands on a letter is asked about on one."""
    words = [f"a{one}" if unicodedata.category(one)[0] == "M" else one for one in letters]
    try:
        typesetting.pdf(TEMPLATE, {"words": words}, made=_AT_ALL_TIMES, root=Path())
    except typesetting.NoGlyphs:
        return False
    return True


def replaced(value: Any, absent: frozenset[str]) -> Any:
    """The same data with a square for each of them."""
    return _replaced(value, _table(absent))


@lru_cache(32)
def _table(absent: frozenset[str]) -> Mapping[int, str]:
    return {ord(letter): SQUARE for letter in absent}


def _replaced(value: Any, table: Mapping[int, str]) -> Any:
    match value:
        case str():
            return value.translate(table)
        case list():
            return [_replaced(each, table) for each in value]
        case dict():
            return {key: _replaced(each, table) for key, each in value.items()}
    return value
