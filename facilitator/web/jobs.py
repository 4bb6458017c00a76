"""`/filer`: large files that a worker makes meanwhile. For prosessledere.

Asking writes a row and goes on to its page, which can be left and come back to. Who may have a
file is asked when it is asked for, when it is made and when it is fetched.
"""

from pathlib import Path
from typing import Protocol

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import job_files, jobs
from facilitator.domain.policies import require_leader
from facilitator.errors import NotFound
from facilitator.models import Cohort, Facilitator, Job
from facilitator.presentation import people
from facilitator.presentation.jobs import JobView, job_view
from facilitator.presentation.jobs_asked import OFFERS, Asking, asked
from facilitator.web import context, desk, files
from facilitator.web.desk import At
from facilitator.web.security import limiter

blueprint = Blueprint("jobs", __name__, url_prefix="/filer")

FROM_ONE = "30 per hour"
"""Each is kept for a day, and may be as large as all the photos of a kull."""


class Work(Protocol):
    """Who is told that there is a job: `facilitator/worker/keeping.py`."""

    def wake(self, job_id: int) -> None: ...


class NobodyWorks:
    """An app without a server behind it: the row waits."""

    def wake(self, job_id: int) -> None:
        pass


def _work() -> Work:
    found: Work = current_app.config["WORK"]
    return found


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _list()


def _list(fault: str = "", status: int = 200) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        found = jobs.of_leader(db, at.actor, context.now())
        views = [_view(db, at, job) for job in found if _is_there(job)]
    under_way = any(view.under_way for view in views)
    return _render("list", at, status, jobs=views, offers=OFFERS, under_way=under_way, fault=fault)


def _view(db: Session, at: At, job: Job) -> JobView:
    cohort = db.get_one(Cohort, job.cohort_id)
    return job_view(job, context.now(), cohort.name if len(at.actor.leads) > 1 else "")


def _render(name: str, at: At, status: int = 200, **shown: object) -> Response:
    """The page, or only its surface for the script that looks again."""
    part = "_" if context.wants_snapshot() else ""
    html = render_template(f"jobs/{part}{name}.html", at=at, desk=at.desk, **shown)
    return context.no_store(make_response(html, status))


@blueprint.post("")
@limiter.limit(FROM_ONE)
def ask() -> ResponseReturnValue:
    """A new file, and on to its page. The same press, or the same wish, is done once."""
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            wish = asked(
                Asking(db, at.cohort, context.public_root(), context.now()),
                request.form.get("what", ""),
            )
            job = jobs.ask(
                db,
                at.leader.id,
                at.cohort,
                wish.kind,
                wish.title,
                wish.arguments,
                client_id=context.client_id(),
                now=context.now(),
            )
            number, target = job.id, url_for("jobs.one", token=job.token)
    except (jobs.TooMany, NotFound) as refused:
        return _refused(refused)
    _work().wake(number)
    return context.done(target, next=target)


def _refused(why: jobs.TooMany | NotFound) -> ResponseReturnValue:
    if context.wants_json():
        raise why
    return _list(why.message, why.status)


@blueprint.get("/<token>")
def one(token: str) -> ResponseReturnValue:
    with context.reading() as db:
        at, job = _found(db, token)
        if jobs.is_gone(job, context.now()) or not _is_there(job):
            raise jobs.Gone
        view = _view(db, at, job)
    return _render("one", at, job=view, under_way=view.under_way)


def _found(db: Session, token: str) -> tuple[At, Job]:
    """One's own, at the desk of its kull. Raises NotSignedIn, NotFound, NotAllowed."""
    actor = context.current_actor(db)
    leader = db.get_one(Facilitator, require_leader(actor))
    job = jobs.find(db, actor, token)
    cohort = db.get_one(Cohort, job.cohort_id)
    context.say_outside(cohort)
    return At(leader, actor, cohort, people.desk(db, context.now(), actor, cohort)), job


@blueprint.get("/<token>/fil")
def fetch(token: str) -> ResponseReturnValue:
    with context.transaction() as db:
        _, job = _found(db, token)
        jobs.require_ready(job, context.now())
        if not _is_there(job):
            raise jobs.Gone
        if request.method == "GET":  # whoever only asks how large it is has not got it
            jobs.fetched(job, context.now())
        path, name, mimetype = _folder() / job.token, job.filename, job.mimetype
    return files.streamed(lambda: path.open("rb"), path.stat().st_size, name, mimetype)


def _is_there(job: Job) -> bool:
    """Files are in no backup: a row that was put back may have lost its own."""
    return job.status != jobs.DONE or (_folder() / job.token).is_file()


def _folder() -> Path:
    return files.data_dir() / jobs.FOLDER


@blueprint.post("/<token>/bort")
def cancel(token: str) -> ResponseReturnValue:
    """What is under way is stopped, what is ready is deleted; nothing is left of it."""
    with context.transaction() as db:
        at, job = _found(db, token)
        jobs.cancel(db, job, context.now())
        target = url_for("jobs.show", kull=at.desk.kull or None)
    job_files.remove(_folder(), token)
    return context.done(target, next=target)


@blueprint.post("/<token>/igjen")
def again(token: str) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            _, job = _found(db, token)
            number = job.id if jobs.again(db, job, context.now()) else 0
    except jobs.TooMany as refused:
        return _refused(refused)
    if number:
        _work().wake(number)
    target = url_for("jobs.one", token=token)
    return context.done(target, next=target)
