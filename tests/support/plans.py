"""A kjøreplan in a test: made by the verbs, changed through the server, read back."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.run_sheet_items import Written
from facilitator.models import Gathering, RunSheet
from facilitator.processes.loader import load_library
from tests.support.cast import Cast

JSON = {"Accept": "application/json"}


@dataclass
class Plan:
    """One samling's plan and somebody who works with it."""

    client: FlaskClient
    database: Database
    gathering: int

    @classmethod
    def of(cls, client: FlaskClient, database: Database, cast: Cast) -> "Plan":
        return cls(client, database, cast.gathering)

    @property
    def address(self) -> str:
        return f"/samling/{self.gathering}/kjoreplan"

    def fill(self, *points: str | tuple[str, int]) -> list[int]:
        """Processes by key, breaks as (title, minutes); gives the ids."""
        with self.database.transaction() as db:
            sheet = self._sheet(db)
            return [
                run_sheet_items.add(
                    db,
                    sheet,
                    "process" if isinstance(point, str) else "break",
                    Written() if isinstance(point, str) else Written(point[0], str(point[1])),
                    process=load_library()[point] if isinstance(point, str) else None,
                    seen=sheet.version,
                ).id
                for point in points
            ]

    def _sheet(self, db: Any) -> RunSheet:
        return run_sheets.of_gathering(db, db.get_one(Gathering, self.gathering))

    @property
    def version(self) -> int:
        with self.database.reading() as db:
            return self._sheet(db).version

    def begin(self, *item_ids: int, at: Any) -> None:
        """As if these had been started."""
        with self.database.transaction() as db:
            for item in self._sheet(db).items:
                if item.id in item_ids:
                    item.started_at = at

    def item(self, item_id: int) -> dict[str, Any]:
        """What an item is, with its process decoded."""
        with self.database.reading() as db:
            found = run_sheets.find_item(self._sheet(db), item_id)
            kept = run_sheet_items.kept_of(found)
            process = run_sheets.process_for(found) if found.process else None
            return {**kept, "process": process, "minutes": run_sheets.minutes_of(found)}

    @property
    def titles(self) -> list[str]:
        with self.database.reading() as db:
            return [run_sheets.title_of(item) for item in self._sheet(db).items]

    @property
    def ids(self) -> list[int]:
        with self.database.reading() as db:
            return [item.id for item in self._sheet(db).items]

    @property
    def begins(self) -> int:
        with self.database.reading() as db:
            return self._sheet(db).begins

    def page(self, query: str = "") -> str:
        answer = self.client.get(f"{self.address}{query}")
        assert answer.status_code == 200, answer.status
        return answer.text

    def post(
        self,
        tail: str,
        fields: dict[str, str] | None = None,
        *,
        version: int | None = None,
        script: bool = True,
    ) -> Any:
        """As script sends it, or as a plain form (`script=False`)."""
        seen = self.version if version is None else version
        data = {"version": str(seen), **(fields or {})}
        headers = JSON if script else {}
        return self.client.post(f"{self.address}/{tail}", data=data, headers=headers)
