"""«Slett alt om meg»: a wish with fourteen days to change one's mind, and carrying it out.

What is the person's own goes. What they made together with others stays without their name, and
the register of kompetansebevis is kept. What is gone is remembered by its number alone, so that
it is deleted again should an older copy be put back: domain/erasures.py.
"""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audit, certificates, facts, forgetting_traces, merging, settings
from facilitator.domain.cohort_removal import Files
from facilitator.domain.forgetting_rules import DELETE, RULES
from facilitator.domain.merging_one import MERGED
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import OSLO
from facilitator.domain.roster_changes import forget_workplaces
from facilitator.models import Cohort, DeletionWish, Erasure, Participant

DAYS = 14
"""To change one's mind."""
HOUR = dt.time(3)
"""At night, when no room is in use."""
PARTICIPANT, COHORT = "participant", "cohort"
UNSCRUBBED = "unscrubbed"
"""Set while what was deleted may still stand in the database's file: erasures.scrub."""
WISHED = "ønsket om å få alt slettet: bedt om det"
CHANGED_MIND = "ønsket om å få alt slettet: angret"
CARRIED_OUT = "alt om en deltaker"


def standing(session: Session, participant_id: int) -> DeletionWish | None:
    return session.scalar(
        select(DeletionWish)
        .where(DeletionWish.participant_id == participant_id, DeletionWish.cancelled_at.is_(None))
        .order_by(DeletionWish.id)
        .limit(1)
    )


def of_cohort(session: Session, cohort: Cohort) -> list[tuple[DeletionWish, Participant]]:
    """Those that stand, the first that is due first."""
    rows = session.execute(
        select(DeletionWish, Participant)
        .join(Participant, Participant.id == DeletionWish.participant_id)
        .where(Participant.cohort_id == cohort.id, DeletionWish.cancelled_at.is_(None))
        .order_by(DeletionWish.due_at, DeletionWish.id)
    )
    return [(row[0], row[1]) for row in rows]


def ask(
    session: Session, person: Participant, actor: Actor, now: dt.datetime, *, by: str
) -> DeletionWish:
    """Asked once more, the first wish stands. `by` is who wanted it, in words."""
    if found := standing(session, person.id):
        return found
    made = DeletionWish(participant_id=person.id, asked_at=now, asked_by=by, due_at=_due(now))
    session.add(made)
    audit.note(session, actor, audit.CHANGED, now, WISHED, about=person.id, cohort=person.cohort_id)
    record(session, facts.TakenBack())
    session.flush()
    return made


def _due(now: dt.datetime) -> dt.datetime:
    """The night after the fourteenth day, so that there are never fewer."""
    day = now.astimezone(OSLO).date() + dt.timedelta(days=DAYS + 1)
    return dt.datetime.combine(day, HOUR, OSLO).astimezone(dt.UTC)


def change_mind(session: Session, person: Participant, actor: Actor, now: dt.datetime) -> None:
    """A second time nothing is left to do. Two records made one may have had a wish each."""
    theirs = (DeletionWish.participant_id == person.id, DeletionWish.cancelled_at.is_(None))
    wishes = session.scalars(select(DeletionWish).where(*theirs)).all()
    if not wishes:
        return
    for wish in wishes:
        wish.cancelled_at = now
    audit.note(
        session, actor, audit.CHANGED, now, CHANGED_MIND, about=person.id, cohort=person.cohort_id
    )
    record(session, facts.TakenBack())
    session.flush()


def due(session: Session, now: dt.datetime) -> list[int]:
    """The participants whose fourteen days are over."""
    wanted = select(DeletionWish.participant_id).where(
        DeletionWish.cancelled_at.is_(None), DeletionWish.due_at <= now
    )
    return list(session.scalars(wanted.distinct().order_by(DeletionWish.participant_id)))


# --- carrying it out --------------------------------------------------------------------------


def erase(session: Session, person: Participant, now: dt.datetime) -> Files:
    """Delete all of theirs. Gives the files that are to go when this is committed."""
    traces = forgetting_traces
    cohort_id, person_id, workplace = person.cohort_id, person.id, person.workplace_id
    certificates.settle(session, person.cohort, now)  # what is prepared, while it is known
    pictures = traces.borrowed_rooms(session, person)
    person = session.get_one(Participant, person_id)
    own = traces.off_the_boards(session, person)
    traces.tell_groups(session, person)
    pictures += traces.photos_of(session, person, own)
    documents = traces.files_of(session, person)
    exports = traces.exports_of(session, person)
    traces.numbers(session, person, own)
    traces.listened(session, person)
    traces.credits_of(session, person)
    traces.log_entries(session, person)
    traces.devices(session, person)
    session.flush()
    _by_the_rules(session, person_id)
    session.expunge_all()
    session.execute(delete(Participant).where(Participant.id == person_id))
    if workplace is not None:
        forget_workplaces(session, [workplace])
    remember(session, PARTICIPANT, [person_id, *_merged_into(session, person_id)], now)
    audit.note(session, "facilitator", audit.DELETED, now, CARRIED_OUT, cohort=cohort_id)
    session.flush()
    return Files(photos=tuple(pictures), documents=documents, exports=exports)


def _merged_into(session: Session, person_id: int) -> list[int]:
    """Records that became this one: in an older copy they hold their own part of it."""
    theirs = (Erasure.kind == MERGED, Erasure.into_id == person_id)
    found = list(session.scalars(select(Erasure.row_id).where(*theirs)))
    session.execute(delete(Erasure).where(*theirs))
    return found


def _by_the_rules(session: Session, person_id: int) -> None:
    """First what stays lets go of the person, then what is theirs alone goes."""
    columns = merging.references()
    for name, column in columns.items():
        table = column.table
        assert isinstance(table, Table)
        if RULES[name] != DELETE:
            session.execute(update(table).where(column == person_id).values({column.name: None}))
    for name, column in columns.items():
        if RULES[name] == DELETE:
            assert isinstance(column.table, Table)
            session.execute(delete(column.table).where(column == person_id))
    if left := merging.counts(session, person_id):
        raise RuntimeError(f"something still leads to the one who goes: {sorted(left)}")


def remember(session: Session, kind: str, ids: Iterable[int], now: dt.datetime) -> None:
    """By number alone, and once. The database's file is to be written anew when it is quiet."""
    for each in ids:
        known = select(Erasure.id).where(Erasure.kind == kind, Erasure.row_id == each)
        if session.scalar(known.limit(1)) is None:
            session.add(Erasure(kind=kind, row_id=each, at=now))
            settings.put(session, UNSCRUBBED, True, now)
    session.flush()
