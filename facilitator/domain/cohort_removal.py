"""A kull of the year, deleted by its kursholder: all of it, and its files.

What stays is the register of kompetansebevis, since whoever holds one must be able to have it
confirmed, and the prosessledere with their own methods.
"""

from dataclasses import dataclass, field

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from facilitator.domain import cohort_logos, passing
from facilitator.domain.practice_content import file_name
from facilitator.errors import Invalid
from facilitator.models import (
    Certificate,
    Cohort,
    DocumentFile,
    Gathering,
    Job,
    Method,
    Participant,
    PracticeDocument,
    Rehearsal,
    Room,
    Workplace,
)

WRONG_NAME = "Skriv navnet på kullet slik det står over."


@dataclass(frozen=True, slots=True)
class Holding:
    """What a kull holds, in numbers, for whoever is about to delete it."""

    people: int
    gatherings: int
    rooms: int
    documents: int
    certificates: int
    open_rooms: int


@dataclass(frozen=True, slots=True)
class Files:
    """What lies beside the database, to be taken away when the rows are gone for good."""

    photos: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Names in the folder of domain/document_files.py."""
    logo: str = ""
    rehearsals: tuple[str, ...] = field(default=())
    """Addresses of rehearsals whose invented people are to stop."""
    exports: tuple[str, ...] = ()
    """Large files that were made of it: domain/job_files.py."""


def holding(session: Session, cohort: Cohort) -> Holding:
    people = Participant.cohort_id == cohort.id
    rooms = select(func.count(Room.id)).join(Gathering).where(Gathering.cohort_id == cohort.id)
    documents = select(func.count(PracticeDocument.id)).join(
        Participant, Participant.id == PracticeDocument.participant_id
    )
    return Holding(
        people=_count(session, select(func.count(Participant.id)).where(people)),
        gatherings=len(cohort.gatherings),
        rooms=_count(session, rooms),
        documents=_count(session, documents.where(people)),
        certificates=_count(
            session, select(func.count(Certificate.id)).where(Certificate.cohort_id == cohort.id)
        ),
        open_rooms=_count(session, rooms.where(Room.closed_at.is_(None))),
    )


def _count(session: Session, wanted: Select[int]) -> int:
    return session.scalar(wanted) or 0


def require_name(cohort: Cohort, typed: str) -> None:
    """Raises Invalid unless the kull's name was typed, in whatever case and spacing."""
    if " ".join(typed.split()).casefold() != " ".join(cohort.name.split()).casefold():
        raise Invalid({"name": WRONG_NAME})


def remove(session: Session, cohort: Cohort) -> Files:
    """Gives the files that are to go when this is committed."""
    outside = _made_of_it(session, cohort)
    addresses = tuple(
        session.scalars(
            select(Room.public_id)
            .join(Gathering)
            .join(Rehearsal, Rehearsal.cohort_id == Gathering.cohort_id)
            .where(Gathering.cohort_id.in_([each.id for each in outside]))
        )
    )
    photos = [*passing.photos_of(session, cohort)]
    for each in outside:
        photos += passing.throw_away(session, each)
    documents = _files(session, cohort)
    exports = tuple(session.scalars(select(Job.token).where(Job.cohort_id == cohort.id)))
    logo = cohort.logo or ""
    cohort_id = cohort.id
    places = _places(session, cohort)
    _keep_leaders_methods(session, cohort_id)
    passing.delete_all(session, session.get_one(Cohort, cohort_id))
    _forget_places(session, places)
    if logo and cohort_logos.is_used(session, logo):
        logo = ""
    return Files(tuple(photos), documents, logo, addresses, exports)


def _keep_leaders_methods(session: Session, cohort_id: int) -> None:
    """What a prosessleder has shared with the kull is theirs, and is their own again."""
    shared = (Method.cohort_id == cohort_id, Method.facilitator_id.is_not(None))
    session.execute(update(Method).where(*shared).values(cohort_id=None, scope="own"))


def _made_of_it(session: Session, cohort: Cohort) -> list[Cohort]:
    """Rooms that its people have borrowed, and rehearsals of its samlinger."""
    people = select(Participant.id).where(Participant.cohort_id == cohort.id)
    days = select(Gathering.id).where(Gathering.cohort_id == cohort.id)
    rehearsed = select(Rehearsal.cohort_id).where(Rehearsal.gathering_id.in_(days))
    wanted = Cohort.host_id.in_(people) | Cohort.id.in_(rehearsed)
    return list(session.scalars(select(Cohort).where(wanted)))


def _files(session: Session, cohort: Cohort) -> tuple[str, ...]:
    """Also those that their owner has taken out, for their files may still be there."""
    files = session.scalars(
        select(DocumentFile)
        .join(PracticeDocument, PracticeDocument.id == DocumentFile.document_id)
        .join(Participant, Participant.id == PracticeDocument.participant_id)
        .where(Participant.cohort_id == cohort.id)
    )
    return tuple(file_name(each) for each in files)


def _places(session: Session, cohort: Cohort) -> list[int]:
    wanted = select(Participant.workplace_id).where(Participant.cohort_id == cohort.id)
    return [each for each in session.scalars(wanted.distinct()) if each is not None]


def _forget_places(session: Session, places: list[int]) -> None:
    """A workplace that nobody comes from any more says where somebody was."""
    used = exists().where(Participant.workplace_id == Workplace.id)
    session.execute(delete(Workplace).where(Workplace.id.in_(places), ~used))
