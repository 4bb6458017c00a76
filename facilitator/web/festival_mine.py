"""`/mappe/festival`: what one takes part in the festival with, and whether guests may see it."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import consents, festival, whole_mappe
from facilitator.domain.festival import Typed
from facilitator.domain.festival_forms import forms
from facilitator.errors import Conflict, Invalid, NotFound
from facilitator.models import FestivalContribution, Participant
from facilitator.presentation import nudges
from facilitator.presentation.festival_mine import mine_view
from facilitator.web import context

blueprint = Blueprint("festival_mine", __name__, url_prefix="/mappe/festival")

OWN_FORM = "own"
"""The choice «Noe annet», with the form in a field of its own."""
FIELDS = ("form", "own_form", "title", "description", "needs", "show_name")


def _owner(db: Session) -> Participant:
    return whole_mappe.require_owner(db, context.current_actor(db))


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    theirs: dict[str, object] | None = None,
    version: int | None = None,
) -> Response:
    """The form; after a refusal with what was typed, and with what stands there now beside it."""
    with context.reading() as db:
        owner = _owner(db)
        view = mine_view(db, owner, context.today())
        typed = typed or _stored(
            view.form, view.title, view.description, view.needs, view.show_name
        )
        # Before guests read it, who are anybody.
        shown = {name: typed[name] for name in ("title", "description")}
        found = nudges.of(db, owner.cohort_id, shown)
    html = render_template(
        "festival/mine.html",
        view=view,
        forms=forms(),
        typed=typed,
        nudges=found,
        errors=errors or {},
        theirs=theirs,
        version=view.version if version is None else version,
    )
    return context.no_store(make_response(html))


def _stored(form: str, title: str, description: str, needs: str, named: bool) -> dict[str, str]:
    known = not form or form in {value for value, _, _ in forms()}
    return {
        "form": form if known else OWN_FORM,
        "own_form": "" if known else form,
        "title": title,
        "description": description,
        "needs": needs,
        "show_name": "1" if named else "",
    }


@blueprint.post("")
def write() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in FIELDS}
    seen = request.form.get("version", 0, type=int)
    try:
        with context.transaction() as db:
            festival.write(db, _owner(db), _typed(typed), context.now(), version=seen)
    except Conflict as conflict:
        if context.wants_json():
            raise
        page = _page(typed, theirs=conflict.current, version=conflict.version)
        return make_response(page, conflict.status)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return make_response(_page(typed, invalid.errors, version=seen), invalid.status)
    flash("Lagret.", "good")
    return context.done(url_for("festival_mine.show"), next=url_for("festival_mine.show"))


def _typed(typed: dict[str, str]) -> Typed:
    own = typed["form"] == OWN_FORM
    if own and not typed["own_form"].strip():
        raise Invalid({"own_form": "Skriv hva du vil bidra med."})
    return Typed(
        form=typed["own_form"] if own else typed["form"],
        title=typed["title"],
        description=typed["description"],
        needs=typed["needs"],
        show_name=typed["show_name"] == "1",
    )


@blueprint.post("/slipp")
def release() -> ResponseReturnValue:
    """The explicit yes: guests may see what the page has just shown."""
    try:
        with context.transaction() as db:
            found = _mine(db)
            if request.form.get("version", type=int) != found.version:
                raise Invalid({"release": "Bidraget er endret. Se over det én gang til."})
            consents.require_publication(db, found.participant_id)
            festival.release(db, found, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return make_response(_page(errors=invalid.errors), invalid.status)
    return context.done(url_for("festival_mine.show", _anchor="gjestene"))


@blueprint.post("/ta-tilbake")
def hold_back() -> ResponseReturnValue:
    with context.transaction() as db:
        festival.hold_back(db, _mine(db), context.now())
    return context.done(url_for("festival_mine.show", _anchor="gjestene"))


def _mine(db: Session) -> FestivalContribution:
    found = festival.hold(db, _owner(db))
    if found is None:
        raise NotFound("Skriv hva du vil bidra med først.")
    return found
