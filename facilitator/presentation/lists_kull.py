"""What every list of a kull begins with: whose it is, the day it tells of, and its file's name."""

import datetime as dt
from collections.abc import Iterable

from facilitator.models import Cohort
from facilitator.presentation.dates import long_date
from facilitator.presentation.lists import Book, Sheet

TO_COME = "Ingen å vise ennå."


def book(
    cohort: Cohort,
    today: dt.date,
    name: str,
    title: str,
    sheets: Iterable[Sheet],
    *,
    also: Iterable[str] = (),
    landscape: bool = True,
) -> Book:
    """`name` begins the file's name, `also` are further lines below the title."""
    return Book(
        title=title,
        lead=(whose(cohort), *also, f"Slik det står {day(today)}."),
        sheets=tuple(sheets),
        author=cohort.organiser,
        filename=f"{name}-{cohort.key}-{today.isoformat()}",
        landscape=landscape,
    )


def whose(cohort: Cohort) -> str:
    return f"{cohort.programme}, {cohort.name} {cohort.period}".strip()


def day(date: dt.date) -> str:
    """«15. september 2027»."""
    return long_date(date).partition(" ")[2]
