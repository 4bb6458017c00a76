"""The command `retention`: delete what has had its time, or only tell what would go."""

import datetime as dt

from facilitator import forewarning, housekeeping
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import audit, forgetting, retention, retention_due
from facilitator.presentation.retention import NAMES, length
from facilitator.starting import CannotStart, database_of, explained, last_address

COMMAND = "facilitator retention"
WHAT = "det som har ligget så lenge som innstillingene sier"
LEFT = "Noe av det lot seg ikke slette. Se hvorfor over, og kjør kommandoen en gang til."
LETTERS = "Brev om at arbeidsmapper snart slettes"
WISHES = "Ønsker om å få alt slettet, der fjorten dager er gått"


def keep_to_retention(settings: Settings, now: dt.datetime, *, dry_run: bool) -> list[str]:
    """Gives a line for each kind: numbers, never names. Raises CannotStart."""
    with explained(), database_of(settings) as database:
        with database.reading() as session:
            kept = retention.all_days(session)
            counts = retention.preview(session, now)
            asked = len(forgetting.due(session, now))
            to_send = retention_due.due(session, now, forewarning.LASTING)
        sent = 0
        if not dry_run:
            housekeeping.tidy(database, now)
            housekeeping.forget_due(database, settings.data_dir, now)
            _require_done(database, now)
            if write := forewarning.by_day(settings, database, last_address(settings)):
                sent = write(now)
            with database.transaction() as session:
                audit.note(session, COMMAND, audit.DELETED, now, WHAT, count=sum(counts.values()))
    done = "ville blitt slettet" if dry_run else "slettet"
    lines = [f"{NAMES[key][0]} ({length(kept[key])}): {counts[key]} {done}." for key in counts]
    wishes = f"{WISHES}: {asked} {done}."
    return [*lines, wishes, _letters(settings, to_send, None if dry_run else sent, now)]


def _letters(settings: Settings, to_send: int, sent: int | None, now: dt.datetime) -> str:
    if settings.mail is None:
        return f"{LETTERS}: e-post er ikke satt opp."
    if to_send and not forewarning.is_day(now):
        return f"{LETTERS}: {to_send} venter til klokka er {forewarning.DAYTIME.start}."
    return f"{LETTERS}: " + (f"{to_send} ville blitt sendt." if sent is None else f"{sent} sendt.")


def _require_done(database: Database, now: dt.datetime) -> None:
    """By the hour it is tried again; whoever runs the command is told. Raises CannotStart."""
    with database.reading() as session:
        left = any(retention.preview(session, now).values()) or forgetting.due(session, now)
    if left:
        raise CannotStart(LEFT)
