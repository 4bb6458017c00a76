"""Who leads a kull: added, taken away, and made kursholder. A kursholder's to decide.

All prosessledere of a kull have the same rights but for what `leading.require_owner` guards. A
kull always has a kursholder.
"""

import datetime as dt
import re
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import facts, lost_rights
from facilitator.domain.form_fields import Fields
from facilitator.domain.policies import Actor
from facilitator.errors import Conflict, FacilitatorError, NotAllowed, NotFound
from facilitator.models import Cohort, CohortLeader, Device, Facilitator
from facilitator.models.cohort import YEAR

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
NOT_AN_ADDRESS = "Skriv en e-postadresse, for eksempel kari@kommune.no."
NEEDED_NAME = "Vi kjenner ikke denne adressen fra før. Skriv også navnet."
CLOSED = "Denne personen er stengt ute her. Den som eier installasjonen, kan slippe hen inn igjen."
NO_LINK = (
    "Denne personen leder også andre kull, og henter sin egen lenke derfra. "
    "Be hen åpne kullet fra sin egen side."
)
NO_LINK_OF_OWNER = (
    "Denne personen eier installasjonen, og henter sin egen lenke. "
    "Den som drifter appen, kan også lage en."
)


class LastOwner(FacilitatorError):
    status = Conflict.status
    message = "Et kull må ha en kursholder. Gi oppgaven til en annen først."


def of_cohort(session: Session, cohort_id: int) -> list[tuple[Facilitator, bool]]:
    """Each with whether they are kursholder, by name."""
    rows = session.execute(
        select(Facilitator, CohortLeader.is_owner)
        .join(CohortLeader, CohortLeader.facilitator_id == Facilitator.id)
        .where(CohortLeader.cohort_id == cohort_id)
        .order_by(Facilitator.name, Facilitator.id)
    )
    return [(leader, owner) for leader, owner in rows]


def add(session: Session, cohort: Cohort, form: Mapping[str, str]) -> tuple[Facilitator, bool]:
    """One by e-mail: known already, or new with a name. Gives also whether they were new.

    Adding again changes nothing.
    """
    # Two presses at once come one after the other, also on PostgreSQL.
    session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
    fields = Fields(form)
    email = fields.line("email", 120, NOT_AN_ADDRESS).lower()
    if email and not _EMAIL.fullmatch(email):
        fields.fault("email", NOT_AN_ADDRESS)
    known = session.scalar(select(Facilitator).where(func.lower(Facilitator.email) == email))
    if known is not None and known.closed_at is not None:
        fields.fault("email", CLOSED)
    name = fields.line("name", 60, None if known else NEEDED_NAME)
    title = fields.line("title", 60)
    fields.done()
    leader = known or _add(
        session, Facilitator(name=name, email=email, title=title or "prosessleder")
    )
    if session.get(CohortLeader, (cohort.id, leader.id)) is None:
        session.add(CohortLeader(cohort_id=cohort.id, facilitator_id=leader.id))
        session.flush()
    return leader, known is None


def first(session: Session, name: str, email: str) -> Facilitator:
    """A prosessleder of no kull yet, who can make one; the one with this address if known.

    For whoever sets up the installation. Raises Invalid by field.
    """
    fields = Fields({"name": name, "email": email})
    address = fields.line("email", 120, NOT_AN_ADDRESS).lower()
    if address and not _EMAIL.fullmatch(address):
        fields.fault("email", NOT_AN_ADDRESS)
    said = fields.line("name", 60, NEEDED_NAME)
    fields.done()
    known = session.scalar(select(Facilitator).where(func.lower(Facilitator.email) == address))
    leader = known or _add(session, Facilitator(name=said, email=address))
    own_what_nobody_owns(session, leader)
    session.flush()
    return leader


def _add(session: Session, leader: Facilitator) -> Facilitator:
    """The one that another has made of this address just now, if so."""
    email = leader.email
    try:
        with session.begin_nested():
            session.add(leader)
    except IntegrityError:
        return session.scalars(select(Facilitator).where(Facilitator.email == email)).one()
    return leader


def own_what_nobody_owns(session: Session, leader: Facilitator) -> None:
    """The first one owns the installation; somebody has to."""
    if leader.closed_at is None and not has_owner(session):
        leader.owns_installation = True


