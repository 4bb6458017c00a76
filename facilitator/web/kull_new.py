"""`/kull/ny`: a new kull, alone or like another. `/kull/slett`: one that is over."""

from collections.abc import Mapping

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    render_template,
    request,
    url_for,
)
from flask import redirect as to
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import (
    audit,
    certificates,
    cohort_logos,
    cohort_removal,
    cohorts,
    document_files,
    erasures,
    forgetting,
    forgetting_traces,
    job_files,
    jobs,
    leading,
    photo_files,
)
from facilitator.domain.policies import Actor, require_leader
from facilitator.errors import Invalid
from facilitator.models import Cohort, Facilitator
from facilitator.presentation import people
from facilitator.presentation.kull_leaders import new_view, removal_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import context, desk, files

blueprint = Blueprint("kull_new", __name__, url_prefix="/kull")


@blueprint.get("/ny")
def ask() -> ResponseReturnValue:
    return _page()


def _page(typed: Mapping[str, str] | None = None, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, require_leader(actor))
        at = desk.find_kull(db, actor)
        top = people.desk(db, context.now(), actor, at) if at else None
        view = new_view(db, leader.name, top, actor, typed=typed, errors=errors)
    response = context.no_store(make_response(render_template("kull/new.html", view=view)))
    response.status_code = 422 if errors else 200
    return response


@blueprint.post("/ny")
def make() -> ResponseReturnValue:
    """Whoever makes it is its kursholder. The same form again leads to what it has made."""
    form = request.form
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            require_leader(actor)
            made = cohorts.made_before(db, actor, form)
            again = made is not None
            if made is None:
                today = context.today()
                made = cohorts.create(db, actor, form, _like(db, actor), today)
            context.say_outside(made)  # the log of the new one begins with it
            key, name = made.key, made.name
            copied = form.get("extent") == cohorts.WHOLE
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(form, invalid.errors)
    context.forget_actor()  # who leads one kull more
    look = " Se over datoene." if copied else ""
    flash(f"{name} finnes alt. Her er det." if again else f"{name} er laget.{look}", "good")
    return context.done(url_for("kull_year.show", kull=key))


def _like(db: Session, actor: Actor) -> Cohort | None:
    """The kull that the new one is to be like: one that is led by who asks."""
    key = request.form.get("like", "")
    if not key:
        return None
    like = people.named_cohort(db, key)
    leading.require_cohort(actor, like)
    return like


# --- deleting ------------------------------------------------------------------------------------


@blueprint.get("/slett")
def ask_removal() -> ResponseReturnValue:
    return _removal()


def _removal(typed: str = "", error: str = "") -> Response:
    with context.reading() as db:
        at = desk.at_owners_desk(db)
        view = removal_view(db, at.desk, at.cohort, typed=typed, error=error)
    html = render_template("kull/remove.html", view=view, leader=at.name)
    response = context.no_store(make_response(html))
    response.status_code = 422 if error else 200
    return response


@blueprint.post("/slett")
def remove() -> ResponseReturnValue:
    typed = request.form.get("name", "")
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            cohort_removal.require_name(at.cohort, typed)
            name = at.cohort.name
            certificates.settle(db, at.cohort, context.now())  # what is prepared, while it is known
            forgetting.remember(db, forgetting.COHORT, [at.cohort.id], context.now())
            forgetting_traces.log_of_kull(db, at.cohort)
            gone = cohort_removal.remove(db, at.cohort)
            audit.note(db, at.actor, audit.DELETED, context.now(), name)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _removal(typed, invalid.errors["name"])
    _clear_away(gone)
    context.forget_actor()
    flash(f"{name} er slettet.", "good")
    return to(url_for("today.show"), code=303)


def _clear_away(gone: cohort_removal.Files) -> None:
    """What lies outside the database, when its rows are gone for good."""
    folder = files.data_dir()
    for address in gone.rehearsals:
        current_app.config["CROWDS"].stop(address)
    for token in gone.photos:
        photo_files.remove(folder / photo_files.FOLDER, token)
    for stored in gone.documents:
        document_files.remove(folder / document_files.FOLDER, stored)
    for token in gone.exports:
        job_files.remove(folder / jobs.FOLDER, token)
    if gone.logo:
        cohort_logos.remove(folder, gone.logo)
    erasures.write_down(context.database(), folder)
    context.database().empty_log()
