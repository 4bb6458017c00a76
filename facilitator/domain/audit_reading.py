"""The log as it is read: by kursholdere, the installation's owner, and those it is about."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from facilitator.domain import audit
from facilitator.domain.rooms import OSLO
from facilitator.models import AuditEntry, Cohort, Facilitator, Participant

PAGE = 100
MOST_IN_A_FILE = 5000
ABOUT_ME = (audit.OPENED, audit.EXPORTED, audit.CHANGED, audit.LINK, audit.ISSUED, audit.DELETED)

ALL_MAPPER: Final = "portfolios"
"""The kind of a large file that every mappe of a kull is in."""

PARTICIPANTS, COMMANDS = "deltakere", "tjeneren"
"""Who did it, besides the prosessledere by their id."""
COMMAND_NAMES: Final = ("facilitator", "Tjeneren")
"""How the names of what does it by itself begin."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants to see: who did it, which kind, whom it is about, and when."""

    who: str = ""
    verb: str = ""
    about: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.who or self.verb or self.about or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the people and kull that some entries tell of, by id."""

    leaders: dict[int, str]
    people: dict[int, str]
    kull: dict[int, str]


def entries(
    session: Session,
    cohort_id: int | None,
    asked: Asked,
    *,
    older_than: int | None = None,
    most: int = PAGE,
) -> list[AuditEntry]:
    """The newest first; of the whole installation without a kull."""
    query = select(AuditEntry)
    if cohort_id is not None:
        query = query.where(AuditEntry.cohort_id == cohort_id)
    if older_than is not None:
        query = query.where(AuditEntry.id < older_than)
    return list(session.scalars(_narrowed(query, asked).order_by(AuditEntry.id.desc()).limit(most)))


def _narrowed(query: Select[AuditEntry], asked: Asked) -> Select[AuditEntry]:
    if asked.who == PARTICIPANTS:
        query = query.where(AuditEntry.participant_id.is_not(None))
    elif asked.who == COMMANDS:
        nobody = and_(AuditEntry.participant_id.is_(None), AuditEntry.facilitator_id.is_(None))
        # A name that stands alone may also be of somebody who is no longer here.
        named = or_(*(AuditEntry.by.startswith(each) for each in COMMAND_NAMES))
        query = query.where(nobody, named)
    elif asked.who:
        query = query.where(AuditEntry.facilitator_id == int(asked.who))
    if asked.verb:
        query = query.where(AuditEntry.verb == asked.verb)
    if asked.about is not None:
        query = query.where(AuditEntry.about_id == asked.about)
    if asked.since is not None:
        query = query.where(AuditEntry.at >= _midnight(asked.since))
    if asked.until is not None:
        query = query.where(AuditEntry.at < _midnight(asked.until + dt.timedelta(days=1)))
    return query


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), OSLO).astimezone(dt.UTC)


def about_me(session: Session, person: Participant, most: int = 200) -> list[AuditEntry]:
    """What others have done with somebody's material, newest first; also with all at once."""
    by_others = or_(AuditEntry.participant_id.is_(None), AuditEntry.participant_id != person.id)
    mine = and_(AuditEntry.about_id == person.id, AuditEntry.verb.in_(ABOUT_ME))
    with_the_others = and_(
        AuditEntry.cohort_id == person.cohort_id,
        AuditEntry.verb == audit.EXPORTED,
        AuditEntry.details["kind"].as_string() == ALL_MAPPER,
    )
    return list(
        session.scalars(
            select(AuditEntry)
            .where(or_(mine, with_the_others), by_others)
            .order_by(AuditEntry.id.desc())
            .limit(most)
        )
    )


def just_noted(
    session: Session,
    facilitator_id: int,
    what: str,
    about: int,
    since: dt.datetime,
    details: Mapping[str, Any],
) -> bool:
    """Whether the same was opened a moment ago: a page that is loaded again is one look at it.

    Another of somebody's documents is not the same: `details` tells them apart.
    """
    found = session.scalars(
        select(AuditEntry.details).where(
            AuditEntry.about_id == about,
            AuditEntry.facilitator_id == facilitator_id,
            AuditEntry.verb == audit.OPENED,
            AuditEntry.what == what,
            AuditEntry.at >= since,
        )
    )
    return any(each == details for each in found)


def names(session: Session, found: Iterable[AuditEntry]) -> Names:
    """Three questions, however many entries there are."""
    found = list(found)
    leaders = {each.facilitator_id for each in found}
    people = {each.about_id for each in found} | {each.participant_id for each in found}
    kull = {each.cohort_id for each in found}
    return Names(
        _by_id(session, Facilitator, leaders),
        _by_id(session, Participant, people),
        _by_id(session, Cohort, kull),
    )


def _by_id(
    session: Session,
    kind: type[Facilitator] | type[Participant] | type[Cohort],
    ids: set[int | None],
) -> dict[int, str]:
    rows = session.execute(select(kind.id, kind.name).where(kind.id.in_(ids - {None})))
    return {row[0]: row[1] for row in rows}


def leaders_in(session: Session, cohort_id: int | None) -> list[tuple[int, str]]:
    """Those who stand in the log, by name."""
    noted = select(AuditEntry.facilitator_id).where(AuditEntry.facilitator_id.is_not(None))
    if cohort_id is not None:
        noted = noted.where(AuditEntry.cohort_id == cohort_id)
    rows = session.execute(
        select(Facilitator.id, Facilitator.name)
        .where(Facilitator.id.in_(noted))
        .order_by(Facilitator.name, Facilitator.id)
    )
    return [(row[0], row[1]) for row in rows]
