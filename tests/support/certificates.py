"""People who have what a kompetansebevis asks for, by records and not by a tick."""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.models import (
    Attendance,
    Cohort,
    FestivalContribution,
    Gathering,
    PortfolioReview,
    Summary,
)
from tests.support.cast import Cast

FESTIVAL_DAY = dt.date(2027, 10, 20)


def plan_festival(session: Session, cast: Cast) -> Gathering:
    """The kull's ninth samling, and what its bevis say."""
    cohort = session.get_one(Cohort, cast.cohort)
    cohort.certificate_prefix, cohort.certificate_place = "10", "Tønsberg"
    cohort.starts_on, cohort.ends_on = dt.date(2026, 11, 11), FESTIVAL_DAY
    gathering = Gathering(
        cohort_id=cohort.id,
        number=9,
        date=FESTIVAL_DAY,
        theme="SMART-festivalen",
        place="Tønsberg",
        is_festival=True,
    )
    session.add(gathering)
    session.flush()
    session.expire(cohort)
    return gathering


def attend(session: Session, gathering_id: int, person: int) -> None:
    for half in ("forenoon", "afternoon"):
        session.add(
            Attendance(
                gathering_id=gathering_id, participant_id=person, half=half, status="present"
            )
        )
    session.flush()


def make_ready(
    session: Session, cast: Cast, person: int, now: dt.datetime, *, took_part: bool = True
) -> None:
    """All four; without `took_part` only the festival is left."""
    for day in session.get_one(Cohort, cast.cohort).gatherings:
        if took_part or not day.is_festival:
            attend(session, day.id, person)
    session.add(PortfolioReview(participant_id=person, status="godkjent"))
    session.add(Summary(participant_id=person, status="godkjent", title="Å slippe taket"))
    session.add(
        FestivalContribution(
            participant_id=person, form="vert", took_part_at=now if took_part else None
        )
    )
    session.flush()
