"""Who may be in a room as a participant: only somebody who has come, on a phone that may know.

A name claimed by code opens the room it was claimed in and those that were joined later. An
earlier room opens by personal link, or when a prosessleder has said «Ja, det er Ane».
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import leading, policies, rooms
from facilitator.domain.policies import Actor
from facilitator.errors import NotAllowed
from facilitator.models import Claim, Participant, Presence, Room
from facilitator.models.cohort import BORROWED

NOT_HERE = "Finn navnet ditt først, så åpner vi rommet."
NOT_JOINED = (
    "Dette leser bare de som er med i det lånte rommet. "
    "Skriv romkoden på forsiden og bli med, så åpner det seg."
)


def person_in(session: Session, room: Room, actor: Actor) -> Participant:
    """The participant who is in the room on this device. Raises NotAllowed for others."""
    return presence_in(session, room, actor).participant


def presence_in(session: Session, room: Room, actor: Actor) -> Presence:
    """The same, as the row of the room's list. One who was marked gone still has their texts."""
    participant_id = policies.require_participant(actor)
    presence = rooms.presence_of(session, room, participant_id)
    if presence is None or not _opens(session, room, actor, presence):
        raise NotAllowed(NOT_HERE)
    return presence


def require_reading_along(session: Session, room: Room, actor: Actor) -> None:
    """In a borrowed room the address is not enough. Raises NotAllowed for those outside it.

    Its projector is open by address, since it often is another machine.
    """
    if room.gathering.cohort.kind != BORROWED or leading.leads(actor, room):
        return
    presence = rooms.presence_of(session, room, actor.participant_id or 0)
    if presence is None or not _opens(session, room, actor, presence):
        raise NotAllowed(NOT_JOINED)


def is_shared(session: Session, actor: Actor) -> bool:
    """Whether two use this device, as two at one tablet do."""
    count = session.scalar(
        select(func.count())
        .select_from(Claim)
        .where(Claim.device_id == actor.device_id, Claim.withdrawn_at.is_(None))
    )
    return (count or 0) > 1


def _opens(session: Session, room: Room, actor: Actor, presence: Presence) -> bool:
    if actor.whole_portfolio or actor.claim_room_id == room.id:
        return True
    claim = session.get(Claim, actor.claim_id) if actor.claim_id else None
    return claim is not None and presence.joined_at >= claim.claimed_at
