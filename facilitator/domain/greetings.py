"""Greetings from the festival's guests: written without an account, read by a prosessleder first.

Until it is shown, only the prosessledere of the kull see a greeting.
"""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from facilitator.domain import festival
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import FacilitatorError, NotFound
from facilitator.models import Cohort, FestivalContribution, FestivalGreeting

WAITING, SHOWN, KEPT_BACK = "waiting", "shown", "kept_back"
TEXT_LIMIT = 400
NAME_LIMIT = 60

MOST_IN_A_MINUTE = 60
"""Of one festival: a hall full of guests writes slower than this, a machine does not."""
MOST_TO_ONE = 20
"""A minute, to one contribution."""
MOST_HERE = 200
"""A minute, over the whole installation."""
MOST_WAITING = 1000
"""More than these nobody will have read by the evening."""

GONE = "Hilsenen finnes ikke lenger."


class TooManyGreetings(FacilitatorError):
    status = 429
    message = (
        "Det kommer mange hilsener akkurat nå. Teksten din står her fortsatt. "
        "Vent et øyeblikk og send en gang til."
    )


_SENT = select(FestivalGreeting).where(
    FestivalGreeting.cohort_id == bindparam("cohort"),
    FestivalGreeting.client_id == bindparam("client"),
)


def write(
    session: Session,
    cohort: Cohort,
    contribution: FestivalContribution | None,
    *,
    name: str,
    text: str,
    client_id: str,
    now: dt.datetime,
) -> FestivalGreeting:
    """A guest's words, to one contribution or to all. Sent twice it is one. Raises Invalid."""
    clean_name = clean_line(name, "name", most=NAME_LIMIT)
    said = clean_text(text, "text", most=TEXT_LIMIT, needed="Skriv noen ord først.")
    before = session.scalar(_SENT, {"cohort": cohort.id, "client": client_id})
    if before is not None:
        return before
    _refuse_flood(session, cohort, contribution, now)
    greeting = FestivalGreeting(
        cohort_id=cohort.id,
        contribution_id=contribution.id if contribution else None,
        name=clean_name,
        text=said,
        at=now,
        status=WAITING,
        client_id=client_id,
    )
    try:
        with session.begin_nested():
            session.add(greeting)
    except IntegrityError:  # the same press, just now in another process
        return session.scalars(_SENT, {"cohort": cohort.id, "client": client_id}).one()
    return greeting


def _refuse_flood(
    session: Session, cohort: Cohort, to: FestivalContribution | None, now: dt.datetime
) -> None:
    lately = FestivalGreeting.at > now - dt.timedelta(minutes=1)
    here = FestivalGreeting.cohort_id == cohort.id
    limits = [(MOST_HERE, (lately,)), (MOST_IN_A_MINUTE, (lately, here))]
    if to is not None:
        limits.append((MOST_TO_ONE, (lately, FestivalGreeting.contribution_id == to.id)))
    if any(_count(session, *wanted) >= most for most, wanted in limits):
        raise TooManyGreetings
    if count_waiting(session, cohort.id) >= MOST_WAITING:
        raise TooManyGreetings("Det venter så mange hilsener at vi ikke tar imot flere nå.")


def _count(session: Session, *wanted: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(FestivalGreeting.id)).where(*wanted)) or 0


def judge(
    session: Session, cohort: Cohort, greeting_id: int, status: str, by: str, now: dt.datetime
) -> FestivalGreeting:
    """Shown, kept back, or waiting again. Raises NotFound for another kull's as for none."""
    if status not in (WAITING, SHOWN, KEPT_BACK):
        raise NotFound(GONE)
    greeting = _find(session, cohort, greeting_id)
    greeting.status = status
    greeting.judged_at = now if status != WAITING else None
    greeting.judged_by = by if status != WAITING else None
    session.flush()
    return greeting


def remove(session: Session, cohort: Cohort, greeting_id: int) -> None:
    """Gone already, in another tab, it is as it was asked for."""
    greeting = session.get(FestivalGreeting, greeting_id)
    if greeting is not None and greeting.cohort_id == cohort.id:
        session.delete(greeting)
        session.flush()


def _find(session: Session, cohort: Cohort, greeting_id: int) -> FestivalGreeting:
    greeting = session.get(FestivalGreeting, greeting_id)
    if greeting is None or greeting.cohort_id != cohort.id:
        raise NotFound(GONE)
    return greeting


def of_cohort(session: Session, cohort: Cohort) -> list[FestivalGreeting]:
    """All of them, the newest first."""
    return list(
        session.scalars(
            select(FestivalGreeting)
            .where(FestivalGreeting.cohort_id == cohort.id)
            .order_by(FestivalGreeting.id.desc())
        )
    )


def count_waiting(session: Session, cohort_id: int) -> int:
    waiting = FestivalGreeting.status == WAITING
    return _count(session, FestivalGreeting.cohort_id == cohort_id, waiting)


def shown(session: Session, cohort_id: int) -> dict[int | None, list[FestivalGreeting]]:
    """Contribution (one row of a shared one; None: to all) → its greetings, as they came."""
    found: dict[int | None, list[FestivalGreeting]] = {}
    rows = session.scalars(
        select(FestivalGreeting)
        .where(FestivalGreeting.cohort_id == cohort_id, FestivalGreeting.status == SHOWN)
        .order_by(FestivalGreeting.id)
    )
    for greeting in rows:
        found.setdefault(greeting.contribution_id, []).append(greeting)
    return found


def shown_for(session: Session, participant_id: int) -> list[FestivalGreeting]:
    """What guests have written to somebody's contribution, and to all."""
    mine = session.scalar(
        select(FestivalContribution)
        .where(FestivalContribution.participant_id == participant_id)
        .options(joinedload(FestivalContribution.participant))
    )
    if mine is None:
        return []
    everything = shown(session, mine.participant.cohort_id)
    return _of(everything, {row.id for row in festival.sharing(session, mine)})


def _of(
    everything: dict[int | None, list[FestivalGreeting]], ids: Collection[int]
) -> list[FestivalGreeting]:
    chosen = [g for key, found in everything.items() if key is None or key in ids for g in found]
    return sorted(chosen, key=lambda greeting: greeting.id)
