"""Who draws which role. Nothing is stored: the same person at the same table draws the same.

The roles lie in an order that a digest of the table decides, and go round the ring, so that
every role is drawn before one is drawn twice. Whoever draws anew gets the next in that order
which is not their own.
"""

import hashlib
from collections.abc import Sequence

from facilitator.models import Activity, Group, Participant
from facilitator.processes.schema import Phase


def draw(
    activity: Activity, phase: Phase, group: Group, person: Participant
) -> tuple[str, str] | None:
    """The role one draws, and the one there is instead, once; that is empty where it is alone.

    None where nothing is dealt, or to somebody who does not sit there.
    """
    roles = roles_of(activity, phase)
    seats = [member.participant_id for member in group.members]
    if not roles or person.id not in seats:
        return None
    order = shuffled(roles, f"{activity.id}:{phase.key}:{group.id}")
    seat = seats.index(person.id)
    drawn = order[seat % len(order)]
    instead = order[(seat + len(seats)) % len(order)]
    if instead == drawn:
        instead = order[(seat + 1) % len(order)]
    return drawn, "" if instead == drawn else instead


def roles_of(activity: Activity, phase: Phase) -> tuple[str, ...]:
    """What there is to draw among: a part of the chosen material."""
    if phase.deal is None:
        return ()
    material = activity.materials.get(phase.deal.setting) or {}
    found = material.get(phase.deal.part) or ()
    return tuple(str(role) for role in found) if isinstance(found, list | tuple) else ()


def shuffled(roles: Sequence[str], seed: str) -> tuple[str, ...]:
    def place(role: str) -> str:
        return hashlib.sha256(f"{seed}:{role}".encode()).hexdigest()

    return tuple(sorted(roles, key=place))
