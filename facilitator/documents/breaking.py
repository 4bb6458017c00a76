"""Where a word that is too long for its line may be broken, and how wide a table's columns are.

Pure. A break mark is a sign that nobody sees; the template makes an empty space of it, so that
it is in no text that is copied out of the file. A word of letters is broken at its syllables, an
address after its signs.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pyphen import Pyphen

MARK = "\u200b"
HYPHEN = "\u00ad"
SIZES = (9.6, 8.4, 7.2)
"""Points. A table is set in the first that its words have room in."""
GUTTER = 7.0
LETTER = 0.57
"""How wide a letter is on the average and a little more, in sizes of the type."""
SHORTEST, WIDEST = 4, 60
BOLD = 1.12
NARROW = 12
"""Letters. A column that has no more room breaks words at every letter."""
_WORD = re.compile(r"\S+")
_AFTER_SIGN = re.compile(r"(?<=[/@._?&=-])(?=[^/@._?&=-])")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """`widths` are shares of the line, `rooms` the letters that surely fit in each."""

    size: float
    widths: tuple[float, ...]
    rooms: tuple[int, ...]


def broken(text: str, room: int) -> str:
    """The text with a mark wherever a word longer than `room` letters may be broken."""
    return _WORD.sub(lambda found: _pieces(found[0], room), text)


def columns(rows: Sequence[Sequence[str]], line: float) -> Columns:
    """Of rows that are all as long; the first is the heading. `line` is in points."""
    needs = [_need(column) for column in zip(*rows, strict=True)]
    size = _size(needs, line)
    letters = _room(size, len(needs), line)
    shares = _shares(needs, max(letters, 1.0))
    between = GUTTER / (size * LETTER)
    widths = tuple(share + between for share in shares)
    return Columns(size, widths, tuple(max(1, int(share)) for share in shares))


@dataclass(frozen=True, slots=True)
class _Need:
    """Letters: of a column's longest word, of a line as most of its cells have, of the longest."""

    word: float
    usual: float
    line: float


def _size(needs: Sequence[_Need], line: float) -> float:
    """Somewhat smaller where most rows then are one line each; small only for the words' sake."""
    for size in SIZES[:2]:
        if sum(need.usual for need in needs) <= _room(size, len(needs), line):
            return size
    fitting = (
        size for size in SIZES if sum(need.word for need in needs) <= _room(size, len(needs), line)
    )
    return next(fitting, SIZES[-1])


def _room(size: float, count: int, line: float) -> float:
    """How many of them all columns have room for together."""
    return (line - GUTTER * count) / (size * LETTER)


def _need(column: Sequence[str]) -> _Need:
    """The heading is bold, and may take several lines."""
    head, *cells = column
    words = [BOLD * len(word) for word in head.split()]
    words += [len(word) for text in cells for word in text.split()]
    lines = sorted(len(line) for text in cells for line in text.split("\n"))
    word = min(max([SHORTEST, *words]), 16)
    usual = lines[len(lines) * 4 // 5] if lines else 0
    longest = max([*(BOLD * len(line) for line in head.split("\n")), *lines[-1:]])
    return _Need(word, max(word, min(usual, WIDEST)), max(word, min(longest, WIDEST)))


def _shares(needs: Sequence[_Need], letters: float) -> tuple[float, ...]:
    """What all words need first, then what most lines need, then the rest."""
    steps = list(zip(*((need.word, need.usual, need.line) for need in needs), strict=True))
    if sum(steps[0]) >= letters:
        return tuple(letters * low / sum(steps[0]) for low in steps[0])
    for lows, highs in pairwise(steps):
        if sum(highs) > letters:
            part = (letters - sum(lows)) / (sum(highs) - sum(lows))
            return tuple(low + (high - low) * part for low, high in zip(lows, highs, strict=True))
    return tuple(letters * high / sum(steps[-1]) for high in steps[-1])


def _pieces(word: str, room: int) -> str:
    if len(word) <= room:
        return word
    if _LETTERS.fullmatch(word) and len(word) <= WIDEST:
        parts = _dictionary().inserted(word, HYPHEN).split(HYPHEN)
        return HYPHEN.join(_anywhere(part, room) if len(part) >= room else part for part in parts)
    parts = _AFTER_SIGN.split(word)
    return MARK.join(_anywhere(part, room) if len(part) > room else part for part in parts)


def _anywhere(word: str, room: int) -> str:
    """Between signs that stand alone; never before a mark that belongs to a letter."""
    step = 1 if room < NARROW else 3
    return "".join(
        f"{MARK}{sign}" if at and not at % step and _alone(word[at - 1 : at + 1]) else sign
        for at, sign in enumerate(word)
    )


def _alone(signs: str) -> bool:
    return all(unicodedata.category(sign)[0] in "LNPS" for sign in signs) and signs.isprintable()


@lru_cache(1)
def _dictionary() -> Pyphen:
    return Pyphen(lang="nb_NO", left=3, right=3)
