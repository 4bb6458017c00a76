"""Long work on files: asked for, done by a worker, fetched within a day, forgotten.

The row is the truth. Whoever asks writes one and goes on with something else; the worker begins
it, says now and then how far it has come, and may be told that nobody wants it any more. A worker
that falls silent has lost it: another begins anew. `attempts` tells the two apart, so that what
a lost one still says changes nothing.
"""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Update,
    and_,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from facilitator.domain import leading
from facilitator.domain.policies import Actor
from facilitator.errors import Expired, FacilitatorError, NotFound
from facilitator.models import Cohort, CohortLeader, Facilitator, Job

FOLDER = "exports"
"""In the data folder; never in a backup."""
KEPT = dt.timedelta(hours=24)
REMEMBERED = dt.timedelta(days=7)
"""So long a row without its file can say that the file has gone."""
SILENCE = dt.timedelta(seconds=20)
"""After that much of it a worker has lost its work."""
MOST_UNDER_WAY = 3
MOST_ATTEMPTS = 3

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
UNDER_WAY = (QUEUED, RUNNING)

GAVE_UP = "Arbeidet stoppet tre ganger før fila var ferdig. Prøv igjen."
NOT_LEADER = "Du leder ikke kullet lenger, og derfor ble ikke fila laget."


class TooMany(FacilitatorError):
    status = 409
    message = "Du har tre filer under arbeid. Vent til en av dem er klar, eller avbryt en."


class NotReady(FacilitatorError):
    status = 404
    message = "Fila er ikke klar ennå. Siden Filer viser hvor langt den er kommet."


class Gone(Expired):
    message = "Filer ligger her i høyst ett døgn. Denne er ryddet bort. Lag den gjerne på nytt."


# --- whoever asks ------------------------------------------------------------------------------


def ask(
    session: Session,
    leader_id: int,
    cohort: Cohort,
    kind: str,
    title: str,
    arguments: Mapping[str, Any],
    *,
    client_id: str,
    now: dt.datetime,
) -> Job:
    """A new job; the one there is for a press that is repeated, or while the same is under way.

    Raises TooMany.
    """
    _hold(session, leader_id)
    if found := _asked_already(session, leader_id, cohort, kind, arguments, client_id):
        return found
    if _under_way(session, leader_id) >= MOST_UNDER_WAY:
        raise TooMany
    job = Job(
        token=secrets.token_urlsafe(16),
        kind=kind,
        arguments=dict(arguments),
        title=title,
        client_id=client_id,
        cohort_id=cohort.id,
        facilitator_id=leader_id,
        status=QUEUED,
        asked_at=now,
    )
    session.add(job)
    session.flush()
    return job


def _hold(session: Session, leader_id: int) -> None:
    """Two presses at once are counted one after the other."""
    session.execute(select(Facilitator.id).where(Facilitator.id == leader_id).with_for_update())


def _asked_already(
    session: Session,
    leader_id: int,
    cohort: Cohort,
    kind: str,
    arguments: Mapping[str, Any],
    client_id: str,
) -> Job | None:
    mine = select(Job).where(Job.facilitator_id == leader_id).order_by(Job.id.desc())
    if client_id and (found := session.scalar(mine.where(Job.client_id == client_id).limit(1))):
        return found
    same = mine.where(Job.cohort_id == cohort.id, Job.kind == kind, Job.status.in_(UNDER_WAY))
    return next((job for job in session.scalars(same) if job.arguments == dict(arguments)), None)


def _under_way(session: Session, leader_id: int) -> int:
    mine = select(func.count(Job.id)).where(
        Job.facilitator_id == leader_id, Job.status.in_(UNDER_WAY)
    )
    return session.scalar(mine) or 0


def find(session: Session, actor: Actor, token: str) -> Job:
    """One's own. Raises NotFound for another's, NotAllowed when one no longer leads the kull."""
    found = session.scalar(select(Job).where(Job.token == token))
    if found is None or found.facilitator_id != actor.facilitator_id:
        raise NotFound
    if found.status == CANCELLED:
        raise NotFound("Fila ble avbrutt. Det er ingenting igjen av den.")
    leading.require_cohort(actor, session.get_one(Cohort, found.cohort_id))
    return found


def of_leader(session: Session, actor: Actor, now: dt.datetime) -> list[Job]:
    """One's own, of the kull that one leads, the newest first; without what has gone."""
    wanted = (
        select(Job)
        .where(
            Job.facilitator_id == actor.facilitator_id,
            Job.cohort_id.in_(actor.leads),
            Job.status != CANCELLED,
        )
        .order_by(Job.id.desc())
    )
    return [job for job in session.scalars(wanted) if not is_gone(job, now)]


