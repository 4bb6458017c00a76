"""The year as a line: samlinger as seats, practice documents as sheets under it, and in words.

Drawn in a viewBox 0 0 350 72: seats on y = 30 from x = 14 to x = 336, sheets on y = 46. A sheet
lies after the samling it came after; several share the space there.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.models import Gathering, PracticeDocument
from facilitator.presentation.dates import MONTHS, short_date

FIRST, LAST = 14.0, 336.0
WIDEST = 14.0
NUMBERS = "ingen én to tre fire fem seks sju åtte ni ti elleve tolv".split()


@dataclass(frozen=True, slots=True)
class SeatMark:
    """A samling: `done`, `now` or `open`; `label` is its month, or empty."""

    x: float
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A practice document: `done` when it is approved."""

    x: float
    width: float
    done: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """The picture, and the same in words. `solid_to` is where the line becomes dotted."""

    seats: tuple[SeatMark, ...]
    sheets: tuple[Sheet, ...]
    solid_to: float
    label: str
    caption: str


def year_view(
    gatherings: Sequence[Gathering], documents: Sequence[PracticeDocument], today: dt.date
) -> YearView | None:
    """None for a kull without samlinger."""
    planned = [gathering for gathering in gatherings if not gathering.cancelled]
    if not planned:
        return None
    places = [_x(n, len(planned)) for n in range(len(planned))]
    held = [gathering for gathering in planned if gathering.date <= today]
    return YearView(
        seats=tuple(
            SeatMark(x, _state(gathering.date, today), _month(n, planned))
            for n, (x, gathering) in enumerate(zip(places, planned, strict=True))
        ),
        sheets=_sheets(planned, places, documents),
        solid_to=places[max(0, len(held) - 1)],
        label=_label(planned, held, documents),
        caption=_caption(planned, held, documents, today),
    )


def _x(index: int, count: int) -> float:
    if count == 1:
        return FIRST
    return round(FIRST + index * (LAST - FIRST) / (count - 1), 1)


def _state(day: dt.date, today: dt.date) -> str:
    if day == today:
        return "now"
    return "done" if day < today else "open"


def _month(index: int, planned: Sequence[Gathering]) -> str:
    """Every other seat and the last one carry a month; there is no room for all."""
    if index % 2 and index != len(planned) - 1:
        return ""
    name = MONTHS[planned[index].date.month - 1]
    return name if len(name) <= 4 else f"{name[: 4 if name == 'september' else 3]}."


def _sheets(
    planned: Sequence[Gathering], places: Sequence[float], documents: Sequence[PracticeDocument]
) -> tuple[Sheet, ...]:
    gap = places[1] - places[0] if len(places) > 1 else LAST - FIRST
    found: list[Sheet] = []
    for n, place in enumerate(places):
        mine = [d for d in documents if _comes_after(d, n, planned)]
        width = round(min(WIDEST, gap / (len(mine) or 1) - 3), 1)
        found += [
            Sheet(round(place + gap * (i + 1) / (len(mine) + 1) - width / 2, 1), width, _ok(d))
            for i, d in enumerate(mine)
        ]
    return tuple(found)


def _comes_after(document: PracticeDocument, index: int, planned: Sequence[Gathering]) -> bool:
    """Whether this samling is the last one before the practice; the first takes earlier ones."""
    if document.date is None:
        return False
    before = [n for n, gathering in enumerate(planned) if gathering.date <= document.date]
    return (before[-1] if before else 0) == index


def _ok(document: PracticeDocument) -> bool:
    return document.status == "godkjent"


def in_words(number: int) -> str:
    """«åtte»; figures above twelve."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def _label(
    planned: Sequence[Gathering],
    held: Sequence[Gathering],
    documents: Sequence[PracticeDocument],
) -> str:
    first, last = planned[0].date, planned[-1].date
    approved = sum(map(_ok, documents))
    return (
        f"Tidslinje fra {MONTHS[first.month - 1]} til {MONTHS[last.month - 1]}. "
        f"{in_words(len(held)).capitalize()} av {in_words(len(planned))} samlinger har vært, "
        f"{_count(approved, 'praksisdokument', 'er')} er godkjent."
    )


def _caption(
    planned: Sequence[Gathering],
    held: Sequence[Gathering],
    documents: Sequence[PracticeDocument],
    today: dt.date,
) -> str:
    made = _count(len(documents), "praksisdokument", "er")
    text = f"{_count(len(held), 'samling', 'er').capitalize()} og {made}."
    coming = next((g for g in planned if g.date > today), None)
    if coming is None:
        return text
    name = "Festivalen" if coming.is_festival else "Neste samling"
    return f"{text} {name} er {short_date(coming.date)}."


def _count(number: int, word: str, ending: str) -> str:
    one = "ett" if word.endswith("dokument") else "én"
    return f"{one if number == 1 else in_words(number)} {word}{ending if number != 1 else ''}"
