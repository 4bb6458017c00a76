"""`/deltakere/liste`: who is in the kull, who waits, who has left, and the form of one person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from facilitator.domain import as_shown, letters, role_groups, roster
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.domain.rooms import oslo_day
from facilitator.domain.roster_changes import as_fields
from facilitator.domain.roster_fields import Person
from facilitator.errors import Invalid
from facilitator.models import Cohort, Letter, Participant
from facilitator.models.people import LEFT, SEATED, WAITING
from facilitator.presentation.dates import short_date
from facilitator.presentation.people import by_name
from facilitator.presentation.run_sheet_forms import Choice


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the list. `letter` says when a link was last sent, or why it was not."""

    id: int
    name: str
    role: str
    group: str
    workplace: str
    municipality: str
    email: str
    letter: str
    unsent: bool


@dataclass(frozen=True, slots=True)
class RosterView:
    seated: tuple[Row, ...]
    waiting: tuple[Row, ...]
    """In the order that they get a seat."""
    left: tuple[Row, ...]
    seats: int
    without_email: int

    @property
    def free(self) -> int:
        return max(0, self.seats - len(self.seated))

    @property
    def above(self) -> int:
        return max(0, len(self.seated) - self.seats)


@dataclass(frozen=True, slots=True)
class PersonView:
    """The form of one person, with what was typed when it was refused."""

    id: int
    name: str
    place: str
    written: Person
    groups: tuple[Choice, ...]
    letter: str = ""
    unsent: bool = False
    may_be_seated: bool = False
    seen: str = ""
    """Marks of what stands there, so that two who change it keep each other's."""


def view(session: Session, cohort: Cohort) -> RosterView:
    everybody = by_name(session.scalars(roster.everybody(cohort.id)))
    sent = letters.latest(session, cohort.id, letters.LINK)
    rows: dict[str, list[Row]] = {SEATED: [], WAITING: [], LEFT: []}
    waiting = sorted((person for person in everybody if person.place == WAITING), key=_turn)
    for person in [*(p for p in everybody if p.place != WAITING), *waiting]:
        rows[person.place].append(_row(person, sent.get(person.id)))
    return RosterView(
        seated=tuple(rows[SEATED]),
        waiting=tuple(rows[WAITING]),
        left=tuple(rows[LEFT]),
        seats=cohort.seats,
        without_email=sum(1 for row in rows[SEATED] if not row.email),
    )


def _turn(person: Participant) -> tuple[float, int]:
    return (person.waiting_since.timestamp() if person.waiting_since else 0.0, person.id)


def _row(person: Participant, letter: Letter | None) -> Row:
    return Row(
        id=person.id,
        name=person.name,
        role=person.role,
        group=role_groups.NAMES.get(person.role_group, ""),
        workplace=person.workplace_name,
        municipality=person.municipality,
        email=person.email or "",
        letter=told(letter),
        unsent=letter is not None and bool(letter.fault),
    )


def told(letter: Letter | None) -> str:
    """What became of the last letter with a link."""
    if letter is None:
        return ""
    if letter.fault:
        return f"Ikke sendt. {letter.fault}"
    if letter.sent_at is None:
        return "Lenken er på vei."
    how = "kopiert" if letter.way == letters.COPIED else "sendt"
    return f"Lenke {how} {_day(letter.sent_at)}"


def _day(moment: dt.datetime) -> str:
    return short_date(oslo_day(moment))


def person_view(
    session: Session,
    cohort: Cohort,
    person: Participant,
    *,
    free: int,
    typed: Person | None,
    seen: str,
) -> PersonView:
    letter = letters.latest(session, cohort.id, letters.LINK).get(person.id)
    return PersonView(
        id=person.id,
        name=person.name,
        place=person.place,
        written=typed or as_fields(person),
        groups=GROUPS,
        letter=told(letter),
        unsent=letter is not None and bool(letter.fault),
        may_be_seated=free > 0,
        seen=seen or as_shown.marks(fields_of(person)),
    )


def fields_of(person: Participant) -> dict[str, str]:
    return asdict(as_fields(person))


def in_words(invalid: Invalid) -> dict[str, str]:
    """What is said at each field; a group by its name."""
    if not isinstance(invalid, ChangedMeanwhile) or "role_group" not in invalid.theirs:
        return invalid.errors
    group = role_groups.NAMES.get(invalid.theirs["role_group"], "")
    return invalid.errors | {"role_group": as_shown.said(group)}


def new_view(typed: Person | None) -> PersonView:
    return PersonView(0, "", "", typed or Person(), GROUPS)


GROUPS = tuple(Choice(key, label) for key, label in role_groups.NAMES.items())


def typed_person(form: Mapping[str, str]) -> Person:
    names = ("name", "email", "role", "role_group", "workplace", "municipality")
    return Person(**{name: form.get(name, "") for name in names})
