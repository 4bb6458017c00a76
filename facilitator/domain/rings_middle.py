"""The one phone that lies in the middle of a ring and shows its turns.

Which phone it is belongs to the ring, not to the phone, so that a reload changes nothing and
another may take over when a battery dies. It is kept like a pen: one holder for the group.
"""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, readiness
from facilitator.domain.running import process_of
from facilitator.errors import NotAllowed
from facilitator.models import Activity, Draft, Group, Participant, Ready


def scope_of(phase_key: str) -> str:
    return f"ring:{phase_key}"


def holder(session: Session, group: Group, phase_key: str) -> Participant | None:
    """Whose phone lies in the middle of the ring, if anybody's does."""
    found = _of(session, group, phase_key)
    return found.pen_holder if found is not None else None


def lay(
    session: Session, group: Group, phase_key: str, person: Participant, now: dt.datetime
) -> None:
    """«Denne telefonen er ringens klokke.» One in each ring: the last who says so has it."""
    _require_member(group, person)
    found = kept(session, group, phase_key, now)
    found.pen_holder, found.updated_at = person, now
    session.flush()
    audiences.tell_group(session, group.id)


def kept(session: Session, group: Group, phase_key: str, now: dt.datetime) -> Draft:
    """The ring's own state in a phase, begun when first asked for."""
    found = _of(session, group, phase_key)
    if found is None:
        found = Draft(
            activity_id=group.activity_id,
            scope=scope_of(phase_key),
            group_id=group.id,
            fields={},
            updated_at=now,
        )
        session.add(found)
    return found


def take_up(session: Session, group: Group, phase_key: str, person: Participant) -> None:
    """The phone is its owner's again, and the ring without a clock; harmless for another's."""
    _require_member(group, person)
    found = _of(session, group, phase_key)
    if found is not None and found.pen_holder_id == person.id:
        found.pen_holder = None
        session.flush()
        audiences.tell_group(session, group.id)


def finish(session: Session, group: Group, phase_key: str, person: Participant) -> None:
    """«Ringen er ferdig»: counted for the room as one ring, whoever of them taps."""
    _require_member(group, person)
    readiness.mark_group(session, group, phase_key)
    audiences.tell_group(session, group.id)


def go_on(session: Session, group: Group, phase_key: str, person: Participant) -> None:
    """«Vi er ikke ferdige likevel»: the ring is counted no more, whoever of them taps."""
    _require_member(group, person)
    readiness.unmark_group(session, group, phase_key)
    audiences.tell_group(session, group.id)


def is_finished(session: Session, group: Group, phase_key: str) -> bool:
    ready = set(
        session.scalars(
            select(Ready.participant_id).where(
                Ready.activity_id == group.activity_id, Ready.phase_key == phase_key
            )
        )
    )
    members = {member.participant_id for member in group.members}
    return bool(members) and members <= ready


def _of(session: Session, group: Group, phase_key: str) -> Draft | None:
    return session.scalar(
        select(Draft).where(Draft.group_id == group.id, Draft.scope == scope_of(phase_key))
    )


def _require_member(group: Group, person: Participant) -> None:
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne ringen.")


def is_round_of(activity: Activity, group: Group, phase_key: str) -> bool:
    """Whether the phase is a round in which this group sits together."""
    found = next((p for p in process_of(activity).phases if p.key == phase_key), None)
    return found is not None and found.kind == "round" and found.groups == group.set_key
