"""Two records of one person become one, with everything of both.

What points at a person is found in the tables themselves, and each such column has a rule here:
a table that is made later and has none is named by a test before it can lose anybody's text.
"""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Column, Table, Update, delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.db import Base, record
from facilitator.domain import attendance_log, consents, facts, merging_consents, roster_changes
from facilitator.domain import merging_one as one
from facilitator.domain import merging_rows as rows
from facilitator.domain.merging_one import Merge
from facilitator.domain.roster_fields import Person
from facilitator.errors import Invalid
from facilitator.models import Claim, Cohort, Gathering, Participant
from facilitator.models.people import LEFT, SEATED, WAITING

SAME_ONE = "Velg to forskjellige personer."

Rule = Callable[[Session, Merge], None]


def _move(_session: Session, _merge: Merge) -> None:
    """Nothing stands in the way: the rows are given to the one that stays."""


RULES: dict[str, Rule] = {
    "apart_pair.first_id": rows.pairs_apart,
    "apart_pair.second_id": rows.pairs_apart,
    "attendance.participant_id": rows.attendance,
    "attendance_agreement.participant_id": rows.unless_there,
    "attendance_change.participant_id": _move,
    "card.author_id": rows.client_ids,
    "card.owner_id": _move,
    "card.written_by_id": _move,
    "card_mark.person_id": rows.unless_there,
    "card_thread.by_id": _move,
    "audit_entry.about_id": _move,
    "audit_entry.participant_id": _move,
    "certificate.participant_id": _move,
    "claim.participant_id": rows.claims,
    "consent.participant_id": merging_consents.said_last,
    "deletion_wish.participant_id": _move,
    "draft.owner_id": _move,
    "draft.pen_holder_id": _move,
    "draft.writer_id": rows.drafts,
    "email_code.participant_id": _move,
    "festival_contribution.participant_id": one.contribution,
    "group_member.participant_id": rows.unless_there,
    "handover.participant_id": _move,
    "interview.interviewer_id": _move,
    "interview.teller_id": _move,
    "job.participant_id": _move,
    "leader_note.sender_id": _move,
    "led_process.participant_id": rows.unless_there,
    "letter.participant_id": _move,
    "method.participant_id": _move,
    "personal_link.participant_id": _move,
    "photo.owner_id": _move,
    "portfolio_copy.participant_id": rows.unless_there,
    "portfolio_review.participant_id": one.portfolio_review,
    "practice_document.participant_id": _move,
    "presence.participant_id": rows.presences,
    "ready.participant_id": rows.unless_there,
    "saved_board_holder.participant_id": rows.unless_there,
    "summary.participant_id": one.summary,
}
"""What is done before a column's rows are moved, so that no two of them say the same."""


def references() -> dict[str, Column[int]]:
    """Every column that points at a participant, as `table.column`."""
    people = Participant.__table__
    return {
        f"{table.name}.{key.parent.name}": key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is people
    }


def counts(session: Session, participant_id: int) -> dict[str, int]:
    """How many rows point at somebody, by `table.column`; those without any left out."""
    found: dict[str, int] = {}
    for name, column in references().items():
        wanted = select(func.count()).select_from(column.table).where(column == participant_id)
        if count := session.scalar(wanted):
            found[name] = count
    return found


def merge(
    session: Session,
    cohort: Cohort,
    keep: Participant,
    gone: Participant,
    written: Person,
    *,
    by: str,
    now: dt.datetime,
) -> None:
    """`gone` becomes `keep`, with the name, address and workplace that are `written`.

    Raises Invalid. Nothing is left that points at `gone` when it is deleted.
    """
    if keep.id == gone.id:
        raise Invalid({"second": SAME_ONE})
    press = attendance_log.Press.of(f"merge-{gone.id}", by, now)
    asked = Merge(keep.id, gone.id, cohort.id, now, press)
    for claim in session.scalars(select(Claim).where(Claim.participant_id == gone.id)):
        # Pages that stand open as the one that goes are fetched anew as the one that stays.
        record(session, facts.AccessEnded("", 0, claim.device_id))
    _place(session, keep, gone)
    session.flush()
    done: set[Rule] = set()
    for name, column in references().items():
        rule = RULES[name]
        if rule is rows.unless_there:
            rows.drop_doubles(session, _table(column), column, asked)
        elif rule not in done:
            rule(session, asked)
            done.add(rule)
        session.flush()
        session.execute(_moving(column, asked))
    rows.plain_numbers(session, asked)
    session.flush()
    session.expire_all()
    if left := counts(session, gone.id):
        raise RuntimeError(f"something still points at the one who goes: {sorted(left)}")
    consents.carry_out(session, keep, now)
    workplace = gone.workplace_id
    session.execute(delete(Participant).where(Participant.id == gone.id))
    session.expunge(gone)
    roster_changes.change(session, keep, written)
    if workplace is not None:
        roster_changes.forget_workplaces(session, [workplace])


def _table(column: Column[int]) -> Table:
    table = column.table
    assert isinstance(table, Table)
    return table


def _moving(column: Column[int], asked: Merge) -> Update:
    return update(_table(column)).where(column == asked.gone).values({column.name: asked.keep})


def _place(session: Session, keep: Participant, gone: Participant) -> None:
    """A seat goes before the waiting list, and the waiting list before having left."""
    best = min((keep, gone), key=lambda each: (SEATED, WAITING, LEFT).index(each.place))
    since = [each.waiting_since for each in (keep, gone) if each.waiting_since is not None]
    keep.place = best.place
    keep.waiting_since = min(since) if since and best.place == WAITING else None
    keep.entry_id = _first_entry(session, keep.entry_id, gone.entry_id)


def _first_entry(session: Session, one_id: int | None, other_id: int | None) -> int | None:
    """From the beginning, when one of them is; else from the earlier samling."""
    if one_id is None or other_id is None:
        return None
    found = [session.get_one(Gathering, each) for each in (one_id, other_id)]
    return min(found, key=lambda gathering: gathering.number).id
