"""A prosessleder who has left: what leads to the person is deleted, what they did stays.

Their row is emptied and kept, so that its number stays theirs: domain/leaving_rules.py says what
becomes of the rest. It is remembered by number alone and done again should an older copy be put
back: domain/erasures.py.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, ColumnElement, Table, delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.db import Base, record
from facilitator.domain import (
    accounts,
    audit,
    facts,
    forgetting,
    leaving_names,
    passing,
)
from facilitator.domain.cohort_removal import Files
from facilitator.domain.leaving_due import FACILITATOR, alone_in, due, is_gone
from facilitator.domain.leaving_names import FORMER
from facilitator.domain.leaving_rules import CLEAR, DELETE, RULES
from facilitator.domain.method_access import OWN
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.errors import Conflict, FacilitatorError
from facilitator.models import (
    AuditEntry,
    Cohort,
    Facilitator,
    Job,
    Method,
)
from facilitator.models.cohort import YEAR

EMPTY: Final = "slettet-{}"
"""Stands where the address stood, which no two may share. It is none that a letter could reach."""
CARRIED_OUT: Final = "opplysningene om en tidligere prosessleder"


class NotYet(FacilitatorError):
    status = Conflict.status


STILL_OPEN = "Denne personen er ikke stengt ute. Steng ute først, så kan opplysningene slettes."
ALONE = "{kull} har ingen annen kursholder. Gi kullet til en annen først."


def require_may(session: Session, leader: Facilitator, now: dt.datetime) -> None:
    """Raises NotYet while somebody needs the account, or the person may still come in."""
    if why := refusal(session, leader, now):
        raise NotYet(why)


def refusal(session: Session, leader: Facilitator, now: dt.datetime) -> str:
    """Why it may not be done yet; nothing when it may."""
    if leader.closed_at is None:
        return STILL_OPEN
    kull = alone_in(session, oslo_day(now)).get(leader.id)
    return ALONE.format(kull=" og ".join(kull)) if kull else ""


def forget_due(session: Session, leader_id: int, before: dt.datetime, now: dt.datetime) -> None:
    """One whose days are over, unless somebody has let them in again. For housekeeping."""
    leader = next((each for each in due(session, before) if each.id == leader_id), None)
    if leader is not None and erase(session, leader, now) is not None:
        audit.note(session, "facilitator", audit.DELETED, now, CARRIED_OUT)


# --- what it would do --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preview:
    methods: int
    """Their own, which go."""
    shared: int
    """Those that others use, which stay."""
    namesake: bool
    """Another prosessleder has the same name, so where it stands nobody knows whose it is."""


def preview(session: Session, leader: Facilitator) -> Preview:
    theirs = Method.facilitator_id == leader.id
    return Preview(
        methods=_count(session, theirs & (Method.scope == OWN)),
        shared=_count(session, theirs & (Method.scope != OWN)),
        namesake=leader.name not in leaving_names.known_as(session, leader),
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Method).where(which)) or 0


# --- carrying it out ---------------------------------------------------------------------------


def forget(session: Session, actor: Actor, leader: Facilitator, now: dt.datetime) -> Files:
    """«Slett opplysningene nå». Gives the files that are to go after it. Raises NotYet."""
    require_may(session, leader, now)
    files = erase(session, leader, now)
    if files is None:
        return Files()
    audit.note(session, actor, audit.DELETED, now, CARRIED_OUT)
    session.flush()
    return files


def erase(session: Session, leader: Facilitator, now: dt.datetime) -> Files | None:
    """Whether or not it may be done; also of one who is let in again in an older copy.

    None where another has just done it.
    """
    leader_id = leader.id
    session.execute(select(Facilitator.id).where(Facilitator.id == leader_id).with_for_update())
    if is_gone(session, leader_id):
        return None
    accounts.end_sessions(session, leader_id)
    pictures: list[str] = []
    lent = (Cohort.leader_id == leader_id, Cohort.kind != YEAR)
    for cohort in session.scalars(select(Cohort).where(*lent)).all():
        pictures += passing.throw_away(session, cohort)
    leader = session.get_one(Facilitator, leader_id)
    exports = tuple(session.scalars(select(Job.token).where(Job.facilitator_id == leader_id)))
    session.flush()
    leaving_names.take_out(session, leader)
    session.execute(delete(Method).where(Method.facilitator_id == leader_id, Method.scope == OWN))
    _leave_the_log(session, leader)
    _by_the_rules(session, leader_id)
    leader.name, leader.title, leader.email = FORMER, "", EMPTY.format(leader_id)
    leader.owns_installation, leader.closed_at = False, leader.closed_at or now
    session.flush()
    forgetting.remember(session, FACILITATOR, [leader_id], now)
    record(session, facts.TakenBack())  # so that it is soon in the list beside the database
    session.expire_all()
    return Files(photos=tuple(pictures), exports=exports)


def _leave_the_log(session: Session, leader: Facilitator) -> None:
    """It says who it was, for as long as it is kept, and leads to nobody."""
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.facilitator_id == leader.id)
        .values(by=leader.name, facilitator_id=None)
    )


def references() -> dict[str, Column[int]]:
    """Every column that points at a prosessleder, as `table.column`."""
    return {
        f"{table.name}.{key.parent.name}": key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is Facilitator.__table__
    }


def _by_the_rules(session: Session, leader_id: int) -> None:
    for name, column in references().items():
        table = column.table
        assert isinstance(table, Table)
        if RULES[name] == DELETE:
            session.execute(delete(table).where(column == leader_id))
        elif RULES[name] == CLEAR:
            session.execute(update(table).where(column == leader_id).values({column.name: None}))


# --- after an older copy has been put back -----------------------------------------------------


def erase_again(session: Session, facilitator_id: int, now: dt.datetime) -> Files | None:
    """None where nothing of them had come back. A number that the copy has not reached yet is
    taken, so that it becomes nobody else's.
    """
    leader = session.get(Facilitator, facilitator_id)
    if leader is not None:
        return erase(session, leader, now)
    empty = EMPTY.format(facilitator_id)
    session.add(Facilitator(id=facilitator_id, name=FORMER, title="", email=empty, closed_at=now))
    session.flush()
    return None
