"""The samlinger of a kull: planned, moved, called off and taken away.

They are numbered 1, 2, 3 … by date. One that has been held keeps its number and its date, since
notes, plans and papers name it; the others are numbered anew around it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import as_shown, standing
from facilitator.domain.form_fields import Fields
from facilitator.errors import Conflict, FacilitatorError, NotFound
from facilitator.models import Attendance, Cohort, Gathering, Room
from facilitator.models.cohort import BOTH_HALVES

THEME_LIMIT, PLACE_LIMIT, BLOCK_LIMIT, TASK_LIMIT = 120, 120, 40, 1000
MOST = 60
"""Samlinger in one kull. Nobody has so many; a slip of the finger must not make thousands."""
HALVES = (BOTH_HALVES, *standing.HALVES)

TAKEN = "Det er alt en samling denne dagen."
HELD_DATE = "Samlingen har alt et rom eller et oppmøte, så datoen står fast."
ONE_FESTIVAL = "Kullet har alt en festival. Ta bort merket der først."


class GatheringHeld(FacilitatorError):
    status = Conflict.status
    message = "Denne samlingen har et rom eller et oppmøte. Avlys den heller, så blir alt igjen."


class RoomIsOpen(FacilitatorError):
    status = Conflict.status
    message = "Rommet til samlingen er åpent. Lukk det først."


class CalledOff(FacilitatorError):
    status = Conflict.status
    message = "Denne samlingen er avlyst. Skal den holdes likevel, tar du den tilbake under Kullet."


@dataclass(frozen=True, slots=True)
class Measure:
    """How many halves (or days) the oppmøte is counted of, and how many of them are needed."""

    unit: str
    total: int
    required: int


def of_cohort(session: Session, cohort: Cohort) -> list[Gathering]:
    return list(
        session.scalars(
            select(Gathering).where(Gathering.cohort_id == cohort.id).order_by(Gathering.number)
        )
    )


def find(session: Session, cohort: Cohort, gathering_id: int) -> Gathering:
    found = session.get(Gathering, gathering_id)
    if found is None or found.cohort_id != cohort.id:
        raise NotFound("Denne samlingen finnes ikke i kullet.")
    return found


def recorded(session: Session, cohort: Cohort) -> frozenset[int]:
    """The samlinger that have a room or something about who was there."""
    of_kull = Gathering.cohort_id == cohort.id
    rooms = select(Room.gathering_id).join(Gathering, Gathering.id == Room.gathering_id)
    there = select(Attendance.gathering_id).join(Gathering, Gathering.id == Attendance.gathering_id)
    return frozenset(
        [*session.scalars(rooms.where(of_kull)), *session.scalars(there.where(of_kull).distinct())]
    )


def held(session: Session, cohort: Cohort, today: dt.date) -> frozenset[int]:
    """Those that keep their number: with something recorded, or in the past."""
    past = {each.id for each in of_cohort(session, cohort) if each.date < today}
    return recorded(session, cohort) | past


# --- adding --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Series:
    """Samlinger that are planned at once: the first date, every so many weeks, how many."""

    dates: tuple[dt.date, ...]
    themes: tuple[str, ...]
    place: str
    block: str | None
    halves: str
    ends_as_festival: bool


def add_series(
    session: Session, cohort: Cohort, form: Mapping[str, str], today: dt.date
) -> list[Gathering]:
    """One or many at once. Raises Invalid."""
    _lock(session, cohort)
    there = of_cohort(session, cohort)
    series = _series(form, there)
    made = [
        Gathering(
            cohort_id=cohort.id,
            number=-(n + 1),  # until they are numbered by date
            date=date,
            theme=series.themes[n] if n < len(series.themes) else "",
            place=series.place,
            block=series.block,
            halves=series.halves,
            is_festival=series.ends_as_festival and n == len(series.dates) - 1,
        )
        for n, date in enumerate(series.dates)
    ]
    session.add_all(made)
    session.flush()
    renumber(session, cohort, today)
    return made


def _series(form: Mapping[str, str], there: list[Gathering]) -> Series:
    """What is asked for, beside the samlinger that are there."""
    fields = Fields(form)
    first = fields.date("first_date", "Skriv datoen for den første samlingen.")
    count, weeks = fields.number("count", 1, MOST), fields.number("weeks", 1, 26)
    if len(there) + count > MOST:
        fields.fault("count", f"Det er plass til {MOST} samlinger i et kull.")
    dates = [first + dt.timedelta(weeks=n * weeks) for n in range(count)] if first else []
    if taken := {each.date for each in there} & set(dates):
        fields.fault("first_date", f"Det er alt en samling {min(taken):%d.%m.%Y}.")
    ends_as_festival = fields.tick("last_is_festival")
    if ends_as_festival and any(each.is_festival for each in there):
        fields.fault("last_is_festival", ONE_FESTIVAL)
    series = Series(
        dates=tuple(dates),
        themes=_themes(fields),
        place=fields.line("place", PLACE_LIMIT),
        block=fields.line("block", BLOCK_LIMIT) or None,
        halves=fields.choice("halves", HALVES),
        ends_as_festival=ends_as_festival,
    )
    fields.done()
    return series


def _themes(fields: Fields) -> tuple[str, ...]:
    """One on each line; an empty line is a theme that is yet to come."""
    lines = fields.text("themes", MOST * (THEME_LIMIT + 1)).split("\n")
    themes = tuple(" ".join(line.split()) for line in lines)
    if any(len(theme) > THEME_LIMIT for theme in themes):
        fields.fault("themes", f"Et tema kan ha opptil {THEME_LIMIT} tegn.")
    return themes


def _lock(session: Session, cohort: Cohort) -> None:
    """Two who plan at once come one after the other, also on PostgreSQL."""
    session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())


# --- changing ------------------------------------------------------------------------------------


def edit(session: Session, gathering: Gathering, form: Mapping[str, str], today: dt.date) -> None:
    """All that is planned of one samling. Raises Invalid, and then nothing is changed."""
    cohort = session.get_one(Cohort, gathering.cohort_id)
    _lock(session, cohort)
    session.refresh(gathering)
    fields = Fields(as_shown.joined(form, values_of(gathering)))
    others = [each for each in of_cohort(session, cohort) if each is not gathering]
    date = fields.date("date", "Skriv datoen for samlingen.")
    if date and date != gathering.date:
        if gathering.id in recorded(session, cohort):
            fields.fault("date", HELD_DATE)
        if date in {each.date for each in others}:
            fields.fault("date", TAKEN)
    is_festival = fields.tick("is_festival")
    if is_festival and any(each.is_festival for each in others):
        fields.fault("is_festival", ONE_FESTIVAL)
    changed = {
        "date": date,
        "theme": fields.line("theme", THEME_LIMIT, "Skriv temaet for samlingen."),
        "place": fields.line("place", PLACE_LIMIT),
        "block": fields.line("block", BLOCK_LIMIT) or None,
        "halves": fields.choice("halves", HALVES),
        "between_task": fields.text("between_task", TASK_LIMIT) or None,
        "is_festival": is_festival,
    }
    fields.done()
    moved = date != gathering.date
    for name, value in changed.items():
        setattr(gathering, name, value)
    session.flush()
    if moved:
        renumber(session, cohort, today)


def values_of(gathering: Gathering) -> dict[str, str]:
    """What is kept, as the fields of its form hold it."""
    return {
        "date": gathering.date.isoformat(),
        "theme": gathering.theme,
        "place": gathering.place,
        "block": gathering.block or "",
        "halves": gathering.halves,
        "is_festival": "1" if gathering.is_festival else "",
        "between_task": gathering.between_task or "",
    }


def require_held(gathering: Gathering) -> None:
    """Raises CalledOff: no room is opened for what is not held."""
    if gathering.cancelled:
        raise CalledOff


def call_off(session: Session, gathering: Gathering) -> None:
    """It is not held, and not counted. What was recorded stays, and counts again if taken back."""
    room = session.scalar(select(Room).where(Room.gathering_id == gathering.id))
    if room is not None and room.is_open:
        raise RoomIsOpen
    gathering.cancelled = True
    session.flush()


def take_back(session: Session, gathering: Gathering) -> None:
    gathering.cancelled = False
    session.flush()


def remove(session: Session, gathering: Gathering, today: dt.date) -> None:
    """With its kjøreplan. Raises GatheringHeld where something was recorded."""
    cohort = session.get_one(Cohort, gathering.cohort_id)
    _lock(session, cohort)
    if gathering.id in recorded(session, cohort):
        raise GatheringHeld
    session.delete(gathering)
    session.flush()
    renumber(session, cohort, today)


def renumber(session: Session, cohort: Cohort, today: dt.date) -> None:
    """By date, with the smallest numbers that those held have not taken."""
    listed, fixed = of_cohort(session, cohort), held(session, cohort, today)
    kept = {each.number for each in listed if each.id in fixed and each.number > 0}
    free = iter(number for number in range(1, len(listed) + MOST + 1) if number not in kept)
    loose = [each for each in listed if each.id not in fixed or each.number < 1]
    loose.sort(key=lambda each: (each.date, each.id))
    wanted = [(each, next(free)) for each in loose]
    for each, number in wanted:
        each.number = -number  # two of a kull may never bear one number, not even on the way
    session.flush()
    for each, number in wanted:
        each.number = number
    session.flush()
    session.expire(cohort, ["gatherings"])


# --- what it means for the oppmøte ---------------------------------------------------------------


def measure(cohort: Cohort, gatherings: list[Gathering], *, without: int | None = None) -> Measure:
    """Of the whole year, as if the samling `without` were called off."""
    days = [
        standing.Day(
            id=each.id,
            number=each.number,
            date=each.date,
            halves=standing.held_halves(each),
            is_festival=each.is_festival,
            cancelled=each.cancelled or each.id == without,
        )
        for each in gatherings
    ]
    counted = standing.compute(standing.rules_of(cohort), days, {}, None, None, dt.date.min)
    return Measure(counted.unit, counted.total, counted.required)
