"""What is wrong with the database is said as what it is, with what to do about it."""

import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from facilitator.starting import CannotStart, explained

FORM, HARMED, SETTING = "en annen form", "er skadet", "^DATABASE_URL: "


@pytest.mark.parametrize(
    ("kind", "says", "told"),
    [
        (OperationalError, "no such column: facilitator.owns_installation", FORM),
        (OperationalError, "no such table: setting", FORM),
        (OperationalError, "duplicate column name: closed_at", FORM),
        (ProgrammingError, 'relation "setting" does not exist\nLINE 1: SELECT', FORM),
        (ProgrammingError, "column facilitator.closed_at does not exist", FORM),
        (DatabaseError, "file is not a database", HARMED),
        (DatabaseError, "database disk image is malformed", HARMED),
        (OperationalError, "unable to open database file", SETTING),
        (OperationalError, 'FATAL:  database "setting" does not exist', SETTING),
        (OperationalError, 'FATAL:  role "column" does not exist', SETTING),
        (ProgrammingError, "permission denied for table setting", SETTING),
    ],
)
def test_a_fault_is_told_in_one_line(kind: type[DatabaseError], says: str, told: str) -> None:
    with pytest.raises(CannotStart, match=told) as stopped, explained():
        raise kind("SELECT", None, sqlite3.Error(says))
    assert stopped.value.code == (2 if told == SETTING else 1)
    assert f"({says.splitlines()[0]})" in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_a_fault_of_ours_is_not_explained_away() -> None:
    with pytest.raises(IntegrityError), explained():
        raise IntegrityError("INSERT", None, sqlite3.Error("UNIQUE constraint failed"))