def has_owner(session: Session) -> bool:
    asked = select(Facilitator.id).where(
        Facilitator.owns_installation, Facilitator.closed_at.is_(None)
    )
    return session.scalar(asked.limit(1)) is not None


def find(session: Session, cohort: Cohort, facilitator_id: int) -> CohortLeader:
    found = session.get(CohortLeader, (cohort.id, facilitator_id))
    if found is None:
        raise NotFound("Denne prosesslederen er ikke med i kullet.")
    return found


def set_owner(session: Session, row: CohortLeader, now: dt.datetime, *, owns: bool) -> None:
    """Raises LastOwner rather than leave a kull without a kursholder."""
    if row.is_owner and not owns:
        _require_another(session, row)
        lost_rights.remember(session, lost_rights.HELD, row.cohort_id, now, row.facilitator_id)
    row.is_owner = owns
    session.flush()


def without_owner(session: Session) -> list[Cohort]:
    """The kull of the year whose kursholdere are all closed out. Nobody in them can mend that."""
    owned = (
        select(CohortLeader.cohort_id)
        .join(Facilitator, Facilitator.id == CohortLeader.facilitator_id)
        .where(CohortLeader.is_owner, Facilitator.closed_at.is_(None))
    )
    asked = select(Cohort).where(Cohort.kind == YEAR, Cohort.id.not_in(owned))
    return list(session.scalars(asked.order_by(Cohort.name, Cohort.id)))


def give(session: Session, cohort_id: int, leader: Facilitator) -> Cohort:
    """A kull that has lost its kursholder gets this one. Raises NotFound for any other kull."""
    session.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update())
    cohort = next((each for each in without_owner(session) if each.id == cohort_id), None)
    if cohort is None:
        raise NotFound("Dette kullet har en kursholder.")
    row = session.get(CohortLeader, (cohort.id, leader.id))
    if row is None:
        row = CohortLeader(cohort_id=cohort.id, facilitator_id=leader.id)
        session.add(row)
    row.is_owner = True
    session.flush()
    return cohort


def remove(session: Session, row: CohortLeader, now: dt.datetime) -> None:
    """They lead the kull no more, on any screen that is open. What they wrote stays."""
    if row.is_owner:
        _require_another(session, row)
    devices = select(Device.id).where(Device.facilitator_id == row.facilitator_id)
    for device_id in session.scalars(devices).all():
        record(session, facts.AccessEnded("", 0, device_id))
    lost_rights.remember(session, lost_rights.LED, row.cohort_id, now, row.facilitator_id)
    session.delete(row)
    session.flush()


def _require_another(session: Session, row: CohortLeader) -> None:
    # Locked, so that two kursholdere cannot leave at the same moment.
    others = session.scalars(
        select(CohortLeader.facilitator_id)
        .join(Facilitator, Facilitator.id == CohortLeader.facilitator_id)
        # One who is closed out can do nothing for the kull.
        .where(
            CohortLeader.cohort_id == row.cohort_id,
            CohortLeader.is_owner,
            Facilitator.closed_at.is_(None),
        )
        .with_for_update(of=CohortLeader)
    ).all()
    if all(each == row.facilitator_id for each in others):
        raise LastOwner


def require_may_show_link(session: Session, actor: Actor, leader: Facilitator) -> None:
    """A sign-in link opens all that somebody may. So it is shown only by one who is kursholder
    of all that they lead, and everybody else's is their own to fetch.
    """
    if not may_show_link(leader, led_by(session, [leader.id])[leader.id], actor):
        raise NotAllowed(NO_LINK_OF_OWNER if leader.owns_installation else NO_LINK)


def may_show_link(leader: Facilitator, led: frozenset[int], actor: Actor) -> bool:
    """Anybody can add the installation's owner to a kull of their own, and must gain nothing."""
    if leader.owns_installation and not actor.owns_installation:
        return False
    return leader.closed_at is None and led <= actor.owns


def led_by(session: Session, leaders: list[int]) -> dict[int, frozenset[int]]:
    """Which kull each of them leads."""
    rows = session.execute(
        select(CohortLeader.facilitator_id, CohortLeader.cohort_id).where(
            CohortLeader.facilitator_id.in_(leaders)
        )
    ).all()
    return {
        leader: frozenset(row.cohort_id for row in rows if row.facilitator_id == leader)
        for leader in leaders
    }
