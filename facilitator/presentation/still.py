"""A break, a talk and the like, as projector and phones show it: calm, with nothing to do."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from facilitator.domain import activities, day, run_sheets
from facilitator.domain.activities import milliseconds
from facilitator.models import Room, RunSheetItem
from facilitator.presentation.clocks import ClockView
from facilitator.presentation.dates import clock_time
from facilitator.presentation.rings import bead_seconds

LONG_TEXT = 220


@dataclass(frozen=True, slots=True)
class StillView:
    """`begins_again` is set for a break: «10.35»."""

    item_id: int
    screen: str
    title: str
    text: str
    link: str
    begins_again: str
    clock: ClockView
    next: str

    @property
    def link_host(self) -> str:
        """The address as it is read from a wall: without what a browser adds by itself."""
        parts = urlsplit(self.link)
        return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"

    @property
    def heading(self) -> str:
        """What stands on top of the projector; a talk has its title in the middle."""
        return self.title if self.begins_again else ""

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG_TEXT


def still_shown(session: Session, room: Room, now: dt.datetime) -> StillView | None:
    """What the projector shows of it, with what comes next."""
    item = day.still_on(session, room, activities.current(session, room))
    if item is None:
        return None
    coming = day.coming(run_sheets.of_gathering(session, room.gathering))
    return still_view(item, now, coming=run_sheets.title_of(coming[0]) if coming else "")


def still_view(item: RunSheetItem, now: dt.datetime, *, coming: str = "") -> StillView:
    """`coming` is what follows, where the screen has room to say so."""
    pausing = item.kind == "break"
    return StillView(
        item_id=item.id,
        screen="break" if pausing else "talk",
        title=run_sheets.title_of(item) or ("Pause" if pausing else "Faglig påfyll"),
        text=item.text,
        link=item.link,
        begins_again=clock_time(day.resumes_at(item)) if pausing else "",
        clock=_clock(item, now),
        next=coming,
    )


def _clock(item: RunSheetItem, now: dt.datetime) -> ClockView:
    ends_at = milliseconds(day.resumes_at(item))
    remaining = max(0, ends_at - milliseconds(now))
    return ClockView(
        ends_at=ends_at,
        remaining=remaining,
        duration=item.minutes * 60_000,
        paused=False,
        over=remaining == 0,
        bead=bead_seconds(item.minutes * 60),
    )
