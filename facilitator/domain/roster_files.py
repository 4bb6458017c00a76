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
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice

from openpyxl import load_workbook

from facilitator.domain import packed

MOST_BYTES = 2_000_000
MOST_UNFOLDED = 6_000_000
MOST_PARTS = 500
MOST_ROWS = 600
MOST_COLUMNS = 40
MOST_IN_CELL = 300
MOST_LOOKED_AT = 20_000
"""Rows of a sheet that was formatted all the way down, and is empty further on."""
MOST_OF_A_SHEET = 2_000_000
"""Its first bytes. What follows is left in the file: a million empty rows took many seconds."""

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
    content = _looked_through(content)
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


def _looked_through(content: bytes) -> bytes:
    """The same workbook with no more of each sheet than a list may fill.

    Refused by what the parts say that they unfold to, or if one defines words of its own.
    """
    kept = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(kept, "w") as copy:
            parts = packed.parts(archive)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                raise Unreadable(OTHER_SHEET)
            if len(names) < len(parts):
                raise Unreadable(BROKEN)
            if len(parts) > MOST_PARTS or sum(map(_unfolded, parts)) > MOST_UNFOLDED:
                raise Unreadable(TOO_BIG)
            for part in parts:
                copy.writestr(part.filename, _first_of(archive, part))
    except packed.FAULTS as error:
        raise Unreadable(BROKEN) from error
    return kept.getvalue()


def _unfolded(part: zipfile.ZipInfo) -> int:
    return min(part.file_size, MOST_OF_A_SHEET) if _is_sheet(part) else part.file_size


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")


def _first_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """All of a part; of a sheet that goes on and on the rows that it begins with."""
    with archive.open(part) as file:
        read = file.read(_unfolded(part))
    if b"<!DOCTYPE" in read[:2000].upper():
        raise Unreadable(BROKEN)
    if part.file_size <= len(read):
        return read
    starts = deque(re.finditer(rb"<(\w+:)?row\b", read), maxlen=1)
    if not starts:
        raise Unreadable(TOO_BIG)
    prefix = starts[0][1] or b""
    return read[: starts[0].start()] + b"</%bsheetData></%bworksheet>" % (prefix, prefix)


def _sheet(sheet: object) -> Table:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    looked_at = islice(rows, MOST_LOOKED_AT)
    # Rows without a cell are many and quickly passed.
    return _table([] if row.count(None) == len(row) else map(_cell, row) for row in looked_at)


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
