"""`/kull`: the kull at the desk and what it has decided of itself. Changed by a kursholder."""

from collections.abc import Callable, Mapping

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import cohort_goals, cohort_logos, cohort_settings
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.domain.policies import require_leader
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.presentation.kull import in_words, kull_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import context, desk, files, incoming, mailing
from facilitator.web.desk import At

blueprint = Blueprint("kull", __name__, url_prefix="/kull")

Change = Callable[[Session, At], None]

SAVED = "Lagret."
REQUEST_LIMIT = cohort_logos.MOST_BYTES + 200_000
"""The logo and what stands beside it."""


def _too_large() -> ResponseReturnValue:
    flash(cohort_logos.TOO_HEAVY, "error")
    return redirect(url_for("kull.show", _anchor="logo"), code=303)


incoming.take_large(blueprint, "put_logo", REQUEST_LIMIT, lambda actor: actor.is_leader, _too_large)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Whoever leads no kull yet is shown how one is made."""
    with context.reading() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        if not actor.leads:
            return redirect(url_for("kull_new.ask"), code=303)
    return page()


def page(
    section: str = "", typed: Mapping[str, str] = NOTHING, errors: Mapping[str, str] = NOTHING
) -> Response:
    """All the forms; after a refusal one of them with what was typed in it."""
    with context.reading() as db:
        at = desk.at_desk(db)
        view = kull_view(
            db, at.desk, at.cohort, owns=at.owns, section=section, typed=typed, errors=errors
        )
    html = render_template(
        "kull/kull.html", view=view, desk=at.desk, leader=at.name, can_send=mailing.can_send()
    )
    response = context.no_store(make_response(html))
    response.status_code = 422 if errors else 200
    return response


@blueprint.post("/del/<section>")
def save(section: str) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            cohort_settings.save(db, at.cohort, section, request.form)
    except ChangedMeanwhile as changed:
        if context.wants_json():
            raise
        return page(section, changed.form, in_words(changed))
    except Invalid as invalid:
        if context.wants_json():
            raise
        return page(section, request.form, invalid.errors)
    return _saved(at, section)


def _saved(at: At, anchor: str, said: str = SAVED) -> ResponseReturnValue:
    if not context.wants_json():
        flash(said, "good")
    return context.done(url_for("kull.show", kull=at.desk.kull or None, _anchor=anchor))


# --- the logo ------------------------------------------------------------------------------------


@blueprint.post("/logo")
def put_logo() -> ResponseReturnValue:
    """Made anew outside the database and the hub."""
    with context.reading() as db:
        desk.at_owners_desk(db)
    run, token = current_app.config["RUN_IN_THREAD"], cohort_logos.new_token()
    sent = request.files.get("logo")
    try:
        png = run(cohort_logos.prepare, sent.read() if sent else b"")
    except Invalid as invalid:
        if context.wants_json():
            raise
        return page("logo", NOTHING, invalid.errors)
    run(cohort_logos.write, files.data_dir(), token, png)
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            old = cohort_logos.replace(db, at.cohort, token)
    except BaseException:
        cohort_logos.remove(files.data_dir(), token)
        raise
    if old:
        cohort_logos.remove(files.data_dir(), old)
    return _saved(at, "logo")


@blueprint.post("/logo/bort")
def drop_logo() -> ResponseReturnValue:
    with context.transaction() as db:
        at = desk.at_owners_desk(db)
        old = cohort_logos.replace(db, at.cohort, None)
    if old:
        cohort_logos.remove(files.data_dir(), old)
    return _saved(at, "logo", "Logoen er tatt bort.")


@blueprint.get("/logo/<token>.png")
def logo(token: str) -> Response:
    """For whoever knows its token: it stands on pages and papers, and never changes."""
    with context.reading() as db:
        if not cohort_logos.is_used(db, token):
            raise NotFound("Denne logoen er ikke i bruk lenger.")
    try:
        png = cohort_logos.path_of(files.data_dir(), token).read_bytes()
    except (OSError, ValueError):
        raise NotFound("Denne logoen er ikke i bruk lenger.") from None
    response = make_response(png)
    response.headers["Content-Type"] = "image/png"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


# --- kompetansemål -------------------------------------------------------------------------------


@blueprint.post("/maal")
def add_goal() -> ResponseReturnValue:
    def add(db: Session, at: At) -> None:
        cohort_goals.add(db, at.cohort, request.form.get("goal", ""))

    return _on_goals(add)


@blueprint.post("/maal/<int:goal_id>")
def reword_goal(goal_id: int) -> ResponseReturnValue:
    def reword(_db: Session, at: At) -> None:
        cohort_goals.reword(cohort_goals.find(at.cohort, goal_id), request.form)

    return _on_goals(reword)


@blueprint.post("/maal/<int:goal_id>/flytt")
def move_goal(goal_id: int) -> ResponseReturnValue:
    def move(db: Session, at: At) -> None:
        by = -1 if request.form.get("to") == "opp" else 1
        cohort_goals.move(db, at.cohort, cohort_goals.find(at.cohort, goal_id), by)

    return _on_goals(move, "")


@blueprint.post("/maal/<int:goal_id>/fjern")
def remove_goal(goal_id: int) -> ResponseReturnValue:
    def remove(db: Session, at: At) -> None:
        cohort_goals.remove(db, at.cohort, cohort_goals.find(at.cohort, goal_id))

    return _on_goals(remove, "Tatt bort.")


def _on_goals(change: Change, said: str = SAVED) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            change(db, at)
    except ChangedMeanwhile as changed:
        if context.wants_json():
            raise
        return page("maal", changed.form, changed.errors)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return page("maal", request.form, invalid.errors)
    except cohort_goals.GoalUsed as used:
        return _told("maal", used)
    if not said or context.wants_json():
        return context.done(url_for("kull.show", kull=at.desk.kull or None, _anchor="maal"))
    return _saved(at, "maal", said)


def _told(anchor: str, error: FacilitatorError) -> ResponseReturnValue:
    """Why it was not done, on the page where it was asked for."""
    if context.wants_json():
        raise error
    flash(error.message, "wait")
    return redirect(url_for("kull.show", kull=request.args.get("kull"), _anchor=anchor), code=303)
