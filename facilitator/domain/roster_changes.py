"""Changes of who is in a kull: added, put right, waiting for a seat, left, come back."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from facilitator.domain import roster
from facilitator.domain.roster_fields import Person, clean
from facilitator.domain.roster_plan import Known, key
from facilitator.errors import Invalid, NotFound
from facilitator.models import Cohort, Participant, Workplace
from facilitator.models.people import LEFT, SEATED, WAITING

FULL = "Alle {seats} plassene er tatt."
NOT_HERE = "Denne personen er ikke med i kullet."
NOBODY_TWICE = "{name} står allerede på lista med samme arbeidssted."


def find(session: Session, cohort: Cohort, participant_id: int) -> Participant:
    """Somebody on the kull's list, also one who waits or has left. Raises NotFound for a guest."""
    person = session.get(Participant, participant_id)
    if person is None or person.cohort_id != cohort.id or person.guest_of is not None:
        raise NotFound(NOT_HERE)
    return person


def free_seats(session: Session, cohort: Cohort) -> int:
    return cohort.seats - roster.count(session, cohort.id)


def add(
    session: Session, cohort: Cohort, written: Person, now: dt.datetime, *, sure: bool = False
) -> Participant:
    """One more: on a free seat, else on the waiting list. Raises Invalid.

    The same name at the same workplace is somebody who is there already, unless one is `sure`.
    """
    person = clean(written)
    if not sure and _is_there(session, cohort, person):
        raise Invalid({"name": NOBODY_TWICE.format(name=person.name)})
    return insert(session, cohort, person, now, seated=free_seats(session, cohort) > 0)


def insert(
    session: Session, cohort: Cohort, person: Person, now: dt.datetime, *, seated: bool
) -> Participant:
    made = Participant(cohort_id=cohort.id, name=person.name)
    _place(made, now, seated=seated)
    session.add(made)
    put(session, made, person)
    return made


def _place(person: Participant, now: dt.datetime, *, seated: bool) -> None:
    person.place = SEATED if seated else WAITING
    person.waiting_since = None if seated else now


def _is_there(session: Session, cohort: Cohort, person: Person) -> bool:
    people = session.scalars(roster.everybody(cohort.id))
    return any(
        key(each.name) == key(person.name) and key(each.workplace_name) == key(person.workplace)
        for each in people
    )


def change(session: Session, participant: Participant, written: Person) -> None:
    """Raises Invalid. What is written there stays theirs, under the new name."""
    put(session, participant, clean(written))


def put(session: Session, participant: Participant, person: Person) -> None:
    participant.name = person.name
    participant.email = person.email or None
    participant.role = person.role
    participant.role_group = person.role_group
    before = participant.workplace_id
    participant.workplace = _workplace(session, person.workplace, person.municipality)
    session.flush()
    if before is not None and before != participant.workplace_id:
        forget_workplaces(session, [before])


def _workplace(session: Session, name: str, municipality: str) -> Workplace | None:
    """The one of that name there; others may work at it, so it is never renamed."""
    if not name and not municipality:
        return None
    found = session.scalar(
        select(Workplace).where(Workplace.name == name, Workplace.municipality == municipality)
    )
    if found is None:
        found = Workplace(name=name, municipality=municipality)
        session.add(found)
        session.flush()
    return found


def forget_workplaces(session: Session, ids: Iterable[int]) -> None:
    """Those that nobody works at any more."""
    used = exists().where(Participant.workplace_id == Workplace.id)
    session.execute(delete(Workplace).where(Workplace.id.in_(list(ids)), ~used))


def leave(participant: Participant) -> None:
    """Out of the kull. Everything of theirs is kept, and the seat is free."""
    participant.place = LEFT
    participant.waiting_since = None


def seat(session: Session, cohort: Cohort, participant: Participant) -> None:
    """A seat for one who waits. Raises Invalid when there is none."""
    if participant.place == SEATED:
        return
    if free_seats(session, cohort) <= 0:
        raise Invalid({"seat": FULL.format(seats=cohort.seats)})
    participant.place = SEATED
    participant.waiting_since = None
    session.flush()


def come_back(session: Session, cohort: Cohort, participant: Participant, now: dt.datetime) -> None:
    """One who had left: on a free seat, else last on the waiting list."""
    if participant.place == LEFT:
        _place(participant, now, seated=free_seats(session, cohort) > 0)
        session.flush()


def wait(participant: Participant, now: dt.datetime) -> None:
    """From a seat to the end of the waiting list."""
    if participant.place != WAITING:
        _place(participant, now, seated=False)


def known(session: Session, cohort: Cohort) -> list[Known]:
    return [
        Known(person.id, as_fields(person), person.place)
        for person in session.scalars(roster.everybody(cohort.id).order_by(Participant.id))
    ]


def as_fields(person: Participant) -> Person:
    return Person(
        name=person.name,
        email=person.email or "",
        role=person.role,
        role_group=person.role_group,
        workplace=person.workplace_name,
        municipality=person.municipality,
    )
