"""The kjøreplaner of the demo's year, put in by the verbs a prosessleder's page uses.

Days that have been are marked as held, at the times that were planned.
"""

import datetime as dt
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import select

from facilitator.demo.kull import Kull
from facilitator.domain import run_sheet_items, run_sheets
from facilitator.domain.activities import in_room, process_of
from facilitator.domain.day_plan import planned_times
from facilitator.domain.run_sheet_items import Written
from facilitator.models import Activity, Gathering, Room, RunSheet
from facilitator.processes.loader import load_library

FILE = Path(__file__).with_name("plans10.yaml")
DEADLINE = "{deadline}"
BEFORE_FESTIVAL = dt.timedelta(days=14)


class PointData(Struct, frozen=True, forbid_unknown_fields=True):
    """One point of a day: a process by its key, or something else with its minutes."""

    process: str = ""
    kind: str = "process"
    title: str = ""
    minutes: int = 0
    theme: str = ""
    text: str = ""
    note: str = ""
    settings: dict[str, str] = {}
    shrink_to: int | None = None
    never_cut: bool = False


@cache
def load() -> dict[int, list[PointData]]:
    """The days by the number of the samling."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=dict[int, list[PointData]])


def load_plans(kull: Kull) -> None:
    """A kjøreplan for every samling. The rooms of those that have been must be there."""
    for number, points in load().items():
        gathering = kull.gatherings[number]
        sheet = _plan(kull, gathering, points)
        if gathering.date < kull.today:
            _mark_held(kull, sheet)


def _plan(kull: Kull, gathering: Gathering, points: list[PointData]) -> RunSheet:
    session = kull.session
    sheet = run_sheets.of_gathering(session, gathering)
    for point in points:
        process = load_library()[point.process] if point.process else None
        run_sheet_items.add(
            session,
            sheet,
            point.kind,
            _written(kull, point),
            process=process,
            seen=sheet.version,
        )
    return sheet


def _written(kull: Kull, point: PointData) -> Written:
    settings = {
        key: _deadline(kull) if value == DEADLINE else value
        for key, value in point.settings.items()
    }
    return Written(
        title=point.title,
        minutes=str(point.minutes or ""),
        theme=point.theme,
        text=point.text,
        note=point.note,
        shrink_to=str(point.shrink_to or ""),
        never_cut=point.never_cut,
        settings=settings,
    )


def _deadline(kull: Kull) -> str:
    festival = next(g.date for g in kull.gatherings.values() if g.is_festival)
    return (festival - BEFORE_FESTIVAL).isoformat()


def _mark_held(kull: Kull, sheet: RunSheet) -> None:
    led = _led(kull, sheet)
    times = planned_times(sheet.begins, run_sheets.day_items(sheet))
    midnight = kull.at(sheet.gathering.date, "00:00")
    for item, (begins, ends) in zip(sheet.items, times, strict=True):
        item.started_at = midnight + dt.timedelta(minutes=begins)
        item.ended_at = midnight + dt.timedelta(minutes=ends)
        item.activity = led.get(item.process_key)
    kull.session.flush()


def _led(kull: Kull, sheet: RunSheet) -> dict[str, Activity]:
    """What was led in the room that day, by the key of its process."""
    room = kull.session.scalar(select(Room).where(Room.gathering_id == sheet.gathering_id))
    found = in_room(kull.session, room) if room else []
    return {process_of(activity).key: activity for activity in found}
