"""The kull at the desk: what its top line needs, and its people by name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import roster
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.errors import NotFound
from facilitator.models import Cohort, Gathering, Participant
from facilitator.models.cohort import YEAR
from facilitator.presentation.joining import sort_key
from facilitator.presentation.run_sheet import named


@dataclass(frozen=True, slots=True)
class Desk:
    """What the top line of a kull's page needs.

    `kull` is its key for the page's links, empty for one who leads no other.
    """

    cohort_id: int
    cohort: str
    period: str
    kull: str
    gathering_id: int
    gathering: str
    """The samling that is today, or else comes next: «Samling 8»."""
    coming: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    name: str
    role: str
    workplace: str
    municipality: str


def desk(session: Session, now: dt.datetime, actor: Actor, cohort: Cohort) -> Desk:
    """The top line for a kull that the actor leads."""
    day = oslo_day(now)
    gathering = _nearest(cohort.gatherings, day)
    return Desk(
        cohort_id=cohort.id,
        cohort=cohort.name,
        period=cohort.period,
        kull=cohort.key if len(actor.leads) > 1 else "",
        gathering_id=gathering.id if gathering else 0,
        gathering=named(gathering) if gathering else "",
        coming=gathering is not None and gathering.date >= day,
    )


def find_cohort(session: Session, key: str) -> Cohort | None:
    return session.scalar(select(Cohort).where(Cohort.key == key, Cohort.kind == YEAR))


def named_cohort(session: Session, key: str) -> Cohort:
    found = find_cohort(session, key)
    if found is None:
        raise NotFound("Dette kullet finnes ikke her ennå.")
    return found


def _nearest(year: list[Gathering], day: dt.date) -> Gathering | None:
    """What is called off is nobody's next; only where all of it is, it is better than none."""
    held = [gathering for gathering in year if not gathering.cancelled] or year
    ordered = sorted(held, key=lambda gathering: (gathering.date, gathering.number))
    coming = [gathering for gathering in ordered if gathering.date >= day]
    return next(iter(coming or ordered[-1:]), None)


def of_cohort(session: Session, cohort_id: int) -> list[Participant]:
    """The kull's people without the guests of its rooms, by name."""
    return by_name(session.scalars(roster.members(cohort_id)))


def by_name(people: Iterable[Participant]) -> list[Participant]:
    return sorted(people, key=lambda person: (sort_key(person.name), person.id))


def row_of(person: Participant) -> PersonRow:
    return PersonRow(
        person.id, person.name, person.role, person.workplace_name, person.municipality
    )
