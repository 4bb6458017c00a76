"""The prosessledere of an installation, as its owner sees them: who is here, and who no more.

The owner sets what holds for all, and reads nothing of what is told: that takes leading the kull.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import (
    accounts,
    accounts_changes,
    accounts_sessions,
    audit,
    cohort_leaders,
    leaving,
    leaving_due,
    lost_rights,
    permissions,
    settings,
)
from facilitator.domain.cohort_removal import Files
from facilitator.domain.form_fields import Fields
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import Conflict, FacilitatorError, NotAllowed, NotFound
from facilitator.models import Account, Cohort, CohortLeader, Device, Facilitator, Identity
from facilitator.models.cohort import YEAR


class LastOwner(FacilitatorError):
    status = Conflict.status
    message = "Noen må eie installasjonen. Gi oppgaven til en annen først."


@dataclass(frozen=True, slots=True)
class Listed:
    leader: Facilitator
    has_password: bool
    has_second_factor: bool
    has_provider: bool
    kull: tuple[str, ...]
    seen_at: dt.datetime | None


def require_owner(actor: Actor) -> int:
    """The facilitator's id. Raises NotSignedIn, NotAllowed for the other prosessledere."""
    leader = require_leader(actor)
    permissions.require(actor, permissions.OWN_INSTALLATION)
    return leader


def everybody(session: Session) -> list[Listed]:
    """Those who are here first, by name. Whose details are deleted is nobody."""
    known = select(Facilitator).where(Facilitator.id.not_in(leaving_due.gone()))
    leaders = session.scalars(known.order_by(Facilitator.name, Facilitator.id)).all()
    accounts_of = {each.facilitator_id: each for each in session.scalars(select(Account))}
    linked = set(session.scalars(select(Identity.facilitator_id)))
    led: dict[int, list[str]] = {}
    rows = session.execute(
        select(CohortLeader.facilitator_id, Cohort.name)
        .join(Cohort, Cohort.id == CohortLeader.cohort_id)
        .where(Cohort.kind == YEAR)
        .order_by(Cohort.name)
    )
    for leader_id, name in rows:
        led.setdefault(leader_id, []).append(name)
    seen = dict(
        session.execute(
            select(Device.facilitator_id, func.max(Device.seen_at))
            .where(Device.facilitator_id.is_not(None))
            .group_by(Device.facilitator_id)
        ).all()
    )
    found = [
        Listed(
            leader=each,
            has_password=bool(each.id in accounts_of and accounts_of[each.id].password),
            has_second_factor=accounts.has_second_factor(accounts_of.get(each.id)),
            has_provider=each.id in linked,
            kull=tuple(led.get(each.id, ())),
            seen_at=seen.get(each.id),
        )
        for each in leaders
    ]
    return sorted(found, key=lambda each: each.leader.closed_at is not None)


def find(session: Session, facilitator_id: int) -> Facilitator:
    found = session.get(Facilitator, facilitator_id)
    if found is None or leaving_due.is_gone(session, found.id):
        raise NotFound("Denne prosesslederen finnes ikke her.")
    return found


def invite(
    session: Session, actor: Actor, form: Mapping[str, str], now: dt.datetime
) -> Facilitator:
    """One by name and address; the one with this address if known. Raises Invalid by field."""
    before = accounts.by_email(session, form.get("email", ""))
    leader = cohort_leaders.first(session, form.get("name", ""), form.get("email", ""))
    fields = Fields(form)
    title = fields.line("title", 60)
    fields.done()
    if before is None and leader.closed_at is None:
        leader.title = title or leader.title
        audit.note(session, actor, audit.INVITED, now, leader.name)
    return leader


def set_owner(
    session: Session, actor: Actor, leader: Facilitator, now: dt.datetime, *, owns: bool
) -> None:
    """Raises LastOwner rather than leave the installation to nobody."""
    if owns == leader.owns_installation:
        return
    if owns and leader.closed_at is not None:
        raise NotAllowed(accounts.CLOSED)
    if not owns:
        _require_another(session, leader)
    leader.owns_installation = owns
    if not owns:
        lost_rights.remember(session, lost_rights.OWNED, leader.id, now)
    what = f"{leader.name} eier installasjonen{'' if owns else ' ikke lenger'}"
    audit.note(session, actor, audit.ROLE, now, what)
    session.flush()


def close(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> None:
    """No way in is open any more, and every page that stands open closes. What they wrote stays.

    What they signed in with is deleted: who is let in again begins with a link.
    """
    if leader.closed_at is not None:
        return
    if leader.owns_installation:
        _require_another(session, leader)
    leader.owns_installation = False
    leader.closed_at = now
    accounts.end_sessions(session, leader.id)
    accounts.end_links(session, leader.id, now)
    accounts.forget_ways_in(session, leader.id)
    audit.note(session, actor, audit.ROLE, now, f"{leader.name} er stengt ute")
    session.flush()


def give_kull(
    session: Session, actor: Actor, cohort_id: int, leader: Facilitator, now: dt.datetime
) -> Cohort:
    """A kursholder for a kull that has none left. It stands in the kull's own log."""
    if leader.closed_at is not None:
        raise NotAllowed(accounts.CLOSED)
    cohort = cohort_leaders.give(session, cohort_id, leader)
    audit.note(session, actor, audit.ROLE, now, f"{leader.name} er kursholder", cohort=cohort.id)
    return cohort


def reopen(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> None:
    if leader.closed_at is None:
        return
    leader.closed_at = None
    audit.note(session, actor, audit.ROLE, now, f"{leader.name} er sluppet inn igjen")
    session.flush()


def forget(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> Files:
    """All that leads to one who is closed out. Gives the files that are to go after it.

    Raises NotYet, LastOwner.
    """
    if leader.owns_installation:
        _require_another(session, leader)
    return leaving.forget(session, actor, leader, now)


def lost_phone(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> None:
    """The codes of a phone that is gone open nothing, and nobody is signed in as its owner."""
    accounts_changes.remove_factor(session, leader, actor, now)
    accounts.end_sessions(session, leader.id)
    accounts.end_links(session, leader.id, now)
    session.flush()


def require_open(leader: Facilitator) -> None:
    if leader.closed_at is not None:
        raise NotAllowed("Denne personen er stengt ute. Slipp hen inn igjen først.")


def note_link(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> None:
    audit.note(session, actor, audit.LINK, now, leader.name)


def _require_another(session: Session, leader: Facilitator) -> None:
    # Locked, so that two owners cannot leave at the same moment.
    owners = session.scalars(
        select(Facilitator.id)
        .where(Facilitator.owns_installation, Facilitator.closed_at.is_(None))
        .with_for_update()
    ).all()
    if all(each == leader.id for each in owners):
        raise LastOwner


# --- how one signs in here -----------------------------------------------------------------------


def set_rules(session: Session, actor: Actor, form: Mapping[str, str], now: dt.datetime) -> None:
    """Whether a password and a code are asked for, and how long one stays signed in."""
    fields = Fields(form)
    values: dict[str, bool | int] = {
        accounts.REQUIRED: fields.tick("required"),
        accounts_sessions.SHARED_HOURS: fields.number("shared_hours", 1, 72),
        accounts_sessions.OWN_DAYS: fields.number("own_days", 1, 180),
        accounts_sessions.LONGEST_DAYS: fields.number("longest_days", 1, 400),
    }
    fields.done()
    for key, value in values.items():
        settings.put(session, key, value, now, actor.name)
    audit.note(session, actor, audit.SETTINGS, now, "innlogging")
    if values[accounts.REQUIRED]:
        accounts.hold_back(session)
    session.flush()
