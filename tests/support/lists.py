"""What a list says when it is opened: the workbook's cells and the paper's text."""

import io
from typing import Any

import openpyxl
import pypdfium2


def sheets_of(body: bytes) -> dict[str, list[list[Any]]]:
    """Sheet → its rows, as they stand: a formula would be an «=…» of its own type."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    for page in book:
        assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def under_heads(rows: list[list[Any]], first: str) -> tuple[list[Any], list[list[Any]]]:
    """The headings, and the rows below them."""
    at = next(n for n, row in enumerate(rows) if row[0] == first)
    return rows[at], rows[at + 1 :]


def words_of(body: bytes) -> str:
    """The text of a PDF in its order, each run of space as one."""
    with pypdfium2.PdfDocument(body) as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def page_count(body: bytes) -> int:
    with pypdfium2.PdfDocument(body) as paper:
        return len(paper)
