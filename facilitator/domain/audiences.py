"""The audiences of facts and their revisions."""

from collections.abc import Iterable
from functools import cache
from typing import cast

from sqlalchemy import Table, bindparam, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from facilitator.db import record
from facilitator.domain import facts
from facilitator.models import Audience


def room(room_id: int) -> str:
    return f"room:{room_id}"


def board(room_id: int) -> str:
    return f"board:{room_id}"


def lead(room_id: int) -> str:
    return f"lead:{room_id}"


def group(group_id: int) -> str:
    return f"group:{group_id}"


def person(room_id: int, participant_id: int) -> str:
    return f"person:{room_id}:{participant_id}"


_TABLE = cast(Table, Audience.__table__)
_REVISIONS = select(_TABLE.c.key, _TABLE.c.revision).where(
    _TABLE.c.key.in_(bindparam("names", expanding=True))
)


@cache
def _raise(dialect: str) -> ReturningInsert[int]:
    """Built once: every write goes through it, several times."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return (
        insert(_TABLE)
        .values(key=bindparam("name"), revision=1)
        .on_conflict_do_update(index_elements=["key"], set_={"revision": _TABLE.c.revision + 1})
        .returning(_TABLE.c.revision)
    )


def touch(session: Session, audience: str) -> int:
    """Raise the audience's revision by one and give the new one."""
    statement = _raise(session.get_bind().dialect.name)
    return session.execute(statement, {"name": audience}).scalar_one()


_RAISE_TWO = text(
    """INSERT INTO audience ("key", revision) VALUES (:first, 1), (:second, 1)
       ON CONFLICT ("key") DO UPDATE SET revision = audience.revision + 1
       RETURNING "key", revision"""
)
"""The same for two at once, in one question: text, for the library builds such a one anew
each time. Both databases read it."""


def touch_two(session: Session, first: str, second: str) -> tuple[int, int]:
    """Raise two different audiences and give their new revisions."""
    session.flush()
    rows = session.execute(_RAISE_TWO, {"first": first, "second": second}).all()
    found = {row.key: row.revision for row in rows}
    return found[first], found[second]


def revisions(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The present revision of each audience; 0 for one that nothing has happened to."""
    wanted = list(names)
    rows = session.execute(_REVISIONS, {"names": wanted})
    return dict.fromkeys(wanted, 0) | {row.key: row.revision for row in rows}


def tell_person(session: Session, room_id: int, participant_id: int) -> None:
    name = person(room_id, participant_id)
    record(session, facts.ViewChanged(name, touch(session, name)))


def tell_group(session: Session, group_id: int) -> None:
    name = group(group_id)
    record(session, facts.ViewChanged(name, touch(session, name)))


def tell_leaders(session: Session, room_id: int) -> None:
    name = lead(room_id)
    record(session, facts.ViewChanged(name, touch(session, name)))


def tell_counts(session: Session, room_id: int) -> None:
    everybody, leaders = room(room_id), lead(room_id)
    shared, led = touch_two(session, everybody, leaders)
    record(session, facts.CountsChanged(everybody, shared, room_id))
    record(session, facts.ViewChanged(leaders, led))


def tell_phase(session: Session, room_id: int) -> None:
    everybody, leaders = room(room_id), lead(room_id)
    shared, led = touch_two(session, everybody, leaders)
    record(session, facts.PhaseMoved(everybody, shared, room_id))
    record(session, facts.ViewChanged(leaders, led))
