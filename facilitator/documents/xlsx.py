"""Lists as a workbook. What somebody wrote is text in its cell, never a formula or a link.

The headings of a sheet stay in sight and are repeated on each page, can be filtered by, and are
named so that screen readers say them. Pure but for CPU: call it by RUN_IN_THREAD.
"""

import datetime as dt
import io
import re
import textwrap
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from facilitator.documents.tree import clean
from facilitator.presentation.content import LANGUAGE
from facilitator.presentation.lists import Book, Cell, Column, Sheet

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CELL = 32_767
"""More than this in a cell, and Excel says that the file is broken. A sheet's name has 31."""
NAME = 31
LINES, WIDEST = 24, 110
"""A row can be no higher than some 25 lines: a column with longer texts is made wider."""
DATE, ARROW, MORE = 12, 3, 4
"""What a date takes, the arrow of a filter beside its heading, and what a column may grow by."""
FIRST_STAYS = 36
"""A first column this narrow, such as names, stays in sight beside the others."""

TITLE, LEAD, HEADER = 100, 150, 255
"""The two lines at the head of a page, and all that Excel takes there. An & is two."""
INK, SOFT, HAIRLINE = "#0D272A", "#364C4F", "#D4D6CF"
LINE, HIGHEST = 13, 409
"""Points. Excel makes a row as high as its text, others do so only when they are told how high."""

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]+")
_TAKEN_BY_EXCEL = ("history", "historikk", "logg")


