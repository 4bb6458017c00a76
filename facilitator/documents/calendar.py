"""Samlinger as a calendar file, which every calendar can take in. Pure: `made` is the only clock.

A file that is fetched later is newer: its number is higher, so that a samling that was moved or
called off takes the place of what stands in the calendar.
"""

import datetime as dt
import re

from icalendar import Calendar, Event

from facilitator.presentation.lists_calendar import CalendarDay, CalendarView

MIMETYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//facilitator//Samlinger//NO"

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def render(view: CalendarView, made: dt.datetime) -> bytes:
    paper = Calendar()
    paper.add("prodid", PRODUCT)
    paper.add("version", "2.0")
    paper.add("calscale", "GREGORIAN")
    paper.add("method", "PUBLISH")
    paper.add("x-wr-calname", _line(view.name))
    for day in view.days:
        paper.add_component(_event(day, made.astimezone(dt.UTC).replace(microsecond=0)))
    return paper.to_ical()


def _event(day: CalendarDay, made: dt.datetime) -> Event:
    """A whole day ends where the next begins. It is shown as taken, unless it is called off."""
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", made)
    event.add("sequence", int(made.timestamp()) // 60)
    event.add("dtstart", day.date)
    event.add("dtend", day.date + dt.timedelta(days=1))
    event.add("summary", _line(day.summary))
    if day.place:
        event.add("location", _line(day.place))
    if day.description:
        event.add("description", _text(day.description))
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if day.cancelled else "OPAQUE")
    return event


def _line(words: str) -> str:
    return " ".join(_text(words).split())


def _text(words: str) -> str:
    """What no calendar file may hold is left out; the library escapes the rest and folds lines."""
    return _NOT_TEXT.sub("", words.replace("\r\n", "\n"))
