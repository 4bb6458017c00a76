"""Which of a phase's questions stands, where one is asked at a time."""

from sqlalchemy.orm import Session

from facilitator.domain import audiences
from facilitator.domain.running import process_of
from facilitator.errors import NotFound
from facilitator.models import Activity


def pick(session: Session, activity: Activity, phase_key: str, index: int) -> None:
    """Let question number `index` stand, from 0. The same press again changes nothing."""
    phase = next((p for p in process_of(activity).phases if p.key == phase_key), None)
    if phase is None or not 0 <= index < len(phase.prompts):
        raise NotFound("Dette spørsmålet er ikke i prosessen.")
    if activity.picked.get(phase_key, 0) == index:
        return
    activity.picked = {**activity.picked, phase_key: index}
    session.flush()
    audiences.tell_phase(session, activity.room_id)
