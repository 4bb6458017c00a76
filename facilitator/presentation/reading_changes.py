"""What is new in a text since it was handed in last, word by word. Pure."""

import difflib
import re
from dataclasses import dataclass

SAME, NEW, GONE = "same", "new", "gone"
MOST_WORDS = 4_000
"""Of longer texts whole paragraphs are compared: finding each word would take too long."""

_WORDS = re.compile(r"\s+|\S+")
_PARAGRAPHS = re.compile(r"\n+|[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: it stands in both, only in the new one, or only in the old one."""

    kind: str
    text: str


def changes(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with what is gone in its place. Empty when nothing is changed."""
    if old.strip() == new.strip():
        return ()
    few = len(old.split()) + len(new.split()) <= MOST_WORDS
    split = _WORDS if few else _PARAGRAPHS
    before, after = split.findall(old), split.findall(new)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=not few)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(after[c:d])))
            continue
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        pieces += [Piece(GONE, gone)] if gone.strip() else []
        pieces += [Piece(NEW, come)] if come.strip() else [Piece(SAME, come)] if come else []
    return tuple(pieces)
