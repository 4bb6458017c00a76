"""`/festival`: the prosessledere plan the festival, confirm who took part, and read greetings."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import as_shown, festival, festival_times, greetings
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.errors import Invalid
from facilitator.models import Cohort
from facilitator.presentation.festival import festival_view, place_of
from facilitator.presentation.festival_public import public_view, to_judge
from facilitator.web import context, desk

blueprint = Blueprint("festival", __name__, url_prefix="/festival")

NOTHING: Mapping[str, str] = {}


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(
    at: int | None = None, errors: Mapping[str, str] = NOTHING, typed: Mapping[str, str] = NOTHING
) -> Response:
    with context.reading() as db:
        here = desk.at_desk(db)
        view = festival_view(db, here.cohort, context.today())
        html = render_template(
            "festival/festival.html",
            view=view,
            desk=here.desk,
            leader=here.name,
            at=at,
            errors=errors,
            typed=typed,
        )
    return context.no_store(make_response(html))


@blueprint.post("/<int:contribution_id>")
def place(contribution_id: int) -> ResponseReturnValue:
    """Room and time of one contribution."""
    try:
        with context.transaction() as db:
            here = desk.at_desk(db)
            found = festival.find(db, here.cohort, contribution_id)
            typed = as_shown.joined(_tidied(), place_of(found))
            festival.place(db, found, typed.get("place", ""), typed.get("begins", ""))
    except Invalid as invalid:
        if context.wants_json():
            raise
        told: Mapping[str, str]
        told = invalid.form if isinstance(invalid, ChangedMeanwhile) else request.form
        return make_response(_page(contribution_id, invalid.errors, told), invalid.status)
    return context.done(_address(f"bidrag-{contribution_id}"), message="Lagret.")


def _tidied() -> dict[str, str]:
    """So that a second press of the same is seen to be the same. Raises Invalid."""
    return {**request.form, "begins": festival_times.tidy(request.form.get("begins", ""))}


@blueprint.post("/deltatt")
def confirm() -> ResponseReturnValue:
    """«Deltatt» for those named, those who are here or all; or that it was said too early."""
    took_part = request.form.get("took_part") != "0"
    with context.transaction() as db:
        here = desk.at_desk(db)
        people = _meant(db, here.cohort)
        changed = festival.confirm(
            db, here.cohort, people, took_part=took_part, by=here.name, now=context.now()
        )
    flash(_said(changed, took_part), "good")
    return context.done(_address(_row_pressed()), message=_said(changed, took_part))


def _row_pressed() -> str | None:
    """Where one was on the page; of a press for many the top, where it says what was done."""
    at = request.form.get("at", "")
    return at if at.removeprefix("bidrag-").isdecimal() else None


def _meant(db: Session, cohort: Cohort) -> set[int]:
    """All of them only where that is said: nobody named is nobody."""
    who = request.form.get("who", "")
    if who == "all":
        return {person.id for _, person in festival.of_cohort(db, cohort)}
    if who == "here":
        return festival.who_are_here(db, cohort)
    given = request.form.getlist("person")
    return {int(value) for value in given if value.isdecimal() and len(value) < 12}


def _said(changed: int, took_part: bool) -> str:
    if not took_part:
        return "Tatt tilbake."
    if not changed:
        return "Ingen flere å bekrefte."
    return "Bekreftet for én." if changed == 1 else f"Bekreftet for {changed}."


@blueprint.get("/program")
def programme() -> ResponseReturnValue:
    """What guests may see, by room and time, to be printed."""
    with context.reading() as db:
        here = desk.at_desk(db)
        view = public_view(db, here.cohort, context.today())
    html = render_template("festival/programme.html", view=view, desk=here.desk, leader=here.name)
    return context.no_store(make_response(html))


@blueprint.get("/hilsener")
def show_greetings() -> ResponseReturnValue:
    with context.reading() as db:
        here = desk.at_desk(db)
        found = to_judge(db, here.cohort)
    html = render_template("festival/greetings.html", found=found, desk=here.desk, leader=here.name)
    return context.no_store(make_response(html))


@blueprint.post("/hilsener/<int:greeting_id>")
def judge(greeting_id: int) -> ResponseReturnValue:
    """Show it, keep it back, let it wait again, or delete it."""
    status = request.form.get("status", "")
    with context.transaction() as db:
        here = desk.at_desk(db)
        if status == "delete":
            greetings.remove(db, here.cohort, greeting_id)
        else:
            greetings.judge(db, here.cohort, greeting_id, status, here.name, context.now())
    return context.done(url_for("festival.show_greetings", kull=_kull()))


def _address(anchor: str | None) -> str:
    return url_for("festival.show", kull=_kull(), _anchor=anchor)


def _kull() -> str | None:
    return request.values.get(desk.KULL) or None
