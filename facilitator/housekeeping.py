"""What the server does by itself, at start and every hour: what has had its time is deleted."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import set_aside
from facilitator.db import Database
from facilitator.domain import (
    document_files,
    erasures,
    forgetting,
    job_files,
    job_tidying,
    jobs,
    leaving,
    leaving_due,
    passing,
    photo_files,
    practice_files,
    retention,
)
from facilitator.domain import photos as photo_rules
from facilitator.domain.rooms import OSLO
from facilitator.models import Cohort, Participant

HOURLY = 3600.0
MORNING = 5
"""The hour, in Oslo, when night is over."""
Now = Callable[[], dt.datetime]
Letters = Callable[[dt.datetime], object]
log = logging.getLogger(__name__)


def start(
    database: Database,
    now: Now,
    every: float = HOURLY,
    photos: Path | None = None,
    letters: Letters | None = None,
) -> threading.Event:
    """Begin at once and go on; set the event to end it. `photos` is their folder, and `letters`
    writes to those whose mapper go soon, where there is a server to send through.
    """
    ended = threading.Event()
    arguments = (database, now, every, ended, photos, letters)
    threading.Thread(target=_go_on, args=arguments, daemon=True).start()
    return ended


def _go_on(
    database: Database,
    now: Now,
    every: float,
    ended: threading.Event,
    photos: Path | None,
    letters: Letters | None,
) -> None:
    quiet = True  # nobody has come yet
    while not ended.is_set():
        tidy(database, now())
        throw_away_expired(database, photos, now())
        folder = photos.parent if photos is not None else None
        forget_due(database, folder, now(), quiet=quiet or is_night(now()))
        quiet = False
        if photos is not None:
            set_aside.tidy(database, photos.parent, now())
            tidy_photos(database, photos, now())
            tidy_documents(database, photos.parent / document_files.FOLDER, now())
            tidy_exports(database, photos.parent / jobs.FOLDER, now())
        if letters is not None:  # at last: a mail server that is slow holds nothing else up
            letters(now())
        ended.wait(every)


def tidy(database: Database, now: dt.datetime) -> int:
    """Give how many were deleted. What fails now is tried again in an hour."""
    try:
        with database.transaction() as session:
            gone = retention.run(session, now)
            retention.note_run(session, gone, now)
    except Exception:
        log.exception("expired text could not be deleted")
        return 0
    if gone[retention.CLOSED]:
        _forget_closed(database, now)
    return sum(gone.values())


def _forget_closed(database: Database, now: dt.datetime) -> None:
    """Apart from the rest, and each by itself, so that none keeps another from being done."""
    try:
        with database.reading() as session:
            before = now - dt.timedelta(days=retention.days(session, retention.CLOSED))
            over = [leader.id for leader in leaving_due.due(session, before)]
    except Exception:
        log.exception("prosessledere whose time is over could not be found")
        return
    for leader_id in over:
        try:
            with database.transaction() as session:
                leaving.forget_due(session, leader_id, before, now)
        except Exception:
            log.exception("a prosessleder whose time is over could not be deleted")


def is_night(now: dt.datetime) -> bool:
    return now.astimezone(OSLO).hour < MORNING


def forget_due(
    database: Database, data_dir: Path | None, now: dt.datetime, *, quiet: bool = True
) -> int:
    """Those who asked for it and have not changed their mind, and mapper whose time is over.

    Each by itself. Gives how many people went; what is remembered of it is written down anew.
    Everybody waits while the file of the database is rewritten: only when it is `quiet`, and what
    could not be done, or was left by a day, is done the next time it is.
    """
    try:
        with database.reading() as session:
            due = {*forgetting.due(session, now), *retention.portfolios_due(session, now)}
    except Exception:
        log.exception("people whose time is over could not be found")
        return 0
    gone = sum(_forget(database, data_dir, each, now) for each in sorted(due))
    try:
        if data_dir is not None:
            erasures.write_down(database, data_dir)
    except Exception:
        log.exception("what was deleted could not be written down")
    try:
        if quiet and erasures.needs_scrubbing(database):
            erasures.scrub(database)
        else:
            database.empty_log()  # should somebody have been reading the last time
    except Exception:
        log.exception("what was deleted could not be written over; it is tried again")
    return gone


def _forget(database: Database, data_dir: Path | None, person_id: int, now: dt.datetime) -> bool:
    """One that fails does not keep the others; files go when the rows are gone."""
    try:
        with database.transaction() as session:
            # Of several processes one deletes; the others find nobody when their turn has come.
            locked = select(Participant.id).where(Participant.id == person_id).with_for_update()
            person = session.get(Participant, session.scalar(locked) or 0)
            # They may have changed their mind while others were deleted.
            goes = person is not None and _still_due(session, person_id, now)
            files = forgetting.erase(session, person, now) if person and goes else None
        if files is not None and data_dir is not None:
            erasures.remove_files(data_dir, files)
    except Exception:
        log.exception("somebody whose time is over could not be deleted")
        return False
    return files is not None


def _still_due(session: Session, person_id: int, now: dt.datetime) -> bool:
    return person_id in forgetting.due(session, now) or person_id in retention.portfolios_due(
        session, now
    )


def throw_away_expired(database: Database, photos: Path | None, now: dt.datetime) -> int:
    """Rehearsals and borrowed rooms whose day is over, each by itself. Gives how many went."""
    try:
        with database.reading() as session:
            over = [cohort.id for cohort in passing.expired(session, now)]
    except Exception:
        log.exception("rooms whose day is over could not be found")
        return 0
    gone = sum(_throw_away(database, photos, cohort_id) for cohort_id in over)
    if gone:
        database.empty_log()
    return gone


def _throw_away(database: Database, photos: Path | None, cohort_id: int) -> bool:
    """One that fails does not keep the others; files go when their rows are gone."""
    try:
        with database.transaction() as session:
            cohort = session.get(Cohort, cohort_id)
            tokens = passing.throw_away(session, cohort) if cohort is not None else []
        if photos is not None:
            for token in tokens:
                photo_files.remove(photos, token)
    except Exception:
        log.exception("a room whose day is over could not be thrown away")
        return False
    return cohort is not None


def tidy_photos(database: Database, folder: Path, now: dt.datetime) -> int:
    """Give how many files went: those of deleted cards and people, and what was never used."""
    try:
        with database.transaction() as session:
            return photo_rules.sweep(session, folder, now)
    except Exception:
        log.exception("photos could not be tidied")
        return 0


def tidy_documents(database: Database, folder: Path, now: dt.datetime) -> int:
    """The same for the files of practice documents."""
    try:
        with database.transaction() as session:
            return practice_files.sweep(session, folder, now)
    except Exception:
        log.exception("files of documents could not be tidied")
        return 0


def tidy_exports(database: Database, folder: Path, now: dt.datetime) -> int:
    """Files whose day is over, and what was left by work that nobody finished."""
    try:
        there = job_files.names(folder)
        with database.transaction() as session:
            job_tidying.sweep(session, now)
            wanted = job_tidying.wanted_files(session, now)
        left = job_files.remove_left(folder, now.timestamp())
        return left + job_files.remove_all(folder, there - wanted)
    except Exception:
        log.exception("large files could not be tidied")
        return 0
