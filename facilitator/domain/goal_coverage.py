"""Which kompetansemål the kull has shown in documents that count. A count of people, no ranking."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import portfolio_reviews, roster
from facilitator.models import Cohort, Participant, PracticeDocument


@dataclass(frozen=True, slots=True)
class Tagged:
    """A document as far as this asks of it."""

    id: int
    participant_id: int
    status: str
    replaces_id: int | None
    goals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GoalCover:
    text: str
    shown: tuple[str, ...]
    """Names of those with a document about it that counts."""
    not_yet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    people: int
    goals: tuple[GoalCover, ...]
    none_yet: tuple[str, ...]
    """Those who have no document about any of the goals yet."""


def of_cohort(session: Session, cohort: Cohort) -> Coverage:
    """In three questions, however many the people and their documents are."""
    people = {person.id: person.name for person in session.scalars(roster.members(cohort.id))}
    counted = portfolio_reviews.counting(
        _documents(session, cohort), approves=cohort.approve_documents
    )
    having: dict[int, set[int]] = {}
    for document in counted:
        for tag in document.goals:
            having.setdefault(tag, set()).add(document.participant_id)
    covers = []
    for goal in cohort.goals:
        has = having.get(goal.id, set())
        covers.append(
            GoalCover(
                goal.text,
                _names(people, set(people) & has),
                _names(people, set(people) - has),
            )
        )
    some = {person for goal in cohort.goals for person in having.get(goal.id, ())}
    return Coverage(len(people), tuple(covers), _names(people, set(people) - some))


def _documents(session: Session, cohort: Cohort) -> list[Tagged]:
    members = roster.members(cohort.id).with_only_columns(Participant.id)
    rows = session.execute(
        select(
            PracticeDocument.id,
            PracticeDocument.participant_id,
            PracticeDocument.status,
            PracticeDocument.replaces_id,
            PracticeDocument.goals,
        ).where(PracticeDocument.participant_id.in_(members))
    )
    return [Tagged(row[0], row[1], row[2], row[3], tuple(row[4] or ())) for row in rows]


def _names(people: dict[int, str], chosen: set[int]) -> tuple[str, ...]:
    """In the order of the list of people, so that none stands first for a reason."""
    return tuple(sorted(name for person, name in people.items() if person in chosen))
