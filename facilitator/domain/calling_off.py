"""For whom a samling that is called off moves the oppmøte requirement, before it is done."""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.domain import roster, standing
from facilitator.models import Cohort, Participant

OUT_OF_REACH = "needs_agreement"


@dataclass(frozen=True, slots=True)
class Moved:
    """`lost` could reach the requirement and then cannot; for `won` it is the other way round."""

    lost: tuple[Participant, ...]
    won: tuple[Participant, ...]


def moved(session: Session, cohort: Cohort, gathering_id: int, today: dt.date) -> Moved:
    """A fixed number of queries."""
    rules, records = standing.rules_of(cohort), standing.records_of(session, cohort)
    agreed = standing.agreed_of(session, cohort.id)
    without = [replace(d, cancelled=d.cancelled or d.id == gathering_id) for d in records.days]
    lost, won = [], []
    for person in session.scalars(roster.members(cohort.id)):
        known, held = records.known.get(person.id, {}), agreed.get(person.id)
        now, then = (
            standing.compute(rules, days, known, held, person.entry_id, today).status
            for days in (records.days, without)
        )
        if then == OUT_OF_REACH != now:
            lost.append(person)
        elif now == OUT_OF_REACH != then:
            won.append(person)
    return Moved(tuple(lost), tuple(won))
