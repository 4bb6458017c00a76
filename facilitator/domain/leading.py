"""Who leads a kull and its rooms: asked anew for every press, page and socket.

A kull and its rooms are led by its own prosessledere, and some of them are its kursholdere. A
rehearsal may be led by any of them, for nobody in it is real. A borrowed room is led by whoever
has borrowed it and by nobody else: what colleagues tell there is no prosessleder's.
"""

from sqlalchemy.orm import Session

from facilitator.domain import permissions
from facilitator.domain.permissions import OTHER_KULL
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import LinkNeeded, NotAllowed, NotFound
from facilitator.models import Cohort, Gathering, Room
from facilitator.models.cohort import BORROWED

NOT_YOURS = "Dette rommet er lånt av noen andre, og ledes derfra."
NO_SAMLING = "Denne samlingen finnes ikke."
WHO_BORROWED = "Dette åpner bare den som har lånt rommet. Er det deg?"


def leads_cohort(actor: Actor, cohort: Cohort) -> bool:
    return permissions.may(actor, permissions.LEAD_KULL, cohort)


def require_cohort(actor: Actor, cohort: Cohort) -> int:
    """The facilitator's id. Raises NotSignedIn, NotAllowed for a prosessleder of other kull."""
    leader = require_leader(actor)
    permissions.require(actor, permissions.LEAD_KULL, cohort)
    return leader


def require_owner(actor: Actor, cohort: Cohort) -> int:
    """The same for what only a kursholder does: settings, kompetansebevis, deleting."""
    leader = require_cohort(actor, cohort)
    permissions.require(actor, permissions.OWN_KULL, cohort)
    return leader


def leads(actor: Actor, room: Room) -> bool:
    """Whether somebody leads the room, and so also reads what the room reads."""
    return permissions.may(actor, permissions.LEAD_ROOM, room.gathering.cohort)


def find_gathering(session: Session, actor: Actor, gathering_id: int) -> Gathering:
    """A day that the actor plans. Raises NotSignedIn, NotAllowed for another kull's, NotFound
    also for a borrowed room's, which is nobody's to plan.
    """
    require_leader(actor)
    found = session.get(Gathering, gathering_id)
    if found is None or found.cohort.kind == BORROWED:
        raise NotFound(NO_SAMLING)
    require_cohort(actor, found.cohort)
    return found


def require(actor: Actor, room: Room) -> None:
    """Raises NotSignedIn where signing in would help, and NotAllowed where it would not."""
    if leads(actor, room):
        return
    if room.gathering.cohort.kind == BORROWED and not actor.is_leader:
        raise LinkNeeded(WHO_BORROWED)
    require_leader(actor)
    raise NotAllowed(NOT_YOURS if room.gathering.cohort.kind == BORROWED else OTHER_KULL)
