"""All that a database holds, to see that something left nothing there."""

from sqlalchemy import select

from facilitator.db import Base, Database


def everything_in(database: Database) -> dict[str, list[str]]:
    """Each table's rows, as text."""
    with database.reading() as db:
        return {
            table.name: sorted(str(tuple(row)) for row in db.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
