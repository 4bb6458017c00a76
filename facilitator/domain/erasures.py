"""What was deleted stays deleted, and what was taken back stays that, also after a restore.

The list of it is `erased_list`; what is taken back is in `taken_back`, and is done again by
`taken_back_again`.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import (
    certificates,
    cohort_logos,
    cohort_removal,
    document_files,
    erased_list,
    forgetting,
    forgetting_traces,
    job_files,
    jobs,
    leaving,
    leaving_due,
    photo_files,
    settings,
    taken_back,
    taken_back_again,
)
from facilitator.domain.cohort_removal import Files
from facilitator.domain.erased_list import NAME, TABLES, Entry, add
from facilitator.models import Cohort, Erasure, Participant, Setting


def write_down(database: Database, data_dir: Path) -> int:
    """Add to the file what the database remembers and the file does not. Gives how many lines."""
    with database.reading() as session:
        rows = session.scalars(select(Erasure).where(Erasure.kind.in_(TABLES)).order_by(Erasure.id))
        here = _place(session)
        entries = [Entry(each.kind, each.row_id, each.at, here) for each in rows]
        entries += taken_back.standing(session, here)
    return add(data_dir / NAME, entries)


def _place(session: Session) -> str:
    return str(settings.value(session, settings.INSTALLATION) or "")


def replay(database: Database, data_dir: Path, entries: Iterable[Entry], now: dt.datetime) -> int:
    """Delete again, after an older copy has been put back. Gives how many were there again.

    Their numbers are not given to anybody else, however old the copy is. What another installation
    has deleted is left out.
    """
    own = of_here(database, entries)
    wanted = list(dict.fromkeys((each.kind, each.id) for each in own if each.kind in TABLES))
    done = sum(_again(database, data_dir, kind, row_id, now) for kind, row_id in wanted)
    with database.transaction() as session:
        for kind in TABLES:
            ids = [row_id for each, row_id in wanted if each == kind]
            forgetting.remember(session, kind, ids, now)
            if kind == forgetting.PARTICIPANT:
                ids += [each.id for each in own if each.kind in erased_list.OF_PARTICIPANTS]
            if ids:
                _never_again(session, TABLES[kind], max(ids))
    write_down(database, data_dir)
    if done:
        scrub(database)
    else:
        _scrubbed(database)
    return done


def name_after(database: Database, entries: Iterable[Entry], now: dt.datetime) -> None:
    """A copy that does not say of which place it is, is of the one that its lists are of."""
    places = {each.place for each in entries} - {""}
    if len(places) == 1:
        with database.transaction() as session:
            settings.put(session, settings.INSTALLATION, places.pop(), now)


def of_here(database: Database, entries: Iterable[Entry]) -> list[Entry]:
    with database.reading() as session:
        here = ("", _place(session))
    return [each for each in entries if each.place in here]


def take_back(database: Database, entries: Iterable[Entry], now: dt.datetime) -> int:
    """What was taken back after the copy is so again, and whoever leads signs in anew.

    Gives how many of the first; all of it at once, or nothing.
    """
    own = of_here(database, entries)
    # A line of a list that does not say which place it is of is about the same as one that does.
    newest = erased_list.latest(msgspec.structs.replace(each, place="") for each in own)
    with database.transaction() as session:
        done = taken_back_again.again(session, newest.values(), now)
        taken_back_again.end_sign_ins(session, now)
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
    if kind == leaving_due.FACILITATOR:
        return leaving.erase_again(session, row_id, now)
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
