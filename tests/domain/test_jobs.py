"""Rows of long work: one for each wish, one worker for each, nothing left of what is cancelled."""

import datetime as dt

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.domain import job_files, job_tidying, jobs
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Cohort, CohortLeader, Job
from tests.conftest import Clock
from tests.support.cast import Cast

LATER = jobs.SILENCE + dt.timedelta(seconds=1)


@pytest.fixture
def cohort(db: Session, cast: Cast) -> Cohort:
    return db.get_one(Cohort, cast.cohort)


def ask(db: Session, cast: Cast, clock: Clock, kind: str = "portfolios", press: str = "") -> Job:
    cohort = db.get_one(Cohort, cast.cohort)
    return jobs.ask(
        db, cast.turid, cohort, kind, "36 arbeidsmapper", {}, client_id=press, now=clock()
    )


def said(db: Session, job: Job, clock: Clock, done: int) -> bool:
    """What the first worker says."""
    result = db.execute(jobs.saying(job.id, 1, done, 36, clock()))
    return result.rowcount == 1


def count(db: Session) -> int:
    return db.scalar(select(func.count(Job.id))) or 0


def test_the_same_press_and_the_same_wish_are_one_job(db, cast, clock, cohort):
    first = ask(db, cast, clock, press="et trykk")
    assert ask(db, cast, clock, press="et annet trykk") is first
    jobs.cancel(db, first, clock())
    assert ask(db, cast, clock, press="et trykk") is first
    assert ask(db, cast, clock) is not first
    assert count(db) == 2


def test_a_person_has_three_under_way_and_another_has_their_own(db, cast, clock, cohort):
    for kind in ("portfolios", "notes", "certificates"):
        ask(db, cast, clock, kind)
    with pytest.raises(jobs.TooMany, match="tre filer"):
        ask(db, cast, clock, "prepared")
    jobs.ask(db, cast.aslak, cohort, "notes", "Notater", {}, client_id="", now=clock())
    assert count(db) == 4


def test_one_worker_has_it_and_says_how_far_it_has_come(db, cast, clock):
    job = ask(db, cast, clock)
    assert jobs.waiting(db, clock()) == [job.id]
    mine = jobs.claim(db, job.id, clock())
    assert mine is not None
    assert jobs.claim(db, job.id, clock()) is None
    assert jobs.waiting(db, clock()) == []
    assert said(db, job, clock, 12)
    db.refresh(job)
    assert (job.status, job.done, job.total) == ("running", 12, 36)


def test_what_falls_silent_is_begun_anew_and_the_lost_worker_changes_nothing(db, cast, clock):
    job = ask(db, cast, clock)
    jobs.claim(db, job.id, clock())
    clock.now += LATER
    assert jobs.waiting(db, clock()) == [job.id]
    assert jobs.claim(db, job.id, clock()) is not None
    assert not said(db, job, clock, 30)
    lost = {"filename": "x", "mimetype": "y", "size": 1}
    assert not jobs.finish(db, job.id, 1, clock(), **lost)
    assert jobs.finish(db, job.id, 2, clock(), **lost)
    db.refresh(job)
    assert job.status == "done"


def test_it_is_given_up_after_three_times_and_may_be_asked_for_again(db, cast, clock):
    job = ask(db, cast, clock)
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim(db, job.id, clock()) is not None
        clock.now += LATER
    assert jobs.claim(db, job.id, clock()) is None
    assert (job.status, job.message) == ("failed", jobs.GAVE_UP)
    assert jobs.again(db, job, clock())
    assert not jobs.again(db, job, clock())
    assert jobs.claim(db, job.id, clock()) is not None


def test_a_worker_that_ends_in_good_order_gives_it_back_at_no_cost(db, cast, clock):
    job = ask(db, cast, clock)
    for _ in range(jobs.MOST_ATTEMPTS + 1):
        assert jobs.claim(db, job.id, clock()) is not None
        assert jobs.give_back(db, job.id, 1)
    db.refresh(job)
    assert (job.status, job.attempts) == ("queued", 0)


def test_what_is_cancelled_is_nobodys_and_its_worker_hears_it(db, cast, clock):
    job = ask(db, cast, clock)
    jobs.claim(db, job.id, clock())
    jobs.cancel(db, job, clock())
    assert not said(db, job, clock, 1)
    assert jobs.waiting(db, clock() + LATER) == []
    with pytest.raises(NotFound):
        jobs.find(db, jobs.whose(db, job), job.token)
    job_tidying.sweep(db, clock())
    assert count(db) == 0


def test_only_the_one_who_asked_finds_it_and_only_while_they_lead_the_kull(db, cast, clock):
    job = ask(db, cast, clock)
    actor = jobs.whose(db, job)
    assert jobs.find(db, actor, job.token) is job
    assert jobs.may_have(db, job)
    other = ask(db, cast, clock, "notes")
    other.facilitator_id = cast.aslak
    db.flush()
    with pytest.raises(NotFound):
        jobs.find(db, actor, other.token)
    db.execute(delete(CohortLeader).where(CohortLeader.facilitator_id == cast.turid))
    assert not jobs.may_have(db, job)
    assert jobs.of_leader(db, jobs.whose(db, job), clock()) == []
    with pytest.raises(NotAllowed):
        jobs.find(db, jobs.whose(db, job), job.token)


def test_a_file_stays_a_day_and_its_row_a_week(db, cast, clock, tmp_path):
    job = ask(db, cast, clock)
    jobs.claim(db, job.id, clock())
    part = job_files.begin(tmp_path / "exports", job.token, 1)
    assert part.name in job_tidying.wanted_files(db, clock())
    assert (part.stat().st_mode & 0o777, part.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    jobs.finish(db, job.id, 1, clock(), filename="a.zip", mimetype="application/zip", size=1)
    db.refresh(job)
    assert job_tidying.wanted_files(db, clock()) == {job.token}
    clock.tick(hours=24)
    with pytest.raises(jobs.Gone):
        jobs.require_ready(job, clock())
    assert job_tidying.wanted_files(db, clock()) == set()
    job_tidying.sweep(db, clock())
    assert count(db) == 1
    clock.tick(days=7)
    job_tidying.sweep(db, clock())
    assert count(db) == 0
