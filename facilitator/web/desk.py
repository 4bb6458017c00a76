"""What every page of a prosessleder's desk begins with: who is asking, and about which kull.

The kull is the one that the address names (`?kull=<key>`, or a form's field `kull`), else the
one that was named last on this device, else the one that has a samling today.
"""

from dataclasses import dataclass

from flask import Flask, g, has_request_context, request, session, url_for
from sqlalchemy.orm import Session

from facilitator.domain import cohorts, leading, permissions
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Cohort, Facilitator
from facilitator.presentation import people, today
from facilitator.presentation.people import Desk
from facilitator.web import context

KULL = "kull"
NO_KULL = "Du leder ingen kull her ennå. Lag et fra siden I dag, så kommer det hit."


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the kull that one leads, in the desk's top line."""

    key: str
    name: str
    period: str
    address: str
    current: bool


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
        return permissions.may(self.actor, permissions.OWN_KULL, self.cohort)


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
    else:
        found = _unnamed(db, actor)
        if found is None:
            return None
        cohort = found
    g.at_kull = cohort.id
    return cohort


def led_by(db: Session, actor: Actor) -> Cohort | None:
    """For pages that are about no kull, and that those who lead none read too: whatever is named,
    nobody is refused.
    """
    if not actor.is_leader:
        return None
    try:
        return find_kull(db, actor)
    except (NotAllowed, NotFound):
        return _unnamed(db, actor)


def _unnamed(db: Session, actor: Actor) -> Cohort | None:
    return _remembered(db, actor) or today.cohort_of(db, actor, context.now())


def _remembered(db: Session, actor: Actor) -> Cohort | None:
    found = people.find_cohort(db, str(session.get(KULL, "")))
    return found if found is not None and leading.leads_cohort(actor, found) else None


def install(app: Flask) -> None:
    """For the top line of every desk page: templates/plan/_top.html."""
    app.context_processor(lambda: {"led_kulls": _choices()})


def _choices() -> tuple[Choice, ...]:
    """Nothing for one who leads a single kull: then there is nothing to choose."""
    actor = g.get("actor") if has_request_context() else None
    if actor is None or len(actor.leads) < 2:
        return ()
    if "led_kulls" not in g:
        with context.reading() as db:
            if "at_kull" not in g:  # a page that is about no kull, or that refuses the one named
                at = _unnamed(db, actor)
                g.at_kull = at.id if at else None
            g.led_kulls = tuple(_choice(cohort) for cohort in cohorts.of_leader(db, actor))
    found: tuple[Choice, ...] = g.led_kulls
    return found


def _choice(cohort: Cohort) -> Choice:
    """The same page for another kull; where a page is about one samling, the day's page."""
    page = "" if request.view_args or request.method != "GET" else request.path
    address = url_for("today.show") if not page or page.startswith("/metoder") else page
    current = g.get("at_kull") == cohort.id
    return Choice(cohort.key, cohort.name, cohort.period, f"{address}?kull={cohort.key}", current)
