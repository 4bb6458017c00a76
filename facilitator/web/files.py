"""Giving away a document as a file, for every route that does.

Files take a processor, and the room has use for it: a few are made at a time, one for each who
asks, and nobody gets more in a minute than they can open.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar
from urllib.parse import quote
from weakref import WeakValueDictionary
from zipfile import ZipFile

from flask import Response, current_app, make_response

from facilitator.documents import archive, formats
from facilitator.documents.formats import File
from facilitator.presentation.content import Document
from facilitator.web import context
from facilitator.web.security import knocker, limiter

Made = TypeVar("Made")

AT_ONCE = 2
"""So many are made at a time; who asks meanwhile waits for their turn."""

PIECE = 128 * 1024
"""Bytes that are sent before somebody else gets a turn."""

_making = threading.BoundedSemaphore(AT_ONCE)
_turns: WeakValueDictionary[str, threading.Semaphore] = WeakValueDictionary()
"""One for each who has a file made: whoever asks for ten at once waits for their own."""

limited = limiter.shared_limit("30 per minute", scope="files")
"""For a route that gives a file. Whoever asks for more reads that they are to wait a little."""
limited_zip = limiter.shared_limit("6 per minute", scope="zips")
"""For one that gives a ZIP, which is many files."""


def data_dir() -> Path:
    found: Path = current_app.config["SETTINGS"].data_dir
    return found


def document(content: Document, ending: str) -> Response:
    """The document in one of `formats.FORMATS`, made beside the loop that everybody shares."""
    return given(aside(formats.rendered, content, ending, context.now(), data_dir()))


def aside(make: Callable[..., Made], *arguments: object) -> Made:
    """Heavy work, outside the database and beside the loop that everybody shares."""
    own = _turns.setdefault(knocker(), threading.Semaphore())
    with own, _making:
        made: Made = current_app.config["RUN_IN_THREAD"](make, *arguments)
    return made


def given(file: File) -> Response:
    """To be saved under its name, and kept by no proxy or browser."""
    response = make_response(file.body)
    response.headers["Content-Type"] = file.mimetype
    response.headers["Content-Disposition"] = disposition(file.name)
    return context.no_store(response)


def zipped(name: str, write: Callable[[ZipFile], None]) -> Response:
    """A ZIP of what `write` puts in it. It calls nothing of the request's: it runs aside."""
    packed = aside(_packed, write, data_dir())
    answer = streamed(lambda: packed, packed.seek(0, os.SEEK_END), name, "application/zip")
    answer.call_on_close(packed.close)
    return answer


def _packed(write: Callable[[ZipFile], None], root: Path) -> IO[bytes]:
    """On the disk, without a name there, so that no more than one part is in memory at a time."""
    stream = tempfile.TemporaryFile(dir=root)  # noqa: SIM115 - closed when it has been sent
    try:
        with ZipFile(stream, "w") as into:
            write(into)
    except BaseException:
        stream.close()
        raise
    return stream


def streamed(begin: Callable[[], IO[bytes]], size: int, name: str, mimetype: str) -> Response:
    """A file that may be large. `begin` opens it when it is sent; `size` is said beforehand."""
    answer = Response(_pieces(begin), mimetype=mimetype)
    answer.content_length = size
    answer.headers["Content-Disposition"] = disposition(name)
    return context.no_store(answer)


def _pieces(begin: Callable[[], IO[bytes]]) -> Iterator[bytes]:
    """A near receiver takes as fast as we give; between the pieces the room gets its turn."""
    with begin() as file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
            time.sleep(0)


def disposition(name: str) -> str:
    """A name with æøå reaches the browser whole; one that knows ASCII alone gets that.

    No sign in it ends the header or the name before its time, or leads into a folder.
    """
    safe = archive.safe_name(name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
