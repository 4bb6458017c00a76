"""Giving away a document as a file, for every route that does."""

from pathlib import Path
from urllib.parse import quote

from flask import Response, current_app, make_response

from facilitator.documents import formats
from facilitator.documents.formats import File
from facilitator.presentation.content import Document
from facilitator.web import context


def data_dir() -> Path:
    found: Path = current_app.config["SETTINGS"].data_dir
    return found


def document(content: Document, ending: str) -> Response:
    """The document in one of `formats.FORMATS`, made beside the loop that everybody shares."""
    in_thread = current_app.config["RUN_IN_THREAD"]
    return given(in_thread(formats.rendered, content, ending, context.now(), data_dir()))


def given(file: File) -> Response:
    """To be saved under its name, and kept by no proxy or browser."""
    response = make_response(file.body)
    response.headers["Content-Type"] = file.mimetype
    response.headers["Content-Disposition"] = disposition(file.name)
    return context.no_store(response)


def disposition(name: str) -> str:
    """A name with æøå reaches the browser whole; one that knows ASCII alone gets that."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
