"""A document as one HTML file: pictures and style inside, no script, nothing fetched."""

import base64
import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from facilitator import paths
from facilitator.documents import pictures, tree
from facilitator.documents.pictures import Photo
from facilitator.presentation import content
from facilitator.presentation.content import Document

TEMPLATE = "documents/export.html"
STYLE = "documents/export.css"
LONG = 24
"""A word with more letters is broken in a table where it must."""


def render(document: Document, made: dt.datetime, root: Path) -> bytes:
    """Escaped by the template. Pictures are read in `root`."""
    photos = pictures.read_all(root, (picture.file for picture in document.pictures()))
    page = _template().render(document=document, made=made, sources=_sources(photos))
    return page.encode()


def _sources(photos: Mapping[str, Photo]) -> dict[str, str]:
    return {file: _source(photo.body, photo.mimetype) for file, photo in photos.items()}


def _source(body: bytes, mimetype: str) -> str:
    return f"data:{mimetype};base64,{base64.b64encode(body).decode()}"


@lru_cache(1)
def _environment() -> Environment:
    """Of its own: a file is made in a worker too, where there is no app."""
    folder = paths.templates_dir()
    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: tree.clean(value) if type(value) is str else value,
    )
    found.globals.update(
        style=Markup((folder / STYLE).read_text("utf-8")),  # noqa: S704 - a file of ours
        gone=content.GONE,
        kind=lambda block: type(block).__name__,
        shown=tree.shown,
        parts=tree.paragraphs,
        is_long=lambda text: any(len(word) > LONG for word in text.split()),
        is_address=tree.is_address,
        svg_source=lambda svg: _source(svg.encode(), "image/svg+xml"),
    )
    return found


def _template() -> Template:
    return _environment().get_template(TEMPLATE)