def render(book: Book, made: dt.datetime) -> bytes:
    """The file's bytes; the same for the same book."""
    stream = io.BytesIO()
    paper = xlsxwriter.Workbook(stream, _options())
    paper.set_properties(
        {
            "title": clean(book.title),
            "author": clean(book.author),
            "subject": clean(" · ".join(book.lead)),
            "created": made.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    looks = _looks(paper)
    sheets = book.sheets or (Sheet(book.title, (), ()),)
    for sheet, name in zip(sheets, names(each.name for each in sheets), strict=True):
        page = paper.add_worksheet(name)
        _print_set_up(page, book)
        _fill(paper, page, name, sheet, looks)
    paper.close()
    return _with_language(stream.getvalue())


def names(wanted: Iterable[str]) -> list[str]:
    """As Excel allows them: short, without its own signs (nor a straight ', which quotes a name
    in a formula), and no two alike."""
    found: list[str] = []
    taken = set(_TAKEN_BY_EXCEL)
    for text in wanted:
        plain = on_one_line(_NOT_IN_A_NAME.sub(" ", text).replace("'", "’")) or "Ark"
        name, number = shortened(plain, NAME), 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = shortened(plain, NAME - len(ending)) + ending
        taken.add(name.casefold())
        found.append(name)
    return found


def on_one_line(text: str) -> str:
    return " ".join(clean(text).split())


def shortened(text: str, units: int) -> str:
    """No longer than Excel counts it: in UTF-16, where most emoji are two."""
    if _units(text) <= units:
        return text
    kept = text[: units - 1]
    while _units(kept) > units - 1:
        kept = kept[: -max(1, (_units(kept) - units) // 2)]
    return f"{kept}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _options() -> dict[str, Any]:
    """New ones each time: the library writes in them."""
    return {
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }


def _looks(paper: Any) -> dict[str, Any]:
    row = {"valign": "top", "bottom": 1, "bottom_color": HAIRLINE}
    number = {"align": "right", "indent": 1}
    head = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": INK}
    return {
        "text": paper.add_format(row | {"text_wrap": True}),
        "number": paper.add_format(row | number | {"num_format": "0"}),
        "date": paper.add_format(row | {"align": "left", "num_format": "dd.mm.yyyy"}),
        "head": paper.add_format(head),
        "head number": paper.add_format(head | number),
        "note": paper.add_format({"font_color": SOFT}),
    }


def _print_set_up(page: Any, book: Book) -> None:
    page.set_paper(9)  # A4
    if book.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    title, lead = _running(book.title, TITLE), _running(" · ".join(book.lead), LEAD)
    both = f"&L{title}\n{lead}"
    same_size = {"scale_with_doc": False}
    page.set_header(both if len(both) <= HEADER else f"&L{title}", same_size)
    page.set_footer("&L&A&RSide &P av &N", same_size)


def _running(line: str, letters: int) -> str:
    return shortened(on_one_line(line), letters).replace("&", "&&")


def _fill(paper: Any, page: Any, name: str, sheet: Sheet, looks: dict[str, Any]) -> None:
    """The headings are the first row, or the second below the note."""
    top = 0
    if sheet.note:
        page.write_string(0, 0, shortened(on_one_line(sheet.note), CELL), looks["note"])
        top = 1
    if not sheet.columns:
        return
    widths = [_width(each, at, sheet.rows) for at, each in enumerate(sheet.columns)]
    _heads(page, sheet, top, widths, looks)
    last = top + len(sheet.rows)
    page.autofilter(top, 0, last, len(sheet.columns) - 1)
    page.freeze_panes(top + 1, 1 if widths[0] <= FIRST_STAYS else 0)
    page.repeat_rows(top)
    paper.define_name(f"'{name}'!ColumnTitle", f"='{name}'!$A${top + 1}")
    for at, row in enumerate(sheet.rows, top + 1):
        _height(page, at, row, widths)
        for column, cell in enumerate(row):
            _cell(page, at, column, cell, looks)


def _heads(
    page: Any, sheet: Sheet, top: int, widths: Sequence[float], looks: dict[str, Any]
) -> None:
    _height(page, top, [column.heading for column in sheet.columns], widths)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, widths[at])
        look = looks["head number" if column.kind == "number" else "head"]
        page.write_string(top, at, shortened(clean(column.heading).strip(), CELL), look)


def _width(column: Column, at: int, rows: Iterable[Sequence[Cell]]) -> float:
    """Narrower than was asked for where there is less to show, so that print is larger; a little
    wider where that saves a second line."""
    texts = [text for row in rows if isinstance(text := row[at], str)]
    line = max((len(line) for text in texts for line in text.split("\n")), default=0)
    shown = line + 2 if line <= column.width + MORE else column.width
    shortest = DATE if column.kind == "date" else 0
    wanted = max(shown, min(column.width, len(column.heading) + ARROW), shortest)
    return min(WIDEST, max(wanted, max(map(len, texts), default=0) / LINES))


def _height(page: Any, at: int, cells: Iterable[Cell], widths: Sequence[float]) -> None:
    lines = max((_lines(cell, width) for cell, width in zip(cells, widths, strict=True)), default=1)
    if lines > 1:
        page.set_row(at, min(HIGHEST, lines * LINE + 2))


def _lines(cell: Cell, width: float) -> int:
    """How many lines a text takes, rather one too many. East Asian letters and emoji are wide."""
    if not isinstance(cell, str) or (len(cell) < width / 2 and "\n" not in cell):
        return 1
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in cell)
    room = max(4, int(width * len(cell) / (len(cell) + wide)))
    return sum(len(textwrap.wrap(line, room)) or 1 for line in clean(cell).split("\n"))


def _cell(page: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    """By its own kind: a number in a column of texts is a number all the same."""
    match cell:
        case None | "":
            page.write_blank(row, column, None, looks["text"])
        case str():
            page.write_string(row, column, shortened(clean(cell), CELL), looks["text"])
        case int():
            page.write_number(row, column, cell, looks["number"])
        case dt.date():
            page.write_datetime(row, column, cell, looks["date"])


def _with_language(raw: bytes) -> bytes:
    """The library has no property for it, and a screen reader should not have to guess."""
    stream = io.BytesIO()
    mark = b"<dc:creator>"
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "docProps/core.xml":
                said = f"<dc:language>{LANGUAGE}</dc:language>".encode()
                body = body.replace(mark, said + mark, 1)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, body)
    return stream.getvalue()
