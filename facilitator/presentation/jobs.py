"""`/filer`: a prosessleder's large files, under way, ready or given up."""

import datetime as dt
from dataclasses import dataclass

from facilitator.domain import jobs
from facilitator.domain.rooms import oslo_day
from facilitator.models import Job
from facilitator.presentation.dates import clock_time, short_date
from facilitator.presentation.documents import size_words

HEADS = {
    jobs.QUEUED: "Står i kø",
    jobs.RUNNING: "Lages nå",
    jobs.DONE: "Klar",
    jobs.FAILED: "Ble ikke ferdig",
}


@dataclass(frozen=True, slots=True)
class JobView:
    """One file. `done` of `total` parts; `total` is 0 while that is not known."""

    token: str
    title: str
    cohort: str
    """Its kull, empty for one who leads a single one."""
    status: str
    head: str
    done: int
    total: int
    words: str
    """How far, how large and how long, or why not."""
    message: str
    asked: str

    @property
    def under_way(self) -> bool:
        return self.status in jobs.UNDER_WAY

    @property
    def ready(self) -> bool:
        return self.status == jobs.DONE

    @property
    def failed(self) -> bool:
        return self.status == jobs.FAILED


def job_view(job: Job, now: dt.datetime, cohort: str = "") -> JobView:
    total = job.total if job.status == jobs.RUNNING else 0
    return JobView(
        token=job.token,
        title=job.title,
        cohort=cohort,
        status=job.status,
        head=HEADS[job.status],
        done=min(job.done, total),
        total=total,
        words=_words(job, now),
        message=job.message,
        asked=f"Bestilt {_when(job.asked_at, now)}",
    )


def _words(job: Job, now: dt.datetime) -> str:
    if job.status == jobs.DONE:
        assert job.ended_at is not None, "what is done has ended"
        until = _when(job.ended_at + jobs.KEPT, now)
        fetched = f"Hentet {_when(job.fetched_at, now)}. " if job.fetched_at else ""
        return f"{size_words(job.size)}. {fetched}Ligger her til {until}."
    if job.status == jobs.RUNNING and job.total:
        return f"{job.done} av {job.total}"
    if job.status == jobs.QUEUED:
        return "Begynner snart"
    return ""


def _when(moment: dt.datetime, now: dt.datetime) -> str:
    """«kl. 10.35», «i morgen kl. 10.35», «20. januar kl. 10.35»."""
    day, today = oslo_day(moment), oslo_day(now)
    near = {0: "", 1: "i morgen ", -1: "i går "}
    which = near.get((day - today).days, f"{short_date(day)} ")
    return f"{which}kl.\N{NO-BREAK SPACE}{clock_time(moment)}"
