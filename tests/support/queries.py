"""How many statements a piece of work sends to the database."""

import contextlib
import threading
from collections.abc import Iterator

from sqlalchemy import event

from facilitator.db import Database


@contextlib.contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """`with counted(database) as sent:`; afterwards `sent` holds the statements.

    Only this thread's: the broadcasts of an earlier write may still be drawing their counts.
    """
    sent: list[str] = []
    me = threading.get_ident()

    def note(_connection, _cursor, statement, *_rest) -> None:
        if threading.get_ident() == me and not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
