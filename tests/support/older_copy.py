"""An installation with a copy of its database from an earlier hour, which is put back."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from facilitator.backup import erased
from facilitator.db import Database, sqlite_url
from facilitator.domain import consents, erased_list, erasures
from facilitator.domain.erased_list import Entry
from facilitator.domain.policies import Actor
from facilitator.models import Participant
from tests.conftest import Clock
from tests.support.cast import Cast

ANE = Actor("Ane")


@dataclass
class Place:
    """An installation, its list, and a copy of it from an earlier hour."""

    database: Database
    folder: Path
    clock: Clock
    cast: Cast
    older: Database | None = None
    made_at: dt.datetime | None = None

    def copy(self) -> None:
        file = self.folder / "older.sqlite3"
        with closing(sqlite3.connect(self.folder / "test.sqlite3")) as live:
            live.execute("VACUUM INTO ?", (str(file),))
        self.older, self.made_at = Database(sqlite_url(file)), self.clock()
        self.clock.tick(hours=2)

    def say(self, kind: str, *, yes: bool, on: Database | None = None) -> None:
        self.clock.tick(minutes=5)
        with (on or self.database).transaction() as db:
            person = db.get_one(Participant, self.cast.ane)
            consents.answer(db, ANE, person, kind, self.clock(), yes=yes)

    def listed(self) -> list[Entry]:
        erasures.write_down(self.database, self.folder)
        return erased_list.read(self.folder / erased_list.NAME)

    def restore(self) -> int:
        """What was taken back again on the copy."""
        assert self.older is not None
        assert self.made_at is not None
        self.listed()
        entries = erased.after(self.made_at, self.folder, self.folder / "copy.zip")
        return erased.replay(self.older.url, self.folder, entries, self.clock()).taken_back

    def stands(self, kind: str) -> bool | None:
        assert self.older is not None
        with self.older.reading() as db:
            return consents.of_person(db, self.cast.ane)[kind].yes

    def close(self) -> None:
        if self.older is not None:
            self.older.dispose()
