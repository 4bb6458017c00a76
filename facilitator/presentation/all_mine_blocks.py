"""Rows of «Last ned alt mitt» as blocks of a document: one by one, or as a table of several."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from facilitator.domain.all_mine import AllMine, Entry
from facilitator.domain.festival_forms import form_name
from facilitator.domain.rooms import oslo_day
from facilitator.presentation.all_mine_values import WORDS
from facilitator.presentation.all_mine_words import COLUMNS
from facilitator.presentation.content import Block, Facts, Picture, Subheading, Table
from facilitator.presentation.dates import clock_time, short_date
from facilitator.processes.catalogue import Catalogue

FROM = "Fra"
WIDEST = 5
"""A table with more columns is hard to read on a phone; then each row stands by itself."""

NOT_READ = {
    *"phase_key process_key item width height board key scope slot size id filename".split(),
    *"document_id method_id source_card_id replaces_id card_id from_card_id to_card_id".split(),
}
"""For machines: in alt-mitt.json alone."""


CHOSEN = {"show_name", "no_people", "no_faces"}
"""Where a no is an answer; elsewhere it only says that nothing happened."""


def said(table: str, name: str, value: Any, *, short: bool = False) -> str:
    """A value in words; nothing for what is not filled in or has a block of its own.

    `short`: days and moments as a narrow column has them.
    """
    if (table, name) == ("festival_contribution", "form"):
        return form_name(value)
    known = WORDS.get((table, name))
    if known is not None and isinstance(value, str) and value in known:
        return known[value]
    if isinstance(value, bool):
        return "Ja" if value else ("Nei" if name in CHOSEN else "")
    if isinstance(value, dt.datetime):
        between = " " if short else " klokka "
        return f"{_day(oslo_day(value), short=short)}{between}{clock_time(value)}"
    if isinstance(value, dt.date):
        return _day(value, short=short)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None or isinstance(value, dict) else str(value)


def _day(day: dt.date, *, short: bool) -> str:
    return f"{day:%d.%m.%Y}" if short else f"{short_date(day)} {day.year}"


def where(data: dict[str, Any], *, short: bool = False) -> str:
    """«Samling 8, 15. september 2027, Innsjekk»."""
    if not data.get("gathering"):
        return ""
    parts = [f"Samling {data['gathering']}", _day(data["gathering_date"], short=short)]
    return ", ".join((*parts, *(data[name] for name in ("process", "phase") if data.get(name))))


def rows_of(
    table: str,
    entry: Entry,
    *,
    without: Sequence[str] = (),
    place: bool = True,
    short: bool = False,
) -> tuple[tuple[str, str], ...]:
    """The filled-in fields of one entry, each after what it is called."""
    found = [(FROM, where(entry.data, short=short))] if place else []
    for name, label in COLUMNS[table].items():
        if name not in NOT_READ and name not in without:
            found.append((label, said(table, name, entry.data.get(name), short=short)))
    return tuple((label, text) for label, text in found if text)


def listing(mine: AllMine, table: str, caption: str) -> list[Block]:
    """All entries of a table: as a table where that is readable, else one after the other."""
    entries = mine.of(table)
    rows = [dict(rows_of(table, entry, short=True)) for entry in entries]
    heads = [
        label for label in (FROM, *COLUMNS[table].values()) if any(label in row for row in rows)
    ]
    if not heads:
        return []
    if len(heads) <= WIDEST:
        cells = tuple(tuple(row.get(head, "") for head in heads) for row in rows)
        return [Table(caption, tuple(heads), cells)]
    return [Subheading(caption), *(Facts(tuple(row.items())) for row in rows)]


def changes(mine: AllMine) -> list[Block]:
    """The log of one's oppmøte, a line for each change."""
    rows = []
    for entry in mine.of("attendance_change"):
        data = entry.data
        told = {name: said("attendance_change", name, data[name], short=True) for name in data}
        about = ", ".join(part for part in (where(data, short=True), told["half"]) if part)
        change = f"{told['before'] or '–'} → {told['after'] or '–'}"
        rows.append((about or told["what"], change, told["at"], told["by"], told["taken_back_at"]))
    heads = (FROM, "Endring", "Når", "Av", "Tatt tilbake")
    last = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    cells = tuple(row[:last] for row in rows)
    return [Table("Endringer", heads[:last], cells)] if rows else []


def picture(mine: AllMine, stored: str, alt: str) -> Picture | None:
    """The picture with its name in the ZIP, when it is given along."""
    file = next((file for file in mine.files if file.stored == stored), None)
    return Picture(stored, alt, file.name) if file is not None else None


def strengths(keys: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    names = {strength.key: strength.name for strength in catalogue.strengths}
    return tuple(names.get(key, key) for key in keys)
