"""Whose whole arbeidsmappe is open on a device: what the year asks for is done there alone.

A name that was claimed by code and not yet confirmed has one room of it, and so has a guest.
"""

from sqlalchemy.orm import Session

from facilitator.domain import permissions
from facilitator.domain.policies import Actor
from facilitator.errors import LinkNeeded, NotAllowed
from facilitator.models import Participant

NOT_A_LEADERS = "Dette gjør deltakerne i sine egne arbeidsmapper."
OUTSIDE = "Dette hører til året i et kull."


def require_owner(session: Session, actor: Actor) -> Participant:
    """Raises LinkNeeded where a personal link helps, and NotAllowed where it does not."""
    person = session.get(Participant, actor.participant_id) if actor.participant_id else None
    if person is None and actor.is_leader:
        raise NotAllowed(NOT_A_LEADERS)
    if person is None or not actor.whole_portfolio:
        raise LinkNeeded
    if not permissions.may(actor, permissions.KEEP_MAPPE, person=person):
        raise NotAllowed(OUTSIDE)
    return person
