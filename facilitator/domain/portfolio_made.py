"""What one has made between the samlinger, and how the year stands: the part of the arbeidsmappe
that is read only when all of it is open.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    between,
    certificates,
    commitments,
    festival,
    greetings,
    portfolio_reviews,
    practice,
    standing,
    summaries,
)
from facilitator.domain.portfolio_parts import Attended, Frame, Made, OwnMethod
from facilitator.domain.rooms import oslo_day
from facilitator.models import Card, FestivalContribution, Method, Participant


def made(
    session: Session,
    person: Participant,
    frames: Mapping[int, Frame],
    own: Sequence[Card],
    now: dt.datetime,
) -> Made:
    today = oslo_day(now)
    documents = tuple(practice.documents_of(session, person.id))
    contribution = festival.of_person(session, person.id)
    steps = _steps(frames, own)
    over = _is_over(frames, steps, today)
    times = between.periods(person.cohort.gatherings, steps, documents, today, over=over)
    return Made(
        documents=documents,
        summary=summaries.summary_of(session, person.id),
        contribution=contribution,
        attended=_attended(session, person, today),
        review=portfolio_reviews.find(session, person.id),
        progress=portfolio_reviews.of_person(session, person),
        between=times,
        between_now=between.current(times, today, over=over),
        methods=_methods(session, person.id),
        greetings=_greetings(session, contribution),
        certificate=certificates.of_person(session, person.id, now) is not None,
    )


def _steps(frames: Mapping[int, Frame], own: Sequence[Card]) -> dict[int, list[Card]]:
    """Samling → the next steps one said there."""
    found: dict[int, list[Card]] = {}
    for card in own:
        if card.type == commitments.TYPE and card.withdrawn_at is None:
            gathering_id = frames[card.activity_id].activity.room.gathering_id
            found.setdefault(gathering_id, []).append(card)
    return found


def _is_over(
    frames: Mapping[int, Frame], steps: Mapping[int, Sequence[Card]], today: dt.date
) -> bool:
    """Whether today's samling has sent its people home: its room is closed, or they have said
    what they will try next."""
    of_today = [
        frame.activity.room
        for frame in frames.values()
        if frame.activity.room.gathering.date == today
    ]
    return any(room.closed_at is not None or room.gathering_id in steps for room in of_today)


def _attended(session: Session, person: Participant, today: dt.date) -> Attended:
    """As `standing.standing`, with what it was counted from."""
    records = standing.records_of_one(session, person.cohort, person.id)
    known = records.known[person.id]
    stands = standing.compute(
        standing.rules_of(person.cohort),
        records.days,
        known,
        standing.agreed_with(session, person.id),
        person.entry_id,
        today,
    )
    return Attended(records.days, known, stands)


def _methods(session: Session, participant_id: int) -> tuple[OwnMethod, ...]:
    rows = session.execute(
        select(Method.key, Method.name)
        .where(Method.participant_id == participant_id)
        .order_by(Method.id)
    )
    return tuple(OwnMethod(row[0], row[1]) for row in rows)


def _greetings(session: Session, contribution: FestivalContribution | None) -> int:
    """Only those who have let guests see their contribution can have got any."""
    if contribution is None or contribution.released_at is None:
        return 0
    return len(greetings.shown_for(session, contribution.participant_id))
