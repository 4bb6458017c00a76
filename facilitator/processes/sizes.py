"""How many are together: «all», «2» or «4-6» in a file, a `Size` in code."""

import re
from dataclasses import dataclass

_SPAN = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Size:
    """The fewest and the most in a group; `max` is None when the whole room is together."""

    min: int
    max: int | None

    @property
    def everyone(self) -> bool:
        return self.max is None


def parse_size(text: str) -> Size:
    """Read a size or a number of cards; ValueError when it says nothing sensible."""
    if text == "all":
        return Size(1, None)
    found = _SPAN.fullmatch(text)
    fewest, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if most < max(fewest, 1):
        raise ValueError(f"«{text}» er ikke et antall")
    return Size(fewest, most)
