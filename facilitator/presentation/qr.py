"""QR codes as one SVG path, which needs no style attribute and follows the page's colours."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class QrView:
    """`size` modules a side, `path` the dark ones, `text` what a reader gets."""

    size: int
    path: str
    text: str


def qr(text: str) -> QrView:
    """Medium error correction: readable also when somebody's head is in the way."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    path = "".join(run for y, row in enumerate(rows) for run in _runs(y, row))
    return QrView(len(rows), path, text)


def _runs(y: int, row: list[int]) -> list[str]:
    """The dark stretches of a row, each as one rectangle."""
    found, x = [], 0
    while x < len(row):
        length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
        if length:
            found.append(f"M{x} {y}h{length}v1h-{length}z")
        x += max(length, 1)
    return found
