"""«Ikke sammen» as a page: the samling's pairs, and the names to choose from."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import apart
from facilitator.models import Gathering, Participant, Room
from facilitator.presentation.people import by_name
from facilitator.presentation.run_sheet import named


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    id: int
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ApartView:
    """`room` is the open room's address, for the way back to its remote."""

    gathering_id: int
    name: str
    date: dt.date
    cohort: str
    period: str
    pairs: tuple[PairRow, ...]
    choices: tuple[Choice, ...]
    over: bool
    room: str
    passes: bool


def view(session: Session, gathering: Gathering, today: dt.date) -> ApartView:
    room = session.scalar(
        select(Room).where(Room.gathering_id == gathering.id, Room.closed_at.is_(None))
    )
    people = by_name(apart.choosable(session, gathering))
    return ApartView(
        gathering_id=gathering.id,
        name=named(gathering),
        date=gathering.date,
        cohort=gathering.cohort.name,
        period=gathering.cohort.period,
        pairs=tuple(_row(pair) for pair in apart.of_gathering(session, gathering.id)),
        choices=tuple(_choice(person) for person in people),
        over=apart.is_over(session, gathering, today),
        room=room.public_id if room else "",
        passes=gathering.cohort.passes,
    )


def _row(pair: apart.Apart) -> PairRow:
    first, second = by_name((pair.first, pair.second))
    return PairRow(pair.id, first.name, second.name)


def _choice(person: Participant) -> Choice:
    place = "gjest" if person.guest_of is not None else person.workplace_name
    return Choice(str(person.id), person.name, place)
