"""Rows and files of long work that nobody asks for any more. For housekeeping."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.job_files import part_name
from facilitator.domain.jobs import CANCELLED, DONE, REMEMBERED, RUNNING, UNDER_WAY, is_gone
from facilitator.models import Job


def sweep(session: Session, now: dt.datetime) -> None:
    """Delete the rows of what was cancelled, and those of last week."""
    old = Job.ended_at < now - REMEMBERED
    session.execute(delete(Job).where(or_(Job.status == CANCELLED, old)))


def wanted_files(session: Session, now: dt.datetime) -> set[str]:
    """The names in the folder that are somebody's; whatever else lies there is left over."""
    held = session.scalars(select(Job).where(Job.status.in_((DONE, *UNDER_WAY))))
    return {name for job in held if not is_gone(job, now) for name in _names(job)}


def _names(job: Job) -> Iterator[str]:
    yield job.token
    if job.status == RUNNING:
        yield part_name(job.token, job.attempts)
