"""Where a long word may be broken: at the joint of a compound, «Planleggings-dagen».

Titles stand large on the projector, and a word of more than eleven letters can be wider
than its card. The dictionary knows syllables, not joints; the joint is the break after a
binding s, or else the one nearest the middle.
"""

import re
from functools import cache

from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
LONGEST_WHOLE = 11
_LONG_WORD = re.compile(rf"(?<![\w-])[a-zA-ZæøåÆØÅ]{{{LONGEST_WHOLE + 1},}}(?![\w-])")
_FIRST_PART, _LAST_PART = 4, 4


def soft_hyphens(text: str) -> str:
    """The text with one soft hyphen in each long word of letters; addresses stay as they are."""
    return _LONG_WORD.sub(lambda match: _broken(match[0]), text)


def bound_dots(text: str) -> str:
    """The same text; «Jeg så …» never leaves its dots to begin the next line."""
    return text.replace(" …", "\u00a0…")


@cache
def _dictionary() -> Pyphen:
    return Pyphen(lang="nb_NO")


@cache
def _broken(word: str) -> str:
    joint = _joint(word)
    return word if joint is None else word[:joint] + SOFT_HYPHEN + word[joint:]


def _joint(word: str) -> int | None:
    breaks = [
        int(at)
        for at in _dictionary().positions(word.lower())
        if _FIRST_PART <= at <= len(word) - _LAST_PART
    ]
    bound = [at for at in breaks if word[at - 1] == "s" and word[at - 2] not in "aeiouyæøås"]
    middle = len(word) / 2
    return min(bound or breaks, key=lambda at: (abs(at - middle), -at), default=None)
