"""How many are together: «all», «2» or «4-6» in a file, a `Size` in code."""

from dataclasses import dataclass


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
    low, _, high = text.partition("-")
    size = Size(int(low), int(high or low))
    if size.max is None or size.max < max(size.min, 1):
        raise ValueError(text)
    return size
