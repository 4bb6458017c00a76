"""Drawings for documents, as SVG: the room's map of strengths, and how answers fell.

Pure: a view in, a drawing out. As wide as the text of a page, on white whatever is around it, in
the app's own colours, which keep their contrast in grey. What a drawing shows stands beside it as
text too.
"""

import re
import textwrap
from collections.abc import Sequence
from html import escape

from facilitator.presentation.board_bars import OptionView
from facilitator.presentation.strengths import MapGroup, MapStrength, MapView, Pebble

WIDTH = 680
INK, INK_2, LINE, PAPER = "#0d272a", "#364c4f", "#d4d6cf", "#ffffff"
FONT = "Inter, 'Inter Variable', Arial, sans-serif"
SIZE = 14
HUES = {
    "visdom": "#6c6f2c",
    "mot": "#965837",
    "medmenneskelighet": "#975266",
    "rettferd": "#3e7a4c",
    "matehold": "#007a80",
    "transcendens": "#3f6da0",
}
"""As in the tokens of the light theme; a group of another kind is drawn in ink."""
MARKS = {
    "visdom": "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zm0 3.2a6.3 6.3 0 1 1 0 12.6 6.3 6.3 0"
    " 0 1 0-12.6zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "mot": "M12 3.4c.6 0 1.1.3 1.4.8l8.3 14.2c.6 1-.2 2.3-1.4 2.3H3.7c-1.2 0-2-1.3-1.4-2.3L10.6"
    " 4.2c.3-.5.8-.8 1.4-.8z",
    "medmenneskelighet": "M8.5 5a7 7 0 1 0 3.5 13.06A7 7 0 1 0 12 5.94 7 7 0 0 0 8.5 5zM12 8.1a5.4"
    " 5.4 0 0 1 0 7.8 5.4 5.4 0 0 1 0-7.8z",
    "rettferd": "M10.7 3v18A9 9 0 0 1 10.7 3zM13.3 3v18a9 9 0 0 0 0-18z",
    "matehold": "M12 2.2c3.2 4 6.8 8 6.8 12.2A6.8 6.8 0 0 1 5.2 14.4C5.2 10.2 8.8 6.2 12 2.2z",
    "transcendens": "M5.5 18.5a6.5 6.5 0 0 1 13 0zM12 3.2c-5.9 0-10.7 4.8-10.7 10.7v.6h2.9v-.6a7.8"
    " 7.8 0 0 1 15.6 0v.6h2.9v-.6C22.7 8 17.9 3.2 12 3.2z",
}
"""The marks of the groups, in a square of 24."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

COLUMNS, GAP = 3, 26
COLUMN = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS
LETTERS = 25
"""So many letters of a strength's name stand on a line of a column."""
PER_ROW, PEBBLE = 12, 0.74
HEAD, TEXT_LINE = 56, 19

DOT, DOTS_LEFT, LABEL_LETTERS = 20, 92, 76
DOTS_PER_ROW = (WIDTH - DOTS_LEFT) // DOT


def strength_map(view: MapView) -> str:
    """The groups in rows of three, each strength with a pebble for every card given."""
    parts: list[str] = []
    top = 4.0
    for start in range(0, len(view.groups), COLUMNS):
        row = view.groups[start : start + COLUMNS]
        for column, group in enumerate(row):
            parts += _group(group, column * (COLUMN + GAP), top)
        top += max(_height(group) for group in row) + 22
    return _drawing(parts, top - 18)


def _group(group: MapGroup, left: float, top: float) -> list[str]:
    hue = HUES.get(group.hue, INK)
    parts = []
    heading = left
    if mark := MARKS.get(group.hue):
        at = f"translate({left:g} {top:g})"
        parts.append(f'<path d="{mark}" fill="{hue}" fill-rule="evenodd" transform="{at}"/>')
        heading += 32
    parts.append(_text(group.short, heading, top + 18, bold=True))
    parts.append(
        f'<path d="M{left:g} {top + 33:g}h{COLUMN:g}" stroke="{hue}" stroke-width="2" fill="none"/>'
    )
    y = top + HEAD
    for strength in group.strengths:
        for line in _lines(strength.name, LETTERS):
            parts.append(_text(line, left, y))
            y += TEXT_LINE
        parts += [_pebble(pebble, n, left, y - 13, hue) for n, pebble in enumerate(strength.line)]
        y += _pebbles_height(strength)
    return parts


def _height(group: MapGroup) -> float:
    lines = sum(len(_lines(strength.name, LETTERS)) for strength in group.strengths)
    return HEAD - SIZE + lines * TEXT_LINE + sum(map(_pebbles_height, group.strengths))


def _pebbles_height(strength: MapStrength) -> float:
    rows = -(-strength.count // PER_ROW)
    return rows * 22 * PEBBLE + 8


def _pebble(pebble: Pebble, number: int, left: float, top: float, hue: str) -> str:
    x = left + (12 + 22 * (number % PER_ROW)) * PEBBLE - 1
    y = top + (11 + 22 * (number // PER_ROW)) * PEBBLE
    rx, ry = pebble.rx * PEBBLE, pebble.ry * PEBBLE
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{hue}"'
        f' transform="rotate({pebble.turn} {x:.1f} {y:.1f})"/>'
    )


def distribution(options: Sequence[OptionView]) -> str:
    """One dot for each answer, in a row for each time that was asked."""
    parts: list[str] = []
    y = 2.0
    for option in options:
        parts.append(f'<path d="M0 {y:g}h{WIDTH}" stroke="{LINE}" stroke-width="1" fill="none"/>')
        y += 22
        for line in _lines(option.label, LABEL_LETTERS):
            parts.append(_text(line, 0, y, bold=True))
            y += TEXT_LINE
        y += 6
        for bar in option.bars:
            parts.append(_text(bar.word, 0, y + 1, colour=INK_2))
            parts.append(_text(str(bar.count), 76, y + 1, bold=True, end=True))
            parts += [_dot(n, y, filled=bar.filled) for n in range(bar.count)]
            y += DOT * max(1, -(-bar.count // DOTS_PER_ROW)) + 5
    return _drawing(parts, y - 6)


def _dot(number: int, top: float, *, filled: bool) -> str:
    x = DOTS_LEFT + DOT * (number % DOTS_PER_ROW) + DOT / 2
    y = top - 4 + DOT * (number // DOTS_PER_ROW)
    look = f'fill="{INK}"' if filled else f'fill="none" stroke="{INK_2}" stroke-width="1.6"'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{7.5 if filled else 6.8}" {look}/>'


def _drawing(parts: Sequence[str], height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' width="{WIDTH}" height="{height:.0f}" font-family="{FONT}" font-size="{SIZE}">'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def _text(
    words: str, x: float, y: float, *, bold: bool = False, end: bool = False, colour: str = INK
) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    said = escape(_NOT_XML.sub("", words))
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}"{weight}{anchor}>{said}</text>' if said else ""
    )


def _lines(words: str, letters: int) -> list[str]:
    """Broken where it is too long for its place, also a word that is."""
    return textwrap.wrap(words, letters) or [""]
