"""The kjøreplaner of the demo's year, put in by the verbs a prosessleder's page uses.

Days that have been are marked as held, at the times that were planned.
"""

import datetime as dt
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Planned:
    """When a process was to begin, and what it was to be about."""

    begins: dt.datetime
    theme: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """A day's processes by their keys, in their order, on either side of the lunch."""

    processes: dict[str, Planned]
    lunch_begins: dt.datetime
    lunch_ends: dt.datetime

    def half_of(self, key: str) -> str:
        begins = self.processes[key].begins
        return "forenoon" if begins < self.lunch_begins else "afternoon"


def load_plans(kull: Kull) -> None:
    """A kjøreplan for every samling, before the first of them is held."""
    for number, points in load().items():
        _plan(kull, kull.gatherings[number], points)


def mark_held(kull: Kull) -> None:
    """The days that have been went as planned, with what was led in their rooms."""
    for item in kull.past_gatherings():
        _mark_held(kull, run_sheets.of_gathering(kull.session, kull.gatherings[item.number]))


def timetable(kull: Kull, gathering: Gathering) -> Timetable:
    sheet = run_sheets.of_gathering(kull.session, gathering)
    times = dict(zip(sheet.items, _times(kull, sheet), strict=True))
    lunch = max((i for i in sheet.items if i.kind == "break"), key=run_sheets.minutes_of)
    processes = {i.process_key: Planned(times[i][0], i.theme) for i in sheet.items if i.process_key}
    return Timetable(processes, *times[lunch])


def _times(kull: Kull, sheet: RunSheet) -> list[tuple[dt.datetime, dt.datetime]]:
    midnight = kull.at(sheet.gathering.date, "00:00")
    return [
        (midnight + dt.timedelta(minutes=begins), midnight + dt.timedelta(minutes=ends))
        for begins, ends in planned_times(sheet.begins, run_sheets.day_items(sheet))
    ]


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
    for item, (begins, ends) in zip(sheet.items, _times(kull, sheet), strict=True):
        item.started_at, item.ended_at = begins, ends
        item.activity = led.get(item.process_key)
    kull.session.flush()


def _led(kull: Kull, sheet: RunSheet) -> dict[str, Activity]:
    """What was led in the room that day, by the key of its process."""
    room = kull.session.scalar(select(Room).where(Room.gathering_id == sheet.gathering_id))
    found = in_room(kull.session, room) if room else []
    return {process_of(activity).key: activity for activity in found}
