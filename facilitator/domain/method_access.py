"""Who may read, use, change and share an own method: asked in one place.

The library is for prosessledere and for participants whose whole arbeidsmappe is open. What is
shared is read by those it is shared with; a working text that nobody has saved is its owner's.
"""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import Session

from facilitator.domain import permissions
from facilitator.domain.policies import Actor
from facilitator.errors import LinkNeeded, NotAllowed
from facilitator.models import Cohort, Facilitator, Method, Participant
from facilitator.models.cohort import YEAR

OWN, COHORT, ALL = "own", "cohort", "all"
SCOPES = (OWN, COHORT, ALL)

NOT_OPEN = "Metodene åpnes med den personlige lenken din. Be prosesslederen om den."
NOT_YOURS = "Denne metoden er laget av noen andre. Kopier den, så kan du gjøre den til din egen."


def may_use(actor: Actor) -> bool:
    """Whether somebody may open the library at all."""
    return permissions.may(actor, permissions.PREPARE)


def require_use(actor: Actor) -> None:
    """Raises NotAllowed for a name claimed by code, and LinkNeeded for a device of nobody."""
    if may_use(actor):
        return
    if actor.participant_id is not None:
        raise NotAllowed(NOT_OPEN)
    raise LinkNeeded


def owns(actor: Actor, method: Method) -> bool:
    if method.facilitator_id is not None:
        return actor.is_leader and method.facilitator_id == actor.facilitator_id
    return may_use(actor) and method.participant_id == _participant(actor)


def may_edit(actor: Actor, method: Method) -> bool:
    return owns(actor, method)


def require_edit(actor: Actor, method: Method) -> None:
    if not may_edit(actor, method):
        raise NotAllowed(NOT_YOURS)


def may_unshare(actor: Actor, method: Method) -> bool:
    """A prosessleder may also put what others have shared with a kull they lead, or with all,
    back as its owner's own.
    """
    if method.scope == COHORT:
        return owns(actor, method) or method.cohort_id in actor.leads
    at_desk = permissions.may(actor, permissions.BE_AT_DESK)
    return method.scope == ALL and (owns(actor, method) or at_desk)


def may_read(session: Session, actor: Actor, method: Method) -> bool:
    """Whether somebody may read the saved editions; the working text is the owner's alone."""
    if owns(actor, method):
        return True
    if not may_use(actor) or not method.version:
        return False
    if method.scope == COHORT:
        return method.cohort_id in cohorts_of(session, actor)
    return method.scope == ALL


def readable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `may_read`, as a condition on methods."""
    if not may_use(actor):
        return false()
    shared = [Method.scope == ALL]
    if cohorts := cohorts_of(session, actor):
        shared.append(and_(Method.scope == COHORT, Method.cohort_id.in_(cohorts)))
    return or_(owned_by(actor), and_(Method.version > 0, or_(*shared)))


def owned_by(actor: Actor) -> ColumnElement[bool]:
    if actor.is_leader:
        return Method.facilitator_id == actor.facilitator_id
    if (person := _participant(actor)) is not None:
        return Method.participant_id == person
    return false()


def cohort_of(session: Session, actor: Actor) -> int | None:
    """The kull of a participant; a prosessleder and a guest have none of their own."""
    if actor.is_leader or actor.participant_id is None:
        return None
    person = session.get(Participant, actor.participant_id)
    if person is None or person.guest_of is not None:
        return None
    cohort = session.get_one(Cohort, person.cohort_id)
    return cohort.id if cohort.kind == YEAR else None


def cohorts_of(session: Session, actor: Actor) -> frozenset[int]:
    """The kull whose methods somebody shares in: those one leads, or the one that one is in."""
    if actor.is_leader:
        return actor.leads
    own = cohort_of(session, actor)
    return frozenset() if own is None else frozenset({own})


def full_name(session: Session, actor: Actor) -> str:
    """The name that stands as who made something, unless one writes another."""
    if actor.facilitator_id is not None:
        return session.get_one(Facilitator, actor.facilitator_id).name
    if actor.participant_id is not None:
        return session.get_one(Participant, actor.participant_id).name
    return actor.name


def _participant(actor: Actor) -> int | None:
    """A device may be a prosessleder's and a participant's at once: then it acts as the first."""
    return actor.participant_id if actor.whole_portfolio and not actor.is_leader else None
