"""Who made a method, as it stands in it and wherever it has been led, planned or copied.

A process that is led is frozen with its credit, so the name outlives the method.
"""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain.running import digest
from facilitator.models import (
    Activity,
    Facilitator,
    Method,
    MethodVersion,
    Participant,
    RunSheetItem,
)


def rewrite(
    session: Session, table: type[Base], field: str, change: Callable[[Any], Any]
) -> list[int]:
    """Only what is changed is written. Gives the numbers of those rows."""
    changed = []
    key, column = table.__mapper__.primary_key[0], getattr(table, field)
    for number, value in session.execute(select(key, column)).all():
        new = change(value)
        if new != value:
            session.execute(update(table).where(key == number).values({field: new}))
            changed.append(number)
    return changed


def take_out(session: Session, whose: ColumnElement[bool], name: str, put: str) -> None:
    """`put` in place of a maker's name. `whose`: the methods of theirs that are still there.

    Where somebody else bears the name too, only these methods are theirs beyond doubt.
    """
    rows = session.execute(
        select(Method.key, Method.name, MethodVersion.process)
        .outerjoin(MethodVersion, MethodVersion.method_id == Method.id)
        .where(whose)
    ).all()
    alone = _is_alone(session, name)
    keys = None if alone else {row.key for row in rows}
    called = {row.name for row in rows} | {(row.process or {}).get("name", "") for row in rows}
    titles = "[^»]*" if alone else "|".join(re.escape(each) for each in called)
    origin = re.compile(rf"(«(?:{titles})» av ){re.escape(name)}(?=$|, )")

    def change(process: Any) -> Any:
        if not isinstance(process, dict):
            return process
        new = dict(process)
        if process.get("credit") == name and (keys is None or process.get("key") in keys):
            new["credit"] = put
        if isinstance(process.get("grew_from"), str):
            new["grew_from"] = origin.sub(rf"\g<1>{put}", process["grew_from"])
        return new

    rewrite(session, Method, "written", change)
    rewrite(session, MethodVersion, "process", change)
    rewrite(session, RunSheetItem, "process", change)
    led = rewrite(session, Activity, "process", change)
    for number, process in session.execute(
        select(Activity.id, Activity.process).where(Activity.id.in_(led))
    ).all():
        its = Activity.id == number
        session.execute(update(Activity).where(its).values(process_digest=digest(process)))


def _is_alone(session: Session, name: str) -> bool:
    people = select(func.count()).where(Participant.name == name).scalar_subquery()
    leaders = select(func.count()).where(Facilitator.name == name).scalar_subquery()
    return (session.scalar(select(people + leaders)) or 0) <= 1
