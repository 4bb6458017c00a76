"""What may be needed on the start page, whatever the moment: counts, a few names, and where to go.

The page chooses what comes first. Of stories that wait for their teller there are only counts.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import activities, arrivals, cockpit, reading, standing
from facilitator.domain.cockpit import Line
from facilitator.domain.reading import Item
from facilitator.domain.rooms import oslo_day
from facilitator.models import Activity, Attendance, Cohort, Draft, Presence, Room
from facilitator.presentation import attendance_year
from facilitator.presentation.attendance_year import ToConfirm
from facilitator.presentation.cockpit import by_name
from facilitator.presentation.cockpit_sums import Sum, sums
from facilitator.presentation.reading import waited

FIRST = 3
"""So many of what waits are named; the rest is behind the link."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something that was handed in; `kind` and `id` are those of the queue."""

    kind: str
    id: int
    title: str
    name: str
    waited: str


@dataclass(frozen=True, slots=True)
class Somebody:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Here:
    """The room of the samling while it is on. `waiting` are those who came while two and two
    are deep in talk, and have no place yet.
    """

    on: str
    phase: str
    late: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Needs:
    people: int
    expected: int
    """Of those in the kull, all who have come in by the samling that the page is about."""
    waiting: tuple[WaitingLine, ...]
    waiting_count: int
    oldest: str
    """How long the one that has waited longest has waited."""
    quiet: tuple[Somebody, ...]
    talk: tuple[Somebody, ...]
    to_confirm: tuple[ToConfirm, ...]
    confirmed: bool
    """Of the samling that the page is about: something is confirmed of each half that is held."""
    stories: int
    """Written down in the samling's room, and not approved by their teller yet."""
    sums: tuple[Sum, ...]
    ready: int
    prepared: int
    issued: int
    here: Here | None

    @property
    def not_yet(self) -> int:
        """Who has neither a bevis nor everything for one."""
        return self.people - self.ready - self.prepared - self.issued

    def unconfirmed(self, gathering_id: int) -> str:
        """What waits to be confirmed of one samling, in words; empty when nothing does."""
        return next((each.words for each in self.to_confirm if each.id == gathering_id), "")


def needs(session: Session, cohort: Cohort, gathering_id: int, now: dt.datetime) -> Needs:
    """`gathering_id` is the samling that the page is about, or 0. A fixed number of queries."""
    today = oslo_day(now)
    lines = by_name(cockpit.lines_of(session, cohort, now))
    queue = reading.waiting(session, cohort, now).on_us
    room = session.scalar(select(Room).where(Room.gathering_id == gathering_id))
    return Needs(
        people=len(lines),
        expected=_expected(cohort, lines, gathering_id),
        waiting=tuple(_waiting(item) for item in queue[:FIRST]),
        waiting_count=len(queue),
        oldest=waited(queue[0].days) if queue else "",
        quiet=tuple(_somebody(line) for line in lines if line.quiet),
        talk=tuple(_somebody(line) for line in lines if line.needs_talk),
        to_confirm=attendance_year.view(session, cohort, today).waiting,
        confirmed=_confirmed(session, cohort, gathering_id),
        stories=_stories(session, room) if room else 0,
        sums=sums(lines, cohort),
        ready=sum(line.ready for line in lines),
        prepared=sum(line.bevis == "prepared" for line in lines),
        issued=sum(line.bevis == "valid" for line in lines),
        here=_here(session, room) if room and room.is_open else None,
    )


def _expected(cohort: Cohort, lines: list[Line], gathering_id: int) -> int:
    dates = {day.id: day.date for day in cohort.gatherings}
    when = dates.get(gathering_id, dt.date.max)
    return sum(dates.get(line.person.entry_id or 0, dt.date.min) <= when for line in lines)


def _confirmed(session: Session, cohort: Cohort, gathering_id: int) -> bool:
    day = next((day for day in cohort.gatherings if day.id == gathering_id), None)
    said = select(Attendance.half).where(
        Attendance.gathering_id == gathering_id, Attendance.status != standing.PROPOSED
    )
    return day is not None and set(standing.held_halves(day)) <= set(session.scalars(said))


def _waiting(item: Item) -> WaitingLine:
    return WaitingLine(item.kind, item.id, item.title, item.name, waited(item.days))


def _somebody(line: Line) -> Somebody:
    return Somebody(line.person.id, line.person.name)


def _stories(session: Session, room: Room) -> int:
    """What has been written in it is not looked at."""
    wanted = (
        select(func.count(Draft.id))
        .join(Activity, Activity.id == Draft.activity_id)
        .where(Activity.room_id == room.id, Draft.interview_id.is_not(None))
    )
    return session.scalar(wanted) or 0


def _here(session: Session, room: Room) -> Here:
    activity = activities.current(session, room)
    if activity is None or not activities.state_of(activity).is_on:
        return Here("", "", _late(session, room), 0)
    return Here(
        on=activities.process_of(activity).name,
        phase=activities.phase_of(activity).name,
        late=_late(session, room),
        waiting=len(arrivals.waiting(session, activity)),
    )


def _late(session: Session, room: Room) -> int:
    """Who came after the day had begun, and is here."""
    begun = session.scalar(select(func.min(Activity.started_at)).where(Activity.room_id == room.id))
    if begun is None:
        return 0
    came = select(func.count(Presence.id)).where(
        Presence.room_id == room.id, Presence.gone_at.is_(None), Presence.joined_at > begun
    )
    return session.scalar(came) or 0
