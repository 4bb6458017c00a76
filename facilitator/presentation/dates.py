"""Days and times in the words of the page."""

import datetime as dt

from facilitator.domain.rooms import OSLO

MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
DAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()


def long_date(day: dt.date) -> str:
    """«onsdag 20. januar 2027»."""
    return f"{DAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """«20. januar»."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def clock_time(moment: dt.datetime) -> str:
    """«10.35» in Oslo."""
    return f"{moment.astimezone(OSLO):%H.%M}"
