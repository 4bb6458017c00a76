"""A list taken in: what was shown is worked out anew, and done for the rows that are right."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from facilitator.domain import roster_changes, roster_plan
from facilitator.domain.roster_columns import Sheet
from facilitator.domain.roster_plan import CHANGED, NEW, WAITING, Outcome
from facilitator.models import Cohort, Participant


def preview(
    session: Session, cohort: Cohort, sheet: Sheet, answers: Mapping[int, str] | None = None
) -> tuple[Outcome, ...]:
    """What will happen with each row, as the kull is now."""
    people = roster_changes.known(session, cohort)
    free = roster_changes.free_seats(session, cohort)
    return roster_plan.plan(sheet, people, free, answers)


def take_in(
    session: Session,
    cohort: Cohort,
    sheet: Sheet,
    answers: Mapping[int, str] | None,
    now: dt.datetime,
) -> tuple[Outcome, ...]:
    """Do it, and say what became of each row. The same list once more changes nothing."""
    outcomes = preview(session, cohort, sheet, answers)
    for outcome in outcomes:
        if outcome.kind in (NEW, WAITING):
            seated = outcome.kind == NEW
            roster_changes.insert(session, cohort, outcome.person, now, seated=seated)
        elif outcome.kind == CHANGED and outcome.participant_id is not None:
            person = session.get_one(Participant, outcome.participant_id)
            roster_changes.put(session, person, outcome.person)
    return outcomes
