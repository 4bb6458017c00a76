"""A list of people out of a file as people make them: rows of text, whatever it was saved as.

Pure: bytes in, text out. Formulas are never worked out, nothing is fetched, and a file that
would unfold into more than a list of people is refused before it is unfolded. Takes a while, so
it is called beside the loop that everybody shares.
"""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from openpyxl import load_workbook

from facilitator.domain import packed

MOST_BYTES = 2_000_000
MOST_UNFOLDED = 20_000_000
MOST_PARTS = 500
MOST_ROWS = 600
MOST_COLUMNS = 40
MOST_IN_CELL = 300
MOST_LOOKED_AT = 20_000
"""Rows of a sheet that was formatted all the way down, and is empty further on."""

TOO_BIG = "Fila er for stor til å være en deltakerliste. Den kan være 2 MB."
TOO_MANY = f"Her er det flere enn {MOST_ROWS} rader. Del lista i flere filer."
EMPTY = "Fila er tom."
OLD_EXCEL = (
    "Dette er en eldre Excel-fil, eller en med passord. "
    "Lagre den som .xlsx uten passord, og prøv igjen."
)
OTHER_SHEET = "Lagre lista som .xlsx eller .csv, og prøv igjen."
BROKEN = "Fila lar seg ikke åpne. Lagre den på nytt som .xlsx eller .csv, og prøv igjen."
NOT_A_LIST = "Dette ser ikke ut som en liste. Bruk en fil som er lagret som .xlsx eller .csv."

Table = list[list[str]]


class Unreadable(Exception):
    """The file cannot be used; the text says in bokmål what to do."""


def read(content: bytes) -> list[Table]:
    """The sheets of a workbook that hold anything, or the one list of a text file."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    if not content.strip():
        raise Unreadable(EMPTY)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    tables = _sheets(content) if content.startswith(b"PK") else [_listed(_text(content))]
    found = [table for table in tables if table]
    if not found:
        raise Unreadable(EMPTY)
    return found


# --- workbooks ------------------------------------------------------------------------------


def _sheets(content: bytes) -> list[Table]:
    _look_inside(content)
    try:
        with warnings.catch_warnings():
            # About styles and validations that we have no use for.
            warnings.simplefilter("ignore")
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                return [_sheet(sheet) for sheet in islice(shown, 20)]
            finally:
                book.close()
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken workbook makes the reader stumble over
        raise Unreadable(BROKEN) from error


def _look_inside(content: bytes) -> None:
    """What the parts say that they unfold to, and that none of them defines words of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = packed.parts(archive)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                raise Unreadable(OTHER_SHEET)
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNFOLDED:
                raise Unreadable(TOO_BIG)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(2000).upper():
                            raise Unreadable(BROKEN)
    except packed.FAULTS as error:
        raise Unreadable(BROKEN) from error


def _sheet(sheet: object) -> Table:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    return _table([_cell(value) for value in row] for row in islice(rows, MOST_LOOKED_AT))


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


# --- text -----------------------------------------------------------------------------------


def _text(content: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if content[1:40:2].count(0) > 10:
        return content.decode("utf-16-le", "replace")
    if content[0:40:2].count(0) > 10:
        return content.decode("utf-16-be", "replace")
    if b"\x00" in content:
        raise Unreadable(NOT_A_LIST)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # As Excel and older programs save it in Norway.
        return content.decode("cp1252", "replace")


def _listed(text: str) -> Table:
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    head, _, rest = text.partition("\n")
    told = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", head)
    if told:
        return _table(_split(rest, told[1]))
    return _table(_split(text, _separator(text)))


def _separator(text: str) -> str:
    """The one that most of the first lines are cut by alike."""

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(
            len(row) for row in islice(_split(text, separator), 30) if any(c.strip() for c in row)
        )
        cut = {width: lines for width, lines in widths.items() if width > 1}
        if not cut:
            return (0, 0)
        width, lines = max(cut.items(), key=lambda pair: (pair[1], pair[0]))
        return (lines, width)

    return max(";\t,", key=agreement)


def _split(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise Unreadable(NOT_A_LIST) from error


# --- both -----------------------------------------------------------------------------------


def _table(rows: Iterable[Iterable[str]]) -> Table:
    """The rows tidied, without empty ones at the end and empty columns at the right.

    Empty rows between others stay, so that a row has the number it has in the file.
    """
    table: Table = []
    last = filled = 0
    for row in rows:
        cells = [tidy(cell) for cell in islice(row, MOST_COLUMNS)]
        table.append(cells)
        if any(cells):
            last, filled = len(table), filled + 1
        if filled > MOST_ROWS + 20:
            raise Unreadable(TOO_MANY)
    del table[last:]
    width = max((_width(row) for row in table), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in table]


def _width(row: list[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell), default=0)


def tidy(cell: str) -> str:
    """One line without what cannot be seen."""
    seen = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff\u00a0]+", " ", cell)
    return " ".join(seen.split())[:MOST_IN_CELL]
