"""`/deltakere/liste`: the kull's people put right, one at a time. For its prosessledere."""

from dataclasses import asdict

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.domain import as_shown, roster_changes, roster_fields
from facilitator.domain.as_shown import ChangedMeanwhile
from facilitator.errors import Invalid
from facilitator.models.people import LEFT, SEATED, WAITING
from facilitator.presentation import person_links, roster
from facilitator.presentation.roster import typed_person
from facilitator.web import context, desk, mailing

blueprint = Blueprint("roster", __name__, url_prefix="/deltakere/liste")

SAVED = "Lagret."


@blueprint.get("")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = roster.view(db, at.cohort)
    html = render_template(
        "roster/list.html",
        view=view,
        desk=at.desk,
        leader=at.name,
        owns=at.owns,
        can_send=mailing.can_send(),
    )
    return context.no_store(make_response(html))


@blueprint.get("/ny")
def ask_new() -> ResponseReturnValue:
    return _form(0)


@blueprint.post("/ny")
def add() -> ResponseReturnValue:
    """One more, on a free seat or on the waiting list."""
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            sure = request.form.get("sure") == "1"
            person = roster_changes.add(
                db, at.cohort, typed_person(request.form), context.now(), sure=sure
            )
            waits, name, kull = person.place == WAITING, person.name, at.desk.kull
    except Invalid as invalid:
        return _form(0, invalid)
    where = "på ventelista, for alle plassene er tatt" if waits else "med i kullet"
    flash(f"{name} er {where}.", "good")
    return context.done(url_for("roster.show", kull=kull or None))


@blueprint.get("/<int:participant_id>")
def person(participant_id: int) -> ResponseReturnValue:
    return _form(participant_id)


@blueprint.post("/<int:participant_id>")
def change(participant_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            found = roster_changes.find(db, at.cohort, participant_id)
            # Tidied first, so that a second press of the same is seen to be the same.
            clean = asdict(roster_fields.clean(typed_person(request.form)))
            clean[as_shown.SEEN] = request.form.get(as_shown.SEEN, "")
            typed = as_shown.joined(clean, roster.fields_of(found))
            roster_changes.change(db, found, typed_person(typed))
            kull = at.desk.kull
    except Invalid as invalid:
        return _form(participant_id, invalid)
    flash(SAVED, "good")
    return context.done(url_for("roster.person", participant_id=participant_id, kull=kull or None))


@blueprint.post("/<int:participant_id>/plass")
def place(participant_id: int) -> ResponseReturnValue:
    """A seat, the waiting list, out of the kull, or back into it."""
    to = request.form.get("to", "")
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            found = roster_changes.find(db, at.cohort, participant_id)
            if to == SEATED and found.place == WAITING:
                roster_changes.seat(db, at.cohort, found)
            elif to == SEATED:
                roster_changes.come_back(db, at.cohort, found, context.now())
            elif to == WAITING:
                roster_changes.wait(found, context.now())
            elif to == LEFT:
                roster_changes.leave(found)
            said, kull = _said(found.name, found.place), at.desk.kull
    except Invalid as invalid:
        if context.wants_json():
            raise
        flash(invalid.message, "wait")
        said, kull = "", request.form.get("kull", "")
    if said:
        flash(said, "good")
    return context.done(url_for("roster.show", kull=kull or None))


def _said(name: str, to: str) -> str:
    return {
        SEATED: f"{name} har plass i kullet.",
        WAITING: f"{name} står på ventelista.",
        LEFT: f"{name} er tatt ut av kullet. Alt {name} har laget, er tatt vare på.",
    }[to]


def _form(participant_id: int, invalid: Invalid | None = None) -> ResponseReturnValue:
    told = invalid.form if isinstance(invalid, ChangedMeanwhile) else request.form
    typed = typed_person(told) if invalid else None
    with context.reading() as db:
        at = desk.at_desk(db)
        if participant_id:
            found = roster_changes.find(db, at.cohort, participant_id)
            free = roster_changes.free_seats(db, at.cohort)
            seen = told.get(as_shown.SEEN, "") if invalid else ""
            view = roster.person_view(db, at.cohort, found, free=free, typed=typed, seen=seen)
            access = person_links.view(db, found, context.now())
        else:
            view, access = roster.new_view(typed), None
    errors = roster.in_words(invalid) if invalid else {}
    html = render_template(
        "roster/person.html",
        view=view,
        access=access,
        errors=errors,
        desk=at.desk,
        leader=at.name,
        can_send=mailing.can_send(),
    )
    return context.no_store(make_response(html, 422 if invalid else 200))
