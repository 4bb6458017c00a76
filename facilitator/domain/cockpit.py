"""The kull at a glance for its prosessledere: four requirements each, and who is not heard from.

What is said of one person says how they stand and never how they compare. The number of queries
is the same for 3 people and for 200.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from facilitator.domain import certificates, portfolio_reviews, standing
from facilitator.domain.portfolio_reviews import Progress
from facilitator.domain.requirements import Required
from facilitator.domain.rooms import oslo_day
from facilitator.domain.standing import Standing
from facilitator.models import (
    Attendance,
    Cohort,
    Gathering,
    Participant,
    PortfolioReview,
    PracticeDocument,
    Summary,
)

QUIET = dt.timedelta(days=42)
"""Six weeks: longer than there is between two samlinger, so that nobody is asked after for having
been away from one. The summer is longer; whoever was at the last samling has been heard from."""

HAS_BEVIS = frozenset({certificates.VALID, certificates.PREPARED})
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Line:
    """One person. `bevis` is the state of their kompetansebevis, see `certificates.Line`."""

    person: Participant
    standing: Standing
    progress: Progress
    required: Required
    bevis: str
    heard: dt.date | None
    """The last sign of life: at a samling, or something written or handed in."""
    quiet: bool

    @property
    def needs_talk(self) -> bool:
        """Whose oppmøte a few words now may save."""
        return self.standing.status == "needs_agreement" or self.needs_rest

    @property
    def needs_rest(self) -> bool:
        """Has been away so much that each samling to come is needed.

        Not because the kull asks for all of them, and not because of a list that we have not
        confirmed.
        """
        stands = self.standing
        away = stands.so_far - stands.attended - stands.unconfirmed
        missing = stands.required - stands.attended
        return stands.status == "needs_rest" and away > 0 and missing <= stands.remaining

    @property
    def ready(self) -> bool:
        """All four are there, and no bevis has been issued yet."""
        return self.bevis == "ready"

    @property
    def has_bevis(self) -> bool:
        return self.bevis in HAS_BEVIS


def lines_of(session: Session, cohort: Cohort, now: dt.datetime) -> list[Line]:
    """Everybody in the kull, in no order."""
    today = oslo_day(now)
    standings = standing.standings_of(session, cohort, today)
    progress = portfolio_reviews.of_cohort(session, cohort)
    heard = last_signs(session, cohort.id)
    held = _last_held(session, cohort.id, today)
    entered = {day.id: day.date for day in cohort.gatherings}
    begun = min(entered.values(), default=today)
    found = []
    for line in certificates.of_cohort(session, cohort, today).values():
        person = line.person
        since = entered.get(person.entry_id or 0, begun)
        settled = line.required.ready or line.status is not None
        found.append(
            Line(
                person=person,
                standing=standings[person.id],
                progress=progress[person.id],
                required=line.required,
                bevis=line.state,
                heard=heard.get(person.id),
                quiet=not settled and is_quiet(heard.get(person.id), since, today, held),
            )
        )
    return found


def is_quiet(heard: dt.date | None, since: dt.date, today: dt.date, held: dt.date | None) -> bool:
    """Whether nobody has heard from somebody for a while. Pure.

    `since` is when they came in: nobody is asked after before that. `held` is the last samling
    before today.
    """
    limit = today - QUIET
    if heard is None or heard < since:
        return since < limit
    return heard < (min(limit, held) if held else limit)


def last_signs(session: Session, cohort_id: int) -> dict[int, dt.date]:
    """Participant → the day of the last sign of life. Two queries."""
    found = {
        row[0]: row[1]
        for row in session.execute(
            select(Attendance.participant_id, func.max(Gathering.date))
            .join(Gathering, Gathering.id == Attendance.gathering_id)
            .where(Gathering.cohort_id == cohort_id, Attendance.status != ABSENT)
            .group_by(Attendance.participant_id)
        )
    }
    for person, moment in _written(session, cohort_id):
        day = oslo_day(moment)
        found[person] = max(day, found.get(person, day))
    return found


def _written(session: Session, cohort_id: int) -> list[tuple[int, dt.datetime]]:
    """The last time each saved a kladd or handed something in."""
    columns = (
        (PracticeDocument.participant_id, PracticeDocument.saved_at),
        (PracticeDocument.participant_id, PracticeDocument.handed_in_at),
        (Summary.participant_id, Summary.saved_at),
        (Summary.participant_id, Summary.handed_in_at),
        (PortfolioReview.participant_id, PortfolioReview.handed_in_at),
    )
    written = union_all(
        *(
            select(person.label("person"), moment.label("moment"))
            .join(Participant, Participant.id == person)
            .where(Participant.cohort_id == cohort_id, moment.is_not(None))
            for person, moment in columns
        )
    ).subquery()
    last = func.max(written.c.moment)
    rows = session.execute(select(written.c.person, last).group_by(written.c.person))
    return [(row[0], row[1]) for row in rows]


def _last_held(session: Session, cohort_id: int, today: dt.date) -> dt.date | None:
    """The last samling before today that anybody is known to have been at."""
    return session.scalar(
        select(func.max(Gathering.date))
        .join(Attendance, Attendance.gathering_id == Gathering.id)
        .where(
            Gathering.cohort_id == cohort_id,
            Gathering.date < today,
            Attendance.status != ABSENT,
        )
    )
