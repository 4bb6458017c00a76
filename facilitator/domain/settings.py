"""What the installation's owner has set, by key: kept as JSON, with who and when."""

import contextlib
import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.models import Setting

INSTALLATION: Final = "installation"
"""What tells this installation's database from others': given with its tables, and copied along."""


def row(session: Session, key: str) -> Setting | None:
    return session.get(Setting, key)


def rows(session: Session, keys: Collection[str]) -> dict[str, Setting]:
    """Those of the keys that are set. One query."""
    found = session.scalars(select(Setting).where(Setting.key.in_(keys)))
    return {each.key: each for each in found}


def values(session: Session, keys: Collection[str]) -> dict[str, Any]:
    return {key: each.value for key, each in rows(session, keys).items()}


def value(session: Session, key: str) -> Any:
    """None while nobody has set it."""
    found = row(session, key)
    return found.value if found is not None else None


def put(session: Session, key: str, wanted: Any, now: dt.datetime, by: str = "") -> None:
    """Of two at once the last one holds."""
    if row(session, key) is None:
        with contextlib.suppress(IntegrityError), session.begin_nested():  # just now by another
            session.add(Setting(key=key, value=wanted, changed_at=now, changed_by=by))
    found = session.get_one(Setting, key)
    found.value, found.changed_at, found.changed_by = wanted, now, by
    session.flush()
