"""`/deltakere/sla-sammen`: one person who stands on the list twice."""

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import merging, roster_changes
from facilitator.errors import Invalid
from facilitator.models import Cohort, Participant
from facilitator.presentation import roster_merge
from facilitator.web import context, desk

blueprint = Blueprint("roster_merge", __name__, url_prefix="/deltakere/sla-sammen")

CHOOSE = "Velg fra lista."
DONE = "{name} står én gang nå, med alt fra begge."


@blueprint.get("")
def ask() -> ResponseReturnValue:
    """Choose two, and see what each has."""
    return _page(request.args.get("first", type=int), request.args.get("second", type=int))


def _page(
    first_id: int | None, second_id: int | None, invalid: Invalid | None = None
) -> ResponseReturnValue:
    errors = dict(invalid.errors) if invalid else {}
    if first_id and first_id == second_id:
        errors.setdefault("second", merging.SAME_ONE)
    with context.reading() as db:
        at = desk.at_desk(db)
        first, second = (_find(db, at.cohort, each) for each in (first_id, second_id))
        view = roster_merge.view(db, at.cohort, first, second)
    html = render_template(
        "roster/merge.html",
        view=view,
        picked={"first": str(first_id or ""), "second": str(second_id or "")},
        errors=errors,
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html, 422 if invalid else 200))


def _find(db: Session, cohort: Cohort, participant_id: int | None) -> Participant | None:
    return roster_changes.find(db, cohort, participant_id) if participant_id else None


@blueprint.post("")
def merge() -> ResponseReturnValue:
    """The second becomes the first. Sent once more, it is done already."""
    first_id, second_id = (request.form.get(name, type=int) for name in ("first", "second"))
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            if not first_id or not second_id:
                raise Invalid({"second" if first_id else "first": CHOOSE})
            keep = roster_changes.find(db, at.cohort, first_id)
            if db.get(Participant, second_id) is not None:
                gone = roster_changes.find(db, at.cohort, second_id)
                written = roster_merge.chosen(keep, gone, request.form)
                merging.merge(
                    db, at.cohort, keep, gone, written, by=at.actor.name, now=context.now()
                )
            name, kull = keep.name, at.desk.kull or None
    except Invalid as invalid:
        return _page(first_id, second_id, invalid)
    flash(DONE.format(name=name), "good")
    return context.done(url_for("roster.person", participant_id=first_id, kull=kull))
