"""A method that comes as a file: read, judged, and taken in as somebody's own.

Reading is pure and touches no database, so that it can be done beside the one loop everybody
shares. Judging asks whether it is here already; only then is anything written.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import method_editions, method_texts
from facilitator.domain.method_access import full_name, may_read
from facilitator.domain.method_reading import alike, process_of
from facilitator.domain.method_writing import add, save_edition
from facilitator.domain.policies import Actor
from facilitator.models import Method
from facilitator.processes.faults import Fault, ProcessError
from facilitator.processes.loader import decode, load_library, load_written
from facilitator.processes.schema import Process
from facilitator.processes.words import MAX_BYTES, MAX_PHASES

UNNAMED = "Uten navn"
NOT_TEXT = (
    "Dette er ikke en metodefil. En metodefil slutter på .toml, "
    "og du får den med «Last ned» på metodens side."
)
TOO_DEEP = "Fila har for mange nivåer."
EMPTY = "Det er ingenting i fila."
_MARKED = {b"\xff\xfe": ("utf-16",), b"\xfe\xff": ("utf-16",)}
"""What an older editor saves as; without a mark it is the Windows code page."""
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Never in a text, and at once in a picture or a document."""
_FIRST_NUMBER = 9000
"""The highest number that an edition from elsewhere keeps; those that follow have room."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held: the tables if it can be decoded at all, the process if it is sound."""

    text: str
    raw: dict[str, Any] | None
    process: Process | None
    faults: tuple[Fault, ...] = ()

    @property
    def may_be_mended(self) -> bool:
        """There is something to open in the editor, and nothing that may not be kept."""
        if self.raw is None or self.process is not None:
            return False
        phases = self.raw.get("phases")
        beyond = any(fault.path in ("format", "") for fault in self.faults)
        if not isinstance(phases, list) or len(phases) > MAX_PHASES or beyond:
            return False
        return not method_texts.national_ids(self.raw)


@dataclass(frozen=True, slots=True)
class Known:
    """What is here already under the same key: `same` when it also says the same."""

    key: str
    name: str
    same: bool


def text_of(data: bytes) -> str:
    """The text of a file, also one saved by an older editor. Raises ProcessError."""
    if len(data) > MAX_BYTES + 3:
        raise ProcessError("", [Fault("", too_big(len(data)))])
    for encoding in ("utf-8-sig", *_MARKED.get(data[:2], ("cp1252",))):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if not _BINARY.search(text):
                return text
    raise ProcessError("", [Fault("", NOT_TEXT)])


def too_big(size: int) -> str:
    shown = (
        f"{size / 1_000_000:.1f} MB".replace(".", ",") if size > 999_999 else f"{size // 1000} kB"
    )
    return f"Fila er {shown}. En metode kan være {MAX_BYTES // 1000} kB."


def read(text: str) -> Read:
    """Read a file's text as far as it goes; every fault that can be found is named."""
    text = text.removeprefix("\ufeff")
    try:
        return _read(text)
    except RecursionError:  # dotted keys nest as deep as there is room for them
        return Read(text, None, None, (Fault("", TOO_DEEP),))


def _read(text: str) -> Read:
    if not text.strip():
        return Read(text, None, None, (Fault("", EMPTY),))
    try:
        raw = method_texts.plain(decode(text, ""))
    except ProcessError as error:
        return Read(text, None, None, error.faults)
    found = method_texts.national_ids(raw)
    try:
        process = load_written(raw, "")
    except ProcessError as error:
        return Read(text, raw, None, tuple(dict.fromkeys([*error.faults, *found])))
    return Read(text, raw, None if found else process, tuple(found))


def known(session: Session, actor: Actor, process: Process) -> Known | None:
    """The method with the same key, where it is one that the asker may read: the app's own,
    one that is shared, or one's own. What others keep to themselves is not told of."""
    if (own := load_library().get(process.key)) is not None:
        return Known(own.key, own.name, alike(own, process))
    method = session.scalar(select(Method).where(Method.key == process.key))
    if method is None or not may_read(session, actor, method):
        return _same_text(session, actor, process)
    return Known(method.key, method.name, _says(session, method, process))


def _says(session: Session, method: Method, process: Process) -> bool:
    there = [method_editions.newest(session, [method]).get(method.id)]
    with contextlib.suppress(ProcessError):
        there.append(process_of(method))
    return any(each is not None and alike(each, process) for each in there)


def _same_text(session: Session, actor: Actor, process: Process) -> Known | None:
    """The same file once more, after it was taken in under another key."""
    owned = select(Method).where(Method.name == process.name)
    for method in session.scalars(owned):
        if may_read(session, actor, method) and _says_but_key(session, method, process):
            return Known(method.key, method.name, True)
    return None


def _says_but_key(session: Session, method: Method, process: Process) -> bool:
    there = method_editions.newest(session, [method]).get(method.id)
    return there is not None and alike(there, process, but_key=True)


def take_in(session: Session, actor: Actor, now: dt.datetime, found: Read) -> Method:
    """As one's own: the key of the file where that is free, credit and origin as they stand.

    A sound one is an edition at once, with the number its author gave it.
    """
    raw = found.raw or {}
    method = add(session, actor, now, raw, name=_name(raw), wish=_wish(raw))
    if found.process is not None:
        method.version = min(found.process.version, _FIRST_NUMBER) - 1
        save_edition(session, method, now, full_name(session, actor))
    return method


def _name(raw: Mapping[str, Any]) -> str:
    name = raw.get("name")
    tidy = " ".join(name.split()) if isinstance(name, str) else ""
    return tidy[: method_texts.NAME_LIMIT] or UNNAMED


def _wish(raw: Mapping[str, Any]) -> str:
    key = raw.get("key")
    return key if isinstance(key, str) and key else _name(raw)
