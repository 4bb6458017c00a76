"""The samlinger that have been: who was there, and what was led and told, by the app's verbs.

Only processes that the data has something from are led again; an empty board in everybody's
arbeidsmappe would say that something happened which nobody remembers.
"""

import datetime as dt

from facilitator.demo import nameless, plans
from facilitator.demo.data import GatheringData, StoryData
from facilitator.demo.kull import Kull
from facilitator.demo.leading import Led
from facilitator.demo.plans import Timetable
from facilitator.domain import activities, attendance, rooms
from facilitator.models import Gathering, Room
from facilitator.processes.loader import load_library

ARRIVAL = "08:45"
BEFORE_TIME = dt.timedelta(minutes=2)
"""Who comes for the afternoon only, is there a little before lunch is over."""


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
    day = plans.timetable(kull, gathering)
    _come(kull, room, item.number, "forenoon", kull.at(gathering.date, ARRIVAL))
    _lead(kull, room, item.number, day, "forenoon")
    _go_at_lunch(kull, room, item.number, day.lunch_begins)
    _come(kull, room, item.number, "afternoon", day.lunch_ends - BEFORE_TIME)
    _lead(kull, room, item.number, day, "afternoon")
    rooms.close_room(kull.session, room, kull.at(gathering.date, "15:45"))


def _lead(kull: Kull, room: Room, number: int, day: Timetable, half: str) -> None:
    """What was led in half of the day, at the times of its kjøreplan."""
    told, words = _told_at(kull, number), nameless.words_at(kull.data, number)
    for key, planned in day.processes.items():
        if day.half_of(key) != half or not (key in told or key in words):
            continue
        activity = activities.plan(
            kull.session, room, load_library()[key], planned.begins, theme=planned.theme
        )
        Led(kull, activity, told.get(key, []), words.get(key, []), planned.begins).lead()


def _told_at(kull: Kull, number: int) -> dict[str, list[StoryData]]:
    """The samling's stories by the process they were told in."""
    told: dict[str, list[StoryData]] = {}
    for story in kull.data.stories:
        if story.gathering == number:
            told.setdefault(story.process, []).append(story)
    return told


def _come(kull: Kull, room: Room, number: int, half: str, moment: dt.datetime) -> None:
    """Who came joins; who did not was away. A prosessleder has confirmed both."""
    leader = next(iter(kull.leaders.values()))
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


def _go_at_lunch(kull: Kull, room: Room, number: int, moment: dt.datetime) -> None:
    """Those who were there for the forenoon only."""
    for item in kull.data.participants:
        if item.was_there(number, "forenoon") and not item.was_there(number, "afternoon"):
            rooms.mark_gone(kull.session, room, kull.people[item.id].id, moment)
