"""A kjøreplan in a test, and what the remote sends of it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import run_sheets
from facilitator.models import Gathering, RunSheet, RunSheetItem
from facilitator.processes.loader import load_library, to_snapshot
from tests.support.cast import Cast
from tests.support.sample_settings import sample_settings


def process_item(key: str, **more: Any) -> RunSheetItem:
    process = load_library()[key]
    values = {"settings": sample_settings(process), "theme": "Samarbeid", **more}
    return RunSheetItem(
        kind="process",
        position=0,
        minutes=process.minutes,
        process_key=key,
        process=to_snapshot(process),
        notes=values.pop("notes", {}),
        **values,
    )


def still_item(kind: str, title: str, minutes: int, **more: Any) -> RunSheetItem:
    more = {"settings": {}, "notes": {}} | more
    return RunSheetItem(kind=kind, position=0, title=title, minutes=minutes, **more)


def lay(session: Session, gathering_id: int, *items: RunSheetItem, begins: int = 540) -> RunSheet:
    """Put the items into the samling's plan, in this order."""
    gathering = session.get_one(Gathering, gathering_id)
    sheet = run_sheets.of_gathering(session, gathering)
    sheet.begins = begins
    for item in items:
        run_sheets.append(sheet, item)
    session.flush()
    return sheet


def a_day(database: Database, cast: Cast) -> dict[str, int]:
    """Innsjekk, a break, a talk and 1-2-4-alle from nine o'clock: title → item id."""
    with database.transaction() as db:
        sheet = lay(
            db,
            cast.gathering,
            process_item("innsjekk"),
            still_item("break", "Pause", 15, text="Kaffe i foajeen"),
            still_item(
                "talk",
                "Fra problem til mulighet",
                20,
                text="Fire steg",
                link="https://smart.example/4d",
                shrink_to=10,
            ),
            process_item("en_to_fire_alle"),
        )
        return {run_sheets.title_of(item): item.id for item in sheet.items}


def item_of(database: Database, item_id: int) -> RunSheetItem:
    with database.reading() as db:
        return db.scalars(select(RunSheetItem).where(RunSheetItem.id == item_id)).one()
