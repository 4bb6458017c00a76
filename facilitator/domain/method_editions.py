"""The editions of own methods, read: complete processes, each decoded once."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from facilitator.models import Method, MethodVersion
from facilitator.processes.faults import ProcessError
from facilitator.processes.loader import from_snapshot
from facilitator.processes.schema import Process

MOST_DECODED = 500
_decoded: OrderedDict[tuple[str, int, dt.datetime], Process] = OrderedDict()
"""By database, row and moment: a saved edition never changes, but its id may be given again."""


def newest(session: Session, methods: Iterable[Method]) -> dict[int, Process]:
    """The newest edition of each, by the method's id; drafts have none."""
    numbers = {method.id: method.version for method in methods if method.version}
    if not numbers:
        return {}
    rows = session.scalars(
        select(MethodVersion)
        .join(Method, Method.id == MethodVersion.method_id)
        .where(MethodVersion.number == Method.version, MethodVersion.method_id.in_(numbers))
    ).all()
    _fill(session, rows)
    found = {row.method_id: process_of(session, row) for row in rows}
    return {method_id: process for method_id, process in found.items() if process is not None}


def process_of(session: Session, edition: MethodVersion) -> Process | None:
    """None for an edition of an older app that cannot be read any more: it is left out, and
    its owner still has the working text."""
    try:
        return _decoded_one(session, edition)
    except ProcessError:
        return None


def _name(session: Session, row: MethodVersion) -> tuple[str, int, dt.datetime]:
    return str(session.get_bind().engine.url), row.id, row.saved_at


def _fill(session: Session, rows: Iterable[MethodVersion]) -> None:
    """The texts of those that are not known yet, in one question."""
    unknown = [row.id for row in rows if _name(session, row) not in _decoded]
    if unknown:
        session.scalars(
            select(MethodVersion)
            .where(MethodVersion.id.in_(unknown))
            .options(undefer(MethodVersion.process))
            .execution_options(populate_existing=True)
        ).all()


def _decoded_one(session: Session, row: MethodVersion) -> Process:
    name = _name(session, row)
    if name not in _decoded:
        _decoded[name] = from_snapshot(row.process)
        while len(_decoded) > MOST_DECODED:
            _decoded.popitem(last=False)
    return _decoded[name]
