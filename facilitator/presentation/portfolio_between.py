"""«Hjem og prøv ut»: the task, what one said one would try, how it went, and what one wrote."""

import datetime as dt
from dataclasses import dataclass

from facilitator.domain.between import Between
from facilitator.domain.portfolio_parts import Made
from facilitator.models import Gathering
from facilitator.presentation.dates import DAYS, short_date
from facilitator.presentation.documents import DocumentRow
from facilitator.presentation.steps_back import StepBack, step_back
from facilitator.presentation.year import in_words


@dataclass(frozen=True, slots=True)
class BetweenView:
    """From a samling until the next. `now`: how long there is to it, while it goes on."""

    gathering_id: int
    heading: str
    when: str
    task: str
    steps: tuple[StepBack, ...]
    documents: tuple[DocumentRow, ...]
    now: str = ""


def between_views(
    made: Made, rows: dict[str, DocumentRow], today: dt.date
) -> tuple[BetweenView, ...]:
    """The newest first. `rows`: the documents of the list, by their address."""
    return tuple(_view(one, made, rows, today) for one in made.between)


def _view(
    between: Between, made: Made, rows: dict[str, DocumentRow], today: dt.date
) -> BetweenView:
    following = between.following if between is made.between_now else None
    return BetweenView(
        gathering_id=between.gathering.id,
        heading=f"Etter samling {between.gathering.number}",
        when=_when(between),
        task=between.task,
        steps=tuple(step_back(card) for card in between.steps),
        documents=tuple(rows[str(one.id)] for one in between.documents if str(one.id) in rows),
        now=_left(following, today) if following else "",
    )


def _when(between: Between) -> str:
    """«15. september – 20. oktober»."""
    first = short_date(between.gathering.date)
    return (
        f"{first} – {short_date(between.following.date)}" if between.following else f"Fra {first}"
    )


def _left(following: Gathering, today: dt.date) -> str:
    """«Tolv dager til neste samling, onsdag 20. oktober.»"""
    days = (following.date - today).days
    to = "festivalen" if following.is_festival else "neste samling"
    if days == 0:
        return f"{to.capitalize()} er i dag."
    if days == 1:
        return f"{to.capitalize()} er i morgen."
    when = f"{DAYS[following.date.weekday()]} {short_date(following.date)}"
    return f"{in_words(days).capitalize()} dager til {to}, {when}."
