"""The list beside the database of what was deleted and what was taken back: `erased.jsonl`.

One line for each: what kind of row, its number, when, and of which installation, since numbers
mean somebody else in another. Nothing of the person is in it. It is kept through a restore, and
read again after one. Of several lines about the same the latest holds.
"""

import datetime as dt
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Annotated, Final

import msgspec
from msgspec import Struct

from facilitator import locks
from facilitator.domain import lost_rights

NAME: Final = "erased.jsonl"
DAMAGED: Final = "erased-damaged.jsonl"

TABLES: Final = {
    "participant": "participant", "cohort": "cohort", "facilitator": "facilitator",
}  # fmt: skip
"""What was deleted, and the table whose number it is."""

CONSENT, WISH = "consent", "wish"
CLAIM, DEVICE, LINK = "claim", "device", "link"
CLOSED, ACCOUNT = "closed", "account"
WITHDRAWN, HIDDEN, BEVIS = "withdrawn", "hidden", "bevis"
TAKEN_BACK: Final = (
    CONSENT, WISH, CLAIM, DEVICE, LINK, CLOSED, ACCOUNT, WITHDRAWN, HIDDEN, BEVIS,
    *lost_rights.KINDS,
)  # fmt: skip
"""What was taken back, and stays that: see domain/taken_back.py."""
OF_PARTICIPANTS: Final = ("participant", CONSENT, WISH)
"""The kinds whose number is a participant's."""

HIGHEST: Final = 2**31 - 1
"""What a column of numbers holds on PostgreSQL; a line with another is damaged."""

log = logging.getLogger(__name__)


class Entry(Struct, frozen=True, omit_defaults=True):
    """One line. Raises msgspec.ValidationError when a line is something else."""

    kind: str
    id: Annotated[int, msgspec.Meta(ge=1, le=HIGHEST)]
    at: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    place: str = ""
    """The installation; empty in a list that does not say, which is taken at its word."""
    of: str = ""
    """Which of somebody's consents; the second number of `lost_rights`."""
    over: bool = False
    """It holds no longer: a yes after a no, a wish that somebody has changed their mind about."""

    @property
    def what(self) -> tuple[str, str, int, str]:
        return self.place, self.kind, self.id, self.of


Known = dict[tuple[str, str, int, str], Entry]


def latest(entries: Iterable[Entry], known: Known | None = None) -> Known:
    """The one that holds about each; of two of the same moment, the one that came later."""
    found: Known = dict(known or {})
    for each in entries:
        before = found.get(each.what)
        if before is None or before.at <= each.at:
            found[each.what] = each
    return found


def read(file: Path) -> list[Entry]:
    """The lines of a file; none when it is not there. A last line cut short is left out.

    Raises ValueError for a file that is something else.
    """
    if not file.is_file():
        return []
    found = []
    lines = file.read_bytes().splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except msgspec.DecodeError as error:
            if number == len(lines):
                break
            raise ValueError(f"{file.name}, linje {number}: dette er ikke en slik linje") from error
        if entry.kind not in TABLES and entry.kind not in TAKEN_BACK:
            raise ValueError(f"{file.name}, linje {number}: ukjent slag")
        found.append(entry)
    return found


def add(file: Path, entries: Iterable[Entry]) -> int:
    """What a list has not yet. One that cannot be read is laid aside, and begun anew."""
    try:
        known = latest(read(file))
    except ValueError:
        log.exception("the list of what is deleted is damaged, and is written anew")
        file.replace(file.with_name(DAMAGED))
        known = {}
    new = []
    for each in entries:
        if _is_news(each, known.get(each.what)):
            known[each.what] = each
            new.append(each)
    if new:
        _append(file, new)
    return len(new)


def _is_news(entry: Entry, known: Entry | None) -> bool:
    """What is deleted is so once; what is taken back may be so again later."""
    if known is None:
        return True
    return entry.kind in TAKEN_BACK and entry.at > known.at


def _append(file: Path, entries: Iterable[Entry]) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        locks.wait_for(out)  # a line that another is just writing looks like one cut short
        there = out.read()
        if cut := there[there.rfind(b"\n") + 1 :]:
            _end_line(out, cut)
        out.writelines(msgspec.json.encode(each) + b"\n" for each in entries)
        out.flush()
        os.fsync(out.fileno())


def _end_line(out: IO[bytes], cut: bytes) -> None:
    """What was cut short would be a line that nobody can read once others stand behind it."""
    try:
        msgspec.json.decode(cut, type=Entry)
    except msgspec.DecodeError:
        out.truncate(out.tell() - len(cut))
    else:
        out.write(b"\n")
