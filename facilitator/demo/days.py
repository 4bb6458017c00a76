"""The samlinger that have been: who was there, and what was led and told, by the app's verbs.

Only processes that the data has stories from are led again; an empty board in everybody's
arbeidsmappe would say that something happened which nobody remembers.
"""

import datetime as dt
from collections.abc import Iterator

from facilitator.demo.data import GatheringData, StoryData
from facilitator.demo.kull import Kull
from facilitator.demo.leading import Led
from facilitator.domain import activities, attendance, rooms
from facilitator.models import Gathering, Room
from facilitator.processes.loader import load_library

MORNING = ("innsjekk", "en_to_fire_alle", "erfaringsdeling")
ARRIVAL = {"forenoon": "08:45", "afternoon": "12:10"}
LEAVING = {"forenoon": "11:50", "afternoon": "15:35"}


def load_past(kull: Kull) -> None:
    for item in kull.past_gatherings():
        _hold(kull, item)


def open_today(kull: Kull, now: dt.datetime) -> Room:
    """Today's room, open, with its kjøreplan ready and nobody present yet."""
    return rooms.open_room(kull.session, _gathering_today(kull), now)


def _gathering_today(kull: Kull) -> Gathering:
    return next(g for g in kull.gatherings.values() if g.date == kull.today)


def _hold(kull: Kull, item: GatheringData) -> None:
    gathering = kull.gatherings[item.number]
    room = rooms.open_room(kull.session, gathering, kull.at(gathering.date, "08:15"))
    told = _told_at(kull, item)
    for half, keys in _halves(told):
        _arrive(kull, room, item.number, half)
        moment = kull.at(gathering.date, {"forenoon": "09:15", "afternoon": "12:15"}[half])
        for key in keys:
            process = load_library()[key]
            activity = activities.plan(kull.session, room, process, moment, theme=item.theme)
            moment = Led(kull, activity, told[key], moment).lead()
        _leave(kull, room, item.number, half)
    rooms.close_room(kull.session, room, kull.at(gathering.date, "15:45"))


def _told_at(kull: Kull, item: GatheringData) -> dict[str, list[StoryData]]:
    """The samling's stories by process, in the order in which the processes were led."""
    told = [story for story in kull.data.stories if story.gathering == item.number]
    keys = [key for key in item.processes if any(story.process == key for story in told)]
    return {key: [story for story in told if story.process == key] for key in keys}


def _halves(told: dict[str, list[StoryData]]) -> Iterator[tuple[str, list[str]]]:
    yield "forenoon", [key for key in told if key in MORNING]
    yield "afternoon", [key for key in told if key not in MORNING]


def _arrive(kull: Kull, room: Room, number: int, half: str) -> None:
    """Who came joins; who did not was away. A prosessleder has confirmed both."""
    leader = next(iter(kull.leaders.values()))
    moment = kull.at(room.gathering.date, ARRIVAL[half])
    for item in kull.data.participants:
        person = kull.people[item.id]
        there = item.was_there(number, half)
        if there:
            rooms.join(kull.session, room, person.id, moment)
        attendance.confirm(
            kull.session,
            room.gathering,
            person.id,
            half,
            present=there,
            by=leader.name,
            now=moment + dt.timedelta(minutes=20),
        )


def _leave(kull: Kull, room: Room, number: int, half: str) -> None:
    """Those who were there for this half day only go before the next begins."""
    if half == "afternoon":
        return
    moment = kull.at(room.gathering.date, LEAVING[half])
    for item in kull.data.participants:
        if item.was_there(number, half) and not item.was_there(number, "afternoon"):
            rooms.mark_gone(kull.session, room, kull.people[item.id].id, moment)
