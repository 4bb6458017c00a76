"""The smallest pieces of a Word file: runs of text and paragraphs with a style.

What somebody wrote passes `run`, which is the one place that makes XML of text. Letters that are
read from right to left are marked as such, and so is a paragraph that begins with one.
"""

import re
import unicodedata
from html import escape

from facilitator.documents.tree import clean, paragraphs

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_FROM_RIGHT = re.compile(f"[{_RIGHT}]+(?:[^\\w\n]*[\\d]*[^\\w\n]*[{_RIGHT}]+)*")
_KEPT_APART = re.compile("([\n\t])")


def attribute(text: str) -> str:
    """Between double quotes, on one line."""
    return escape(" ".join(clean(text).split()))


def run(text: str, style: str = "") -> str:
    """Text as it was written, with its line breaks. `style` is a style of characters."""
    text = clean(text)
    found, at = [], 0
    for match in _FROM_RIGHT.finditer(text):
        found.append(_run(text[at : match.start()], _looks(style)))
        language = "he-IL" if _HEBREW.match(match[0]) else "ar-SA"
        found.append(_run(match[0], _looks(style, language)))
        at = match.end()
    found.append(_run(text[at:], _looks(style)))
    return "".join(found)


def _looks(style: str, right_to_left: str = "") -> str:
    found = f'<w:rStyle w:val="{style}"/>' if style else ""
    if right_to_left:
        found += f'<w:rtl/><w:lang w:bidi="{right_to_left}"/>'
    return f"<w:rPr>{found}</w:rPr>" if found else ""


def _run(text: str, looks: str) -> str:
    return f"<w:r>{looks}{_held(text)}</w:r>" if text else ""


def _held(text: str) -> str:
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
    pieces = _KEPT_APART.split(text)
    return "".join(
        marks[piece]
        if piece in marks
        else f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in pieces
    )


def paragraph(style: str, runs: str, *, text: str = "", with_next: bool = False) -> str:
    """`text` is what the runs say, and tells from which side the paragraph is read."""
    looks = f'<w:pStyle w:val="{style}"/>'
    if with_next:
        looks += "<w:keepNext/>"
    if begins_right(text):
        looks += "<w:bidi/>"
    return f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>"


def said(style: str, text: str, *, with_next: bool = False) -> str:
    """A paragraph for each part between blank lines; none for nothing."""
    return "".join(
        paragraph(style, run(part), text=part, with_next=with_next)
        for part in paragraphs(text.strip())
    )


def begins_right(text: str) -> bool:
    """As a browser decides it: by the first letter that has a direction."""
    if _FROM_RIGHT.search(text) is None:
        return False
    for letter in text:
        side = unicodedata.bidirectional(letter)
        if side in ("L", "R", "AL"):
            return side != "L"
    return False


def field(code: str, shown: str = "1") -> str:
    """A number that the word processor counts by itself."""
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
