"""What every page of a prosessleder's desk begins with: who is asking, and about which kull.

The kull is the one that the address names (`?kull=<key>`, or a form's field `kull`), else the
one that was named last on this device, else the one that has a samling today.
"""

from dataclasses import dataclass

from flask import request, session
from sqlalchemy.orm import Session

from facilitator.domain import leading
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import NotFound
from facilitator.models import Cohort, Facilitator
from facilitator.presentation import people, today
from facilitator.presentation.people import Desk
from facilitator.web import context

KULL = "kull"
NO_KULL = "Dette kullet finnes ikke her ennå."


@dataclass(frozen=True, slots=True)
class At:
    """A prosessleder at the desk of one kull."""

    leader: Facilitator
    actor: Actor
    cohort: Cohort
    desk: Desk

    @property
    def name(self) -> str:
        return self.leader.name

    @property
    def owns(self) -> bool:
        return self.cohort.id in self.actor.owns


def at_desk(db: Session) -> At:
    """Raises NotSignedIn, NotFound without a kull, NotAllowed for one that others lead."""
    actor = context.current_actor(db)
    leader = db.get_one(Facilitator, require_leader(actor))
    cohort = kull(db, actor)
    return At(leader, actor, cohort, people.desk(db, context.now(), actor, cohort))


def at_owners_desk(db: Session) -> At:
    """The same for what only a kursholder does. Raises NotAllowed for the others."""
    at = at_desk(db)
    leading.require_owner(at.actor, at.cohort)
    return at


def kull(db: Session, actor: Actor) -> Cohort:
    found = find_kull(db, actor)
    if found is None:
        raise NotFound(NO_KULL)
    return found


def find_kull(db: Session, actor: Actor) -> Cohort | None:
    """None while the one at the desk leads no kull yet."""
    named = request.args.get(KULL) or request.form.get(KULL) or ""
    if named:
        cohort = people.named_cohort(db, named)
        leading.require_cohort(actor, cohort)
        session[KULL] = cohort.key
        return cohort
    return _remembered(db, actor) or today.cohort_of(db, actor, context.now())


def _remembered(db: Session, actor: Actor) -> Cohort | None:
    found = people.find_cohort(db, str(session.get(KULL, "")))
    return found if found is not None and leading.leads_cohort(actor, found) else None
