"""Who may hear which audiences of a room: decided at `enter`, and again for every snapshot."""

from sqlalchemy.orm import Session

from facilitator.domain import audiences, groups, rooms
from facilitator.domain.policies import Actor, require_leader, require_participant
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Room

SURFACES = ("phone", "board", "lead")


def audiences_for(session: Session, actor: Actor, room: Room, surface: str) -> list[str]:
    """The audiences of a surface. Raises NotAllowed or NotSignedIn for those without a place.

    The projector shows what the whole room sees, so the room's address is enough for it.
    """
    shared = [audiences.room(room.id), audiences.board(room.id)]
    if surface == "lead":
        require_leader(actor)
        return [*shared, audiences.lead(room.id)]
    if surface == "board":
        return shared
    if surface == "phone":
        return [*shared, *_personal(session, actor, room)]
    raise NotFound


def _personal(session: Session, actor: Actor, room: Room) -> list[str]:
    person = require_participant(actor)
    presence = rooms.presence_of(session, room, person)
    if presence is None:
        raise NotAllowed("Finn navnet ditt først, så åpner vi rommet.")
    own = groups.own_groups(session, person, room.id)
    return [
        audiences.person(room.id, person),
        *(audiences.group(group.id) for group in own),
    ]
