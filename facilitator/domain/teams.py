"""Teams that people put together themselves, before the phase in which they are needed.

Those who choose nobody stay as they were put at the start: alone, where one may be alone, else
in a team that the app has mixed.
"""

from sqlalchemy.orm import Session

from facilitator.domain import groups
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotFound, PhaseClosed
from facilitator.models import Activity, Group, Participant
from facilitator.processes.schema import Phase, Process

OVER = "Nå er lagene i gang. Si fra til prosesslederen hvis du skal være i et annet."


def chosen_now(activity: Activity) -> str:
    """The group set that people put together now; empty when there is none."""
    process = process_of(activity)
    for key, spec in process.groups.items():
        if spec.form == "self" and _is_open(process, key, spec.made, activity.phase_index):
            return key
    return ""


def _is_open(process: Process, key: str, made: str, index: int) -> bool:
    """From the phase that makes them until they are needed, or something is to be written."""
    if not made:
        return False
    begins = process.index(made)
    busy = (n for n, phase in enumerate(process.phases) if n >= begins and _is_busy(phase, key))
    return begins <= index < next(busy, 0)


def _is_busy(phase: Phase, key: str) -> bool:
    return phase.groups == key or phase.writes != "none"


def join(session: Session, activity: Activity, person: Participant, group_id: int) -> None:
    """«Bli med»: into somebody's team. Raises Invalid when it is full, PhaseClosed when late."""
    key = _require_open(activity)
    team = session.get(Group, group_id)
    if team is None or (team.activity_id, team.set_key) != (activity.id, key):
        raise NotFound("Laget finnes ikke lenger. Velg et annet.")
    process = process_of(activity)
    members = {member.participant_id for member in team.members}
    largest = process.groups[key].span.max
    if person.id not in members and largest and len(members) >= largest:
        raise Invalid({"team": "Laget er fullt. Velg et annet, eller gå videre slik du er."})
    groups.move(session, activity, process, key, person.id, team.id)


def go_alone(session: Session, activity: Activity, person: Participant) -> None:
    """Out of the team, and on with one's own."""
    key = _require_open(activity)
    process = process_of(activity)
    if process.groups[key].span.min > 1:
        raise Invalid({"team": "Her trengs det flere. Velg et annet lag i stedet."})
    mine = groups.group_of(session, activity, key, person.id)
    if mine is None or len(mine.members) > 1:
        groups.begin_own(session, activity, process, key, person.id)


def _require_open(activity: Activity) -> str:
    key = chosen_now(activity)
    if not key:
        raise PhaseClosed(OVER)
    return key
