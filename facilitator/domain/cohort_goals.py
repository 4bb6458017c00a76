"""Kompetansemål: the list of a kull, in its order. Documents may be tagged with them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import as_shown
from facilitator.domain.writing import clean_line
from facilitator.errors import Conflict, FacilitatorError, Invalid, NotFound
from facilitator.models import Cohort, CompetenceGoal, Participant, PracticeDocument

LIMIT = 200
MOST = 40
NEEDED = "Skriv målet."


class GoalUsed(FacilitatorError):
    status = Conflict.status
    message = "Noen har merket et praksisdokument med dette målet, så det blir stående."


def find(cohort: Cohort, goal_id: int) -> CompetenceGoal:
    for goal in cohort.goals:
        if goal.id == goal_id:
            return goal
    raise NotFound("Dette målet er ikke på lista lenger.")


def add(session: Session, cohort: Cohort, text: str) -> CompetenceGoal:
    """At the end of the list. The same text again is the goal that is there."""
    line = clean_line(text, "goal", most=LIMIT, needed=NEEDED)
    for goal in cohort.goals:
        if goal.text.lower() == line.lower():
            return goal
    if len(cohort.goals) >= MOST:
        raise Invalid({"goal": f"Lista har {MOST} mål, og det er ikke plass til flere."})
    goal = CompetenceGoal(cohort_id=cohort.id, position=len(cohort.goals), text=line)
    cohort.goals.append(goal)
    session.flush()
    return goal


def reword(goal: CompetenceGoal, form: Mapping[str, str]) -> None:
    """Raises Invalid, and ChangedMeanwhile where somebody else has reworded it since."""
    field = f"goal-{goal.id}"
    text = as_shown.joined(form, {field: goal.text}).get(field, "")
    goal.text = clean_line(text, field, most=LIMIT, needed=NEEDED)


def move(session: Session, cohort: Cohort, goal: CompetenceGoal, by: int) -> None:
    """One place up (-1) or down (1); at the end of the list it stays."""
    order = list(cohort.goals)
    at = order.index(goal)
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    for position, each in enumerate(order):
        each.position = position
    session.flush()
    session.expire(cohort, ["goals"])


def used(session: Session, cohort: Cohort) -> frozenset[int]:
    """The goals that some document is tagged with, also in what nobody has handed in yet."""
    rows = session.scalars(
        select(PracticeDocument.goals)
        .join(Participant, Participant.id == PracticeDocument.participant_id)
        .where(Participant.cohort_id == cohort.id)
    )
    return frozenset(goal for goals in rows for goal in goals or ())


def remove(session: Session, cohort: Cohort, goal: CompetenceGoal) -> None:
    """Raises GoalUsed for one that documents name."""
    if goal.id in used(session, cohort):
        raise GoalUsed
    cohort.goals.remove(goal)
    session.flush()
    for position, each in enumerate(cohort.goals):
        each.position = position
