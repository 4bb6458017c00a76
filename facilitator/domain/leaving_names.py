"""Where the name of a prosessleder stands as words, and the word that takes its place.

What was done is noted by name: «godkjent av». Where another prosessleder bears the name it is
left, for nobody can tell which of them it was.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, select, true, update
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import method_credits
from facilitator.domain.leaving_rules import MIXED, NAMES, OWN, REPLACE
from facilitator.models import (
    Activity,
    Facilitator,
    Method,
    Participant,
    PortfolioCopy,
    PracticeDocument,
    Summary,
)

FORMER: Final = "tidligere prosessleder"
"""Stands where the name stood: «Godkjent av tidligere prosessleder»."""
UNNAMED: Final = "Prosesslederen"


def reader(by: str) -> str:
    """What whoever answered is called to the one who has the answer: the first name, if any."""
    return UNNAMED if by in ("", FORMER) else by.split(" ")[0]


def known_as(session: Session, leader: Facilitator) -> tuple[str, ...]:
    """The whole name and the first, less what another prosessleder here is called too."""
    others = session.scalars(select(Facilitator.name).where(Facilitator.id != leader.id)).all()
    taken = {*others, *(name.split(" ")[0] for name in others)}
    return tuple({leader.name, leader.first_name} - taken)


def take_out(session: Session, leader: Facilitator) -> None:
    """Of all that the rules name but what is kept."""
    names = known_as(session, leader)
    _of_columns(session, leader, names)
    method_credits.rewrite(session, Activity, "last_action", lambda value: _unsigned(value, names))
    if leader.name in names:
        _of_copies(session, leader.name)
        its = Method.facilitator_id == leader.id
        method_credits.take_out(session, its, leader.name, FORMER)
    session.flush()


def _of_columns(session: Session, leader: Facilitator, names: tuple[str, ...]) -> None:
    whole = (leader.name,) if leader.name in names else ()
    for name, rule in NAMES.items():
        table, _, field = name.partition(".")
        column = Base.metadata.tables[table].c[field]
        if rule == REPLACE:
            _replace(session, column, names, true())
        elif rule == MIXED:
            _replace(session, column, whole, _not_their_own(column.table, leader.name))
        elif rule == OWN:
            theirs = select(Method.id).where(Method.facilitator_id == leader.id)
            said = (leader.name, leader.first_name)
            _replace(session, column, said, column.table.c.method_id.in_(theirs))


def _replace(
    session: Session, column: Column[Any], names: Iterable[str], which: ColumnElement[bool]
) -> None:
    table = column.table
    assert isinstance(table, Table)
    found = column.in_(list(names)) & which
    session.execute(update(table).where(found).values({column.name: FORMER}))


def _not_their_own(table: Any, name: str) -> ColumnElement[bool]:
    """A participant of the same name has handed in their own: that is another's word."""
    people = select(Participant.id).where(Participant.name == name)
    whose, theirs = "participant_id", people
    if "document_id" in table.c:
        whose = "document_id"
        theirs = select(PracticeDocument.id).where(PracticeDocument.participant_id.in_(people))
    elif "summary_id" in table.c:
        whose, theirs = "summary_id", select(Summary.id).where(Summary.participant_id.in_(people))
    kept: ColumnElement[bool] = table.c[whose].not_in(theirs)
    return kept


# --- inside what holds more than one value -----------------------------------------------------


def _unsigned(value: Any, names: Iterable[str]) -> Any:
    """Without the name of whoever did it, which stands under `by`."""
    if isinstance(value, dict):
        return {
            key: FORMER if key == "by" and each in names else _unsigned(each, names)
            for key, each in value.items()
        }
    return [_unsigned(each, names) for each in value] if isinstance(value, list) else value


def _of_copies(session: Session, name: str) -> None:
    """Approved mapper, but for what a participant of the same name did in their own."""
    theirs = select(PortfolioCopy.participant_id, PortfolioCopy.content).join(
        Participant, Participant.id == PortfolioCopy.participant_id
    )
    for number, content in session.execute(theirs.where(Participant.name != name)).all():
        new = _unsigned(content, (name,))
        if new != content:
            its = PortfolioCopy.participant_id == number
            session.execute(update(PortfolioCopy).where(its).values(content=new))
