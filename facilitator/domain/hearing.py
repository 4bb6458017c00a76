"""Who may hear which audiences of a room: decided at `enter`, and again for every snapshot."""

from sqlalchemy.orm import Session

from facilitator.domain import activities, audiences, entry, groups, handovers, leading
from facilitator.domain.policies import Actor
from facilitator.errors import NotFound
from facilitator.models import Room

SURFACES = ("phone", "board", "lead")


def audiences_for(session: Session, actor: Actor, room: Room, surface: str) -> list[str]:
    """The audiences of a surface. Raises NotAllowed or NotSignedIn for those without a place.

    The projector shows what the whole room sees, so the room's address is enough for it.
    """
    shared = [audiences.room(room.id), audiences.board(room.id)]
    if surface == "lead":
        _require_steering(session, actor, room)
        return [*shared, audiences.lead(room.id)]
    if surface == "board":
        return shared
    if surface == "phone":
        return [*shared, *_personal(session, actor, room)]
    raise NotFound


def _require_steering(session: Session, actor: Actor, room: Room) -> None:
    """A prosessleder, or the participant who has been handed what is on just now."""
    if leading.leads(actor, room):
        return
    if not actor.is_leader and actor.participant_id and handovers.had_it(session, room, actor):
        handovers.require_holder(session, room, activities.current(session, room), actor)
        return
    leading.require(actor, room)


def _personal(session: Session, actor: Actor, room: Room) -> list[str]:
    person = entry.person_in(session, room, actor)
    own = groups.own_groups(session, person.id, room.id)
    return [
        audiences.person(room.id, person.id),
        *(audiences.group(group.id) for group in own),
    ]
