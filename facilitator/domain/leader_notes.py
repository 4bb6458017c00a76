"""The prosessleder's own notes for the day; on the remote alone, and read by nobody else."""

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, run_sheets
from facilitator.errors import NotFound
from facilitator.models import Room


def of_phase(session: Session, room: Room, phase_key: str, text: str) -> None:
    """The note for one phase of the process that is on."""
    activity = activities.require_current(session, room)
    if phase_key not in {phase.key for phase in activities.process_of(activity).phases}:
        raise NotFound("Denne fasen er ikke i prosessen.")
    activity.leader_notes = {**activity.leader_notes, phase_key: text}
    session.flush()
    audiences.tell_leaders(session, room.id)


def of_item(session: Session, room: Room, item_id: int, text: str) -> None:
    """The note for a whole item, such as the break that is on."""
    sheet = run_sheets.of_gathering(session, room.gathering)
    item = run_sheets.find_item(sheet, item_id)
    item.notes = {**item.notes, "": text}
    session.flush()
    audiences.tell_leaders(session, room.id)
