"""The phones of those who were in a room that is thrown away: whoever they were before.

A phone that was nobody before is forgotten. One that is somebody of a year stays theirs.
"""

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import facts
from facilitator.models import Claim, Cohort, Device, Participant


def let_go(session: Session, cohort: Cohort) -> None:
    """Delete the claims on a passing kull's people, and the phones that were nothing else."""
    people = select(Participant.id).where(Participant.cohort_id == cohort.id)
    let_go_of(session, Claim.participant_id.in_(people))


def let_go_of(session: Session, theirs: ColumnElement[bool]) -> None:
    """The same for the claims that are meant, and their phones."""
    found = list(
        session.scalars(
            select(Device).join(Claim, Claim.device_id == Device.id).where(theirs).distinct()
        )
    )
    session.execute(delete(Claim).where(theirs))
    for device in found:
        record(session, facts.AccessEnded("", 0, device.id))
        _be_as_before(session, device)
    session.flush()


def _be_as_before(session: Session, device: Device) -> None:
    """The id of a claim may be given again, so nothing may go on naming one that is gone."""
    rest = list(
        session.scalars(select(Claim).where(Claim.device_id == device.id).order_by(Claim.id))
    )
    if not rest and device.facilitator_id is None:
        session.delete(device)
        return
    live = [claim.id for claim in rest if claim.withdrawn_at is None]
    if device.active_claim_id not in live:
        device.active_claim_id = live[0] if live else None
