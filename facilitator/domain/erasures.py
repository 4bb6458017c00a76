"""What was deleted stays deleted, also after an older copy has been put back.

Beside the database lies `erased.jsonl`, one line for each: what kind of row, its number, when, and
of which installation, since numbers mean somebody else in another. Nothing of the person is in it.
It is kept through a restore, and read again after one.
"""

import contextlib
import datetime as dt
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import (
    certificates,
    cohort_logos,
    cohort_removal,
    document_files,
    forgetting,
    forgetting_traces,
    job_files,
    jobs,
    photo_files,
    settings,
)
from facilitator.domain.cohort_removal import Files
from facilitator.models import Cohort, Erasure, Participant, Setting

NAME = "erased.jsonl"
DAMAGED = "erased-damaged.jsonl"
TABLES = {forgetting.PARTICIPANT: "participant", forgetting.COHORT: "cohort"}
log = logging.getLogger(__name__)


class Entry(Struct, frozen=True, omit_defaults=True):
    """One line. Raises msgspec.ValidationError when a line is something else."""

    kind: str
    id: int
    at: dt.datetime
    place: str = ""
    """The installation; empty in a list that does not say, which is taken at its word."""

    @property
    def what(self) -> tuple[str, str, int]:
        return self.place, self.kind, self.id


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
        if entry.kind not in TABLES:
            raise ValueError(f"{file.name}, linje {number}: ukjent slag")
        found.append(entry)
    return found


def write_down(database: Database, data_dir: Path) -> int:
    """Add to the file what the database remembers and the file does not. Gives how many lines."""
    with database.reading() as session:
        rows = session.scalars(select(Erasure).where(Erasure.kind.in_(TABLES)).order_by(Erasure.id))
        here = _place(session)
        return add(data_dir / NAME, [Entry(each.kind, each.row_id, each.at, here) for each in rows])


def _place(session: Session) -> str:
    return str(settings.value(session, settings.INSTALLATION) or "")


def add(file: Path, entries: Iterable[Entry]) -> int:
    """What a list has not yet. One that cannot be read is laid aside, and begun anew."""
    try:
        known = {each.what for each in read(file)}
    except ValueError:
        log.exception("the list of what is deleted is damaged, and is written anew")
        file.replace(file.with_name(DAMAGED))
        known = set()
    new = [each for each in entries if each.what not in known]
    if new:
        _append(file, new)
    return len(new)


def _append(file: Path, entries: Iterable[Entry]) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
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


def replay(database: Database, data_dir: Path, entries: Iterable[Entry], now: dt.datetime) -> int:
    """Delete again, after an older copy has been put back. Gives how many were there again.

    Their numbers are not given to anybody else, however old the copy is. What another installation
    has deleted is left out.
    """
    with database.reading() as session:
        here = ("", _place(session))
    wanted = list(dict.fromkeys((each.kind, each.id) for each in entries if each.place in here))
    done = sum(_again(database, data_dir, kind, row_id, now) for kind, row_id in wanted)
    with database.transaction() as session:
        for kind in TABLES:
            ids = [row_id for each, row_id in wanted if each == kind]
            forgetting.remember(session, kind, ids, now)
            if ids:
                _never_again(session, TABLES[kind], max(ids))
    write_down(database, data_dir)
    if done:
        scrub(database)
    else:
        _scrubbed(database)
    return done


def _again(database: Database, data_dir: Path, kind: str, row_id: int, now: dt.datetime) -> bool:
    with database.transaction() as session:
        files = _erase(session, kind, row_id, now)
    if files is not None:
        remove_files(data_dir, files)
    return files is not None


def _erase(session: Session, kind: str, row_id: int, now: dt.datetime) -> Files | None:
    if kind == forgetting.COHORT:
        cohort = session.get(Cohort, row_id)
        if cohort is None:
            return None
        certificates.settle(session, cohort, now)
        forgetting_traces.log_of_kull(session, cohort)
        return cohort_removal.remove(session, cohort)
    person = session.get(Participant, row_id)
    return forgetting.erase(session, person, now) if person is not None else None


def _never_again(session: Session, table: str, highest: int) -> None:
    """The next row's number is higher, as if this one had been there all along."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:name, 'id'), greatest(:highest, "  # noqa: S608
                f"(SELECT coalesce(max(id), 1) FROM {table}), "
                "(SELECT last_value FROM pg_sequences WHERE "
                "schemaname || '.' || sequencename = pg_get_serial_sequence(:name, 'id'))))"
            ),
            {"name": table, "highest": highest},
        )
        return
    known = {"name": table, "highest": highest}
    changed = session.execute(
        text("UPDATE sqlite_sequence SET seq = max(seq, :highest) WHERE name = :name"), known
    )
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        session.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :highest)"), known)


# --- what lies beside the rows ----------------------------------------------------------------


def remove_files(data_dir: Path, files: Files) -> None:
    """When the rows are gone for good. What is not there any more is no fault."""
    for token in files.photos:
        with contextlib.suppress(ValueError):
            photo_files.remove(data_dir / photo_files.FOLDER, token)
    for name in files.documents:
        with contextlib.suppress(ValueError):
            document_files.remove(data_dir / document_files.FOLDER, name)
    for token in files.exports:
        job_files.remove(data_dir / jobs.FOLDER, token)
    if files.logo:
        cohort_logos.remove(data_dir, files.logo)


def needs_scrubbing(database: Database) -> bool:
    """Something was deleted that may still stand in a free page of the file."""
    with database.reading() as session:
        return bool(settings.value(session, forgetting.UNSCRUBBED))


def scrub(database: Database) -> None:
    """What was deleted is in no free page and in no log of the database either."""
    database.rewrite()
    _scrubbed(database)
    database.empty_log()


def _scrubbed(database: Database) -> None:
    with database.transaction() as session:
        session.execute(delete(Setting).where(Setting.key == forgetting.UNSCRUBBED))
