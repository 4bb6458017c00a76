"""Which kull each row belongs to, by whatever its foreign keys lead to."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator.db import Base

Key = tuple[str, tuple[Any, ...]]
Rows = dict[Key, dict[str, Any]]


def rows_of(db: Session, cohort: int) -> Rows:
    """Every row of the kull, and of what has come to hang on it."""
    rows: Rows = {}
    for table in Base.metadata.sorted_tables:
        keys = [column.name for column in table.primary_key.columns]
        for row in db.execute(table.select()).mappings():
            rows[table.name, tuple(row[name] for name in keys)] = dict(row)
    known: dict[Key, set[int]] = {}
    return {key: row for key, row in rows.items() if cohort in _kulls(key, rows, known)}


def _kulls(key: Key, rows: Rows, known: dict[Key, set[int]]) -> set[int]:
    name, number = key
    if name == "cohort":
        return {number[0]}
    if key in known:
        return known[key]
    found = known[key] = set()  # a circle leads nowhere new
    for foreign in Base.metadata.tables[name].foreign_keys if key in rows else ():
        value, target = rows[key][foreign.parent.name], foreign.column.table.name
        # A device is in many kull, and a prosessleder too.
        if value is not None and target not in ("device", "facilitator"):
            found |= _kulls((target, (value,)), rows, known)
    return found
