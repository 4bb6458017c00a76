"""«Lapp til prosesslederen»: about the work, from a phone, read by the prosessledere alone.

It stands on no board and in no note or export. Whose it is, is kept only when the writer has
said that the name may stand.
"""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences
from facilitator.domain.running import process_of, state_of
from facilitator.domain.writing import clean_text
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, LeaderNote, Participant, Room

LIMIT = 800
CLOSED = "Lappene er åpne så lenge prosessen varer. Si det gjerne til prosesslederen selv."


def is_open(activity: Activity) -> bool:
    """Whether a note may be sent now: the process says so, and it is on."""
    return process_of(activity).note_to_leader and state_of(activity).is_on


def require_kind(activity: Activity) -> None:
    """Raises NotAllowed where the process has no such notes, or has not begun."""
    if not process_of(activity).note_to_leader or state_of(activity).status == "planned":
        raise NotAllowed(CLOSED)


def send(
    session: Session,
    activity: Activity,
    person: Participant,
    text: str,
    *,
    named: bool,
    client_id: str,
    now: dt.datetime,
) -> LeaderNote:
    """Hand a note in. The same one again, as a phone without net may send it, is one note.

    A note that was written while the process was on and arrives later is still taken.
    Raises Invalid for no text or too much of it.
    """
    require_kind(activity)
    words = clean_text(text, "text", most=LIMIT, needed="Skriv noe først.")
    known = session.scalar(select(LeaderNote).where(LeaderNote.client_id == client_id))
    if known is not None:
        return known
    note = LeaderNote(
        activity_id=activity.id,
        sender_id=person.id if named else None,
        text=words,
        client_id=client_id,
        sent_at=now,
        read_at=None,
    )
    session.add(note)
    session.flush()
    audiences.tell_leaders(session, activity.room_id)
    return note


def of_room(session: Session, room: Room) -> list[LeaderNote]:
    """All notes of a room: the unread first, the newest on top."""
    found = session.scalars(
        select(LeaderNote)
        .join(Activity, Activity.id == LeaderNote.activity_id)
        .where(Activity.room_id == room.id)
        .order_by(LeaderNote.read_at.is_not(None), LeaderNote.id.desc())
    )
    return list(found)


def read(session: Session, room: Room, note_id: int, now: dt.datetime) -> None:
    """«Lest.» The first time counts."""
    note = session.get(LeaderNote, note_id)
    if note is None or note.activity.room_id != room.id:
        raise NotFound("Lappen finnes ikke lenger.")
    note.read_at = note.read_at or now
    session.flush()
    audiences.tell_leaders(session, room.id)
