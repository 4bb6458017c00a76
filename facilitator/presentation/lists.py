"""Lists as sheets of rows: one tree for the workbook and for the pages that are printed.

A cell is text, a whole number, a date or nothing. What looks like a formula is text all the same.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from facilitator.presentation.content import Document, Paragraph, Section, Table

Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; text that is longer is broken over lines."""

    heading: str
    width: int = 16
    kind: Literal["text", "number", "date"] = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is unique in its book; `note` a line above the table, such as how it is counted."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook. `title`, `lead` and the rest as in a Document."""

    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    author: str
    filename: str
    landscape: bool = True

    def document(self) -> Document:
        """The same lists for paper: a section and a table for each sheet."""
        return Document(
            name=self.title,
            title=self.title,
            lead=self.lead,
            sections=tuple(_section(number, sheet) for number, sheet in enumerate(self.sheets)),
            author=self.author,
            subject=self.title,
            running=" · ".join((self.title, *self.lead[:1])),
            filename=self.filename,
            landscape=self.landscape,
        )


def _section(number: int, sheet: Sheet) -> Section:
    heads = tuple(column.heading for column in sheet.columns)
    rows = tuple(tuple(_said(cell) for cell in row) for row in sheet.rows)
    note = (Paragraph(sheet.note),) if sheet.note else ()
    return Section(f"liste-{number}", sheet.name, (*note, Table("", heads, rows)))


def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:%d.%m.%Y}" if isinstance(cell, dt.date) else str(cell)