def is_gone(job: Job, now: dt.datetime) -> bool:
    """Whether its day is over."""
    return job.ended_at is not None and job.ended_at + KEPT <= now


def require_ready(job: Job, now: dt.datetime) -> None:
    """Raises NotReady, Gone."""
    if is_gone(job, now):
        raise Gone
    if job.status != DONE:
        raise NotReady


def fetched(job: Job, now: dt.datetime) -> None:
    job.fetched_at = now


def cancel(session: Session, job: Job, now: dt.datetime) -> None:
    """Nobody wants it; the caller takes the files away. Also of what is done."""
    job.status, job.ended_at = CANCELLED, now
    session.flush()


def again(session: Session, job: Job, now: dt.datetime) -> bool:
    """Once more, of what failed. Gives whether it is to be begun. Raises TooMany."""
    if job.status != FAILED:
        return False
    _hold(session, job.facilitator_id or 0)
    if _under_way(session, job.facilitator_id or 0) >= MOST_UNDER_WAY:
        raise TooMany
    job.status, job.message, job.ended_at = QUEUED, "", None
    job.done = job.attempts = 0
    session.flush()
    return True


# --- whoever works -----------------------------------------------------------------------------


def waiting(session: Session, now: dt.datetime) -> list[int]:
    """What nobody works on, the oldest first."""
    return list(session.scalars(select(Job.id).where(_free(now)).order_by(Job.id)))


def any_under_way(session: Session) -> bool:
    return session.scalar(select(Job.id).where(Job.status.in_(UNDER_WAY)).limit(1)) is not None


def _free(now: dt.datetime) -> ColumnElement[bool]:
    silent = or_(Job.seen_at.is_(None), Job.seen_at < now - SILENCE)
    return or_(Job.status == QUEUED, and_(Job.status == RUNNING, silent))


def claim(session: Session, job_id: int, now: dt.datetime) -> Job | None:
    """The job, now the caller's; None when somebody has it, or it has been given up."""
    free = select(Job).where(Job.id == job_id, _free(now)).with_for_update()
    job = session.scalar(free.execution_options(populate_existing=True))
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.status, job.message, job.ended_at = FAILED, GAVE_UP, now
        return None
    job.status, job.seen_at = RUNNING, now
    job.attempts += 1
    job.done = job.total = 0
    session.flush()
    return job


def whose(session: Session, job: Job) -> Actor:
    """The one who asked, with the kull that they lead now."""
    led = session.execute(
        select(CohortLeader.cohort_id, CohortLeader.is_owner).where(
            CohortLeader.facilitator_id == job.facilitator_id
        )
    ).all()
    return Actor(
        facilitator_id=job.facilitator_id,
        leads=frozenset(each.cohort_id for each in led),
        owns=frozenset(each.cohort_id for each in led if each.is_owner),
    )


def may_have(session: Session, job: Job) -> bool:
    """Whether whoever asked may have it still: asked again when it is made."""
    cohort = session.get(Cohort, job.cohort_id) if job.cohort_id else None
    return cohort is not None and leading.leads_cohort(whose(session, job), cohort)


def saying(job_id: int, attempt: int, done: int, total: int, now: dt.datetime) -> Update:
    """A sign of life. It changes no row when the job is no longer the caller's: cancelled, or
    lost to another.
    """
    return _changing(job_id, attempt, done=done, total=total, seen_at=now)


def finish(
    session: Session,
    job_id: int,
    attempt: int,
    now: dt.datetime,
    *,
    filename: str,
    mimetype: str,
    size: int,
    message: str = "",
) -> bool:
    """The file is whole; `size` in bytes. False when it is no longer the caller's."""
    return _change(
        session, job_id, attempt, status=DONE, ended_at=now, filename=filename,
        mimetype=mimetype, size=size, message=message, done=Job.total,
    )  # fmt: skip


def fail(session: Session, job_id: int, attempt: int, message: str, now: dt.datetime) -> bool:
    """`message` says why in bokmål. False when it is no longer the caller's."""
    return _change(session, job_id, attempt, status=FAILED, ended_at=now, message=message)


def give_back(session: Session, job_id: int, attempt: int) -> bool:
    """The worker ends in good order: the next one begins at once, and no attempt is lost."""
    return _change(session, job_id, attempt, status=QUEUED, attempts=attempt - 1, seen_at=None)


def _change(session: Session, job_id: int, attempt: int, **values: Any) -> bool:
    result = session.execute(_changing(job_id, attempt, **values))
    return cast("CursorResult[Any]", result).rowcount == 1


def _changing(job_id: int, attempt: int, **values: Any) -> Update:
    mine = and_(Job.id == job_id, Job.status == RUNNING, Job.attempts == attempt)
    return update(Job).where(mine).values(**values).execution_options(synchronize_session=False)
