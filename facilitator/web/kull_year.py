"""`/kull/samlinger`: the samlinger of a kull, for all who lead it."""

from collections.abc import Mapping

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from facilitator.domain import cohort_gatherings
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.domain.cohort_gatherings import GatheringHeld, RoomIsOpen
from facilitator.errors import FacilitatorError, Invalid
from facilitator.presentation.kull import in_words
from facilitator.presentation.kull_year import SERIES, calling_off_view, samling_view, year_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import context, desk
from facilitator.web.desk import At

blueprint = Blueprint("kull_year", __name__, url_prefix="/kull/samlinger")


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(typed: Mapping[str, str] = SERIES, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = year_view(
            db, at.desk, at.cohort, context.today(), owns=at.owns, typed=typed, errors=errors
        )
    return _answer("kull/year.html", at, view, errors)


def _answer(template: str, at: At, view: object, errors: Mapping[str, str] = NOTHING) -> Response:
    html = render_template(template, view=view, desk=at.desk, leader=at.name)
    response = context.no_store(make_response(html))
    response.status_code = 422 if errors else 200
    return response


def _done(at: At, said: str, anchor: str | None = None) -> ResponseReturnValue:
    if not context.wants_json():
        flash(said, "good")
    return context.done(url_for("kull_year.show", kull=at.desk.kull or None, _anchor=anchor))


@blueprint.post("")
def add() -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            made = cohort_gatherings.add_series(db, at.cohort, request.form, context.today())
            count = len(made)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(request.form, invalid.errors)
    said = "Samlingen er lagt til." if count == 1 else f"{count} samlinger er lagt til."
    return _done(at, said)


@blueprint.get("/<int:gathering_id>")
def ask(gathering_id: int) -> ResponseReturnValue:
    return _form(gathering_id)


def _form(
    gathering_id: int, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] = NOTHING
) -> Response:
    with context.reading() as db:
        at = desk.at_desk(db)
        gathering = cohort_gatherings.find(db, at.cohort, gathering_id)
        view = samling_view(db, at.desk, gathering, context.today(), typed=typed, errors=errors)
    return _answer("kull/samling.html", at, view, errors)


@blueprint.post("/<int:gathering_id>")
def edit(gathering_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            gathering = cohort_gatherings.find(db, at.cohort, gathering_id)
            cohort_gatherings.edit(db, gathering, request.form, context.today())
    except ChangedMeanwhile as changed:
        if context.wants_json():
            raise
        return _form(gathering_id, changed.form, in_words(changed))
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _form(gathering_id, request.form, invalid.errors)
    return _done(at, "Samlingen er lagret.", f"samling-{gathering_id}")


@blueprint.get("/<int:gathering_id>/avlys")
def ask_calling_off(gathering_id: int) -> ResponseReturnValue:
    """What it means is said before it is done."""
    with context.reading() as db:
        at = desk.at_desk(db)
        gathering = cohort_gatherings.find(db, at.cohort, gathering_id)
        view = calling_off_view(db, at.desk, at.cohort, gathering, context.today())
    return _answer("kull/call_off.html", at, view)


@blueprint.post("/<int:gathering_id>/avlys")
def call_off(gathering_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            gathering = cohort_gatherings.find(db, at.cohort, gathering_id)
            cohort_gatherings.call_off(db, gathering)
    except RoomIsOpen as error:
        return _told(error)
    return _done(at, "Samlingen er avlyst. Den regnes ikke med.", f"samling-{gathering_id}")


@blueprint.post("/<int:gathering_id>/ta-tilbake")
def take_back(gathering_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        at = desk.at_desk(db)
        cohort_gatherings.take_back(db, cohort_gatherings.find(db, at.cohort, gathering_id))
    return _done(at, "Samlingen holdes likevel.", f"samling-{gathering_id}")


@blueprint.post("/<int:gathering_id>/fjern")
def remove(gathering_id: int) -> ResponseReturnValue:
    """Only one where nothing has happened; its kjøreplan goes with it."""
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            gathering = cohort_gatherings.find(db, at.cohort, gathering_id)
            cohort_gatherings.remove(db, gathering, context.today())
    except GatheringHeld as error:
        return _told(error)
    return _done(at, "Samlingen er fjernet.")


def _told(error: FacilitatorError) -> ResponseReturnValue:
    """Why it was not done, on the page where it was asked for."""
    if context.wants_json():
        raise error
    flash(error.message, "wait")
    return redirect(url_for("kull_year.show", kull=request.args.get("kull")), code=303)
