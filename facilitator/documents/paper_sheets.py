"""Sheets for the printer: a card with a code for each, and a list to tick on.

The codes are keys. What is made here is given to who asked, and kept and logged by nobody.
"""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from facilitator.documents import letters, typesetting
from facilitator.presentation.qr import QrView
from facilitator.presentation.sheets import (
    CARD_HOW,
    CARD_OWN,
    LIST_EMPTY,
    LIST_FOOT,
    LIST_OFF,
    AttendanceSheet,
    CodeView,
)

CODES, LIST = "qr_sheet.typ", "attendance_sheet.typ"
QUIET = 4
"""Modules of white that a reader needs around a code."""
INK = "#0d272a"
NOWHERE = Path(__file__).parent
"""Neither has a picture, so no folder is opened to the typesetter."""


def qr_cards(
    codes: Sequence[CodeView], *, programme: str, organiser: str, made: dt.datetime
) -> bytes:
    """Heavy: call it by RUN_IN_THREAD."""
    data = {
        "title": f"QR-ark, {programme}",
        "author": organiser,
        "programme": programme,
        "alt": "QR-kode til",
        "how": CARD_HOW,
        "own": CARD_OWN,
        "cards": [
            {"name": each.name, "address": _lines(each.address), "qr": _svg(each.code)}
            for each in codes
        ],
    }
    return _set(CODES, data, made)


def _lines(address: str) -> list[str]:
    """Whose place it is, and the way in below it."""
    root, slash, way = address.partition("/lenke/")
    return [root, slash + way] if slash else [address]


def _svg(code: QrView) -> str:
    side = code.size + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET} -{QUIET} {side} {side}">'
        f'<path d="{code.path}" fill="{INK}"/></svg>'
    )


def attendance(view: AttendanceSheet, *, organiser: str, made: dt.datetime) -> bytes:
    """Heavy: call it by RUN_IN_THREAD."""
    when = f"{view.date[:1].upper()}{view.date[1:]}"
    data = {
        "name": f"Oppmøteark, {view.title}, {view.cohort}",
        "author": organiser,
        "cohort": view.cohort,
        "title": view.title,
        "when": " · ".join(part for part in (when, view.place) if part),
        "theme": view.theme,
        "cancelled": LIST_OFF if view.cancelled else "",
        "heading": "Navn",
        "halves": list(view.halves),
        "names": list(view.names),
        "foot": LIST_FOOT,
        "empty": LIST_EMPTY,
    }
    return _set(LIST, data, made)


def _set(template: str, data: dict[str, Any], made: dt.datetime) -> bytes:
    """A sign that no font has is a square: whose card it is can be seen all the same."""
    try:
        return typesetting.pdf(template, data, made=made, root=NOWHERE)
    except typesetting.NoGlyphs:
        absent = letters.missing(json.dumps(data, ensure_ascii=False))
        return typesetting.pdf(template, letters.replaced(data, absent), made=made, root=NOWHERE)
