"""What was pressed last, who did it, and until when it may be taken back."""

from sqlalchemy.orm import Session

from facilitator.domain import day, run_sheets
from facilitator.domain.activities import milliseconds
from facilitator.domain.phases import MINUTE
from facilitator.models import Activity, Room
from facilitator.presentation.lead_day import UNDO_FOR, minutes_text

DONE = {
    "start": "satte i gang",
    "advance": "gikk videre",
    "back": "gikk tilbake",
    "extend": "la til ett minutt",
    "pause": "tok pause",
    "resume": "fortsatte",
    "end": "avsluttet",
    "undo": "angret",
}


def last_and_undo(
    session: Session, room: Room, activity: Activity | None, at: int
) -> tuple[str, int | None]:
    """What was pressed last, and until when it may be taken back."""
    item = day.started_by_last_press(session, room)
    if item is None or item.started_at is None:
        return last_press(activity, at), undo_until(activity, at)
    action = (activity.last_action or {}) if activity else {}
    begun = milliseconds(item.started_at)
    by = str(action["by"]) if action.get("at") == begun else ""
    title = run_sheets.title_of(item)
    until = begun + UNDO_FOR
    if until <= at:
        return last_press(activity, at), None
    return f"{by} startet {title}" if by else f"{title} er startet", until


def last_press(activity: Activity | None, now: int) -> str:
    """«Turid gikk videre for 6 minutter siden»."""
    action = activity.last_action if activity else None
    if not action:
        return ""
    minutes = max(0, now - int(action["at"])) // MINUTE
    when = "nettopp" if minutes == 0 else f"for {minutes_text(minutes)} siden"
    return f"{said(action)} {when}"


def said(action: dict[str, object]) -> str:
    """«Turid gikk videre»."""
    return f"{action['by']} {DONE.get(str(action['verb']), 'trykket')}"


def undo_until(activity: Activity | None, now: int) -> int | None:
    """Until when «Angre» is offered; None when there is nothing to take back."""
    if activity is None or activity.before is None or not activity.last_action:
        return None
    until = int(activity.last_action["at"]) + UNDO_FOR
    return until if until > now else None
