"""The formats that a document leaves the app in: one list, for every route and every ZIP."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from facilitator.documents import as_json, docx, html, markdown, pdf
from facilitator.presentation.content import Document

Render = Callable[[Document, dt.datetime, Path], bytes]
"""The document, when it was made, and the data folder with its pictures → the file's bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    ending: str
    name: str
    """As a button says it."""
    mimetype: str
    render: Render


@dataclass(frozen=True, slots=True)
class File:
    name: str
    mimetype: str
    body: bytes


def _markdown(document: Document, _made: dt.datetime, root: Path) -> bytes:
    return markdown.render(document, root).encode()


PDF = Format("pdf", "PDF", "application/pdf", pdf.render)
DOCX = Format(
    "docx",
    "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    docx.render,
)
MARKDOWN = Format("md", "Markdown", "text/markdown; charset=utf-8", _markdown)
HTML = Format("html", "Nettside", "text/html; charset=utf-8", html.render)
JSON = Format("json", "JSON", "application/json", as_json.render)

FORMATS = {each.ending: each for each in (PDF, DOCX, HTML, MARKDOWN, JSON)}


def rendered(document: Document, ending: str, made: dt.datetime, root: Path) -> File:
    """The document as a file. It may take a second: call it by RUN_IN_THREAD.

    `ending` is a key of FORMATS.
    """
    wanted = FORMATS[ending]
    return File(
        f"{document.filename}.{ending}", wanted.mimetype, wanted.render(document, made, root)
    )
