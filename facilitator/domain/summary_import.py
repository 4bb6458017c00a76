"""A summary that was written elsewhere: a DOCX, or text that is pasted. Nothing is kept here.

What is in the file decides, not what it is called. It is opened as an archive with bounds, so
that a small file cannot unfold into gigabytes.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import islice

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError, PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from facilitator.domain import packed
from facilitator.domain.summaries import SUMMARY_LIMIT, TITLE_LIMIT
from facilitator.domain.writing import refuse_national_ids, too_long
from facilitator.errors import Invalid
from facilitator.text import tidy

FILE = "file"
MOST_BYTES = 8_000_000
MOST_FILES = 2_000
MOST_UNFOLDED = 60_000_000
MOST_XML = 20_000_000
BODY = "word/document.xml"
MOST_PIECES = 5_000
"""Paragraphs, cells and rows: many times what a text within the limit can need."""
_PIECES = (qn("w:p"), qn("w:tc"), qn("w:tr"))

NOT_WORD = "Dette er ikke et Word-dokument (.docx). Lagre det som .docx, eller lim inn teksten."
OLD_WORD = "Dette er et eldre Word-format (.doc). Lagre det som .docx, eller lim inn teksten."
NO_WORDS = "Vi fant ingen tekst i dokumentet. Lim heller inn teksten."
TOO_HEAVY = "Dokumentet er for stort. Lagre det uten bilder, eller lim inn teksten."
DAMAGED = "Vi klarte ikke å lese dokumentet. Åpne og lagre det på nytt, eller lim inn teksten."
NOTHING = "Velg et dokument, eller lim inn teksten."

_OLD = b"\xd0\xcf\x11\xe0"
_MANY_BREAKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """What the file or the paste says: `title` is empty when it has none of its own."""

    title: str
    text: str


def read_docx(raw: bytes) -> Found:
    """Paragraphs and headings in the order of the document. Raises Invalid."""
    _judge(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        found = _words(document)
    except (
        *packed.FAULTS, OpcError, PackageNotFoundError, SyntaxError, KeyError, AttributeError,
    ) as error:  # fmt: skip
        raise Invalid({FILE: DAMAGED}) from error
    return _checked(found, FILE, NO_WORDS)


def read_pasted(text: str) -> Found:
    """As it was pasted. Raises Invalid."""
    return _checked(Found("", text), "pasted", NOTHING)


def _judge(raw: bytes) -> None:
    if len(raw) > MOST_BYTES:
        raise Invalid({FILE: TOO_HEAVY})
    if raw.startswith(_OLD):
        raise Invalid({FILE: OLD_WORD})
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = packed.parts(archive)
    except packed.FAULTS as error:
        raise Invalid({FILE: NOT_WORD}) from error
    if BODY not in {entry.filename for entry in entries}:
        raise Invalid({FILE: NOT_WORD})
    unfolded = sum(entry.file_size for entry in entries)
    largest = max(e.file_size for e in entries if e.filename.endswith((".xml", ".rels")))
    if len(entries) > MOST_FILES or unfolded > MOST_UNFOLDED or largest > MOST_XML:
        raise Invalid({FILE: TOO_HEAVY})


def _words(document: Document) -> Found:
    """The first heading of its own kind is the title; it is not said again in the text."""
    pieces = document.element.body.iter(*_PIECES)
    if any(True for _ in islice(pieces, MOST_PIECES, None)):
        raise Invalid({FILE: TOO_HEAVY})
    title, lines = "", []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.extend(_rows(block))
            continue
        text = tidy(block.text)
        style = _style(block)
        if text and not title and not lines and style in ("title", "heading 1"):
            title = " ".join(text.split())[:TITLE_LIMIT]
        elif text and style.startswith("list"):
            lines.append(f"– {text}")
        else:
            lines.append(text)
    return Found(title, "\n\n".join(lines))


def _style(paragraph: Paragraph) -> str:
    """Word keeps the English name of its own styles, whatever the language."""
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _rows(table: Table) -> list[str]:
    """Each cell as it is written: how wide it claims to be may be a thousand million columns."""
    rows = []
    for row in table._tbl.tr_lst:  # noqa: SLF001 - its rows and cells as they are
        cells = list(dict.fromkeys(tidy(_Cell(cell, table).text) for cell in row.tc_lst))
        rows.append(" · ".join(cell for cell in cells if cell))
    return rows


def _checked(found: Found, field: str, empty: str) -> Found:
    text = _MANY_BREAKS.sub("\n\n", tidy(found.text))
    if not text:
        raise Invalid({field: empty})
    if len(text) > SUMMARY_LIMIT:
        raise Invalid({field: too_long(len(text), SUMMARY_LIMIT)})
    refuse_national_ids({field: f"{found.title}\n{text}"})
    return Found(found.title, text)
