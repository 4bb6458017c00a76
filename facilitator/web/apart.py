"""`/samling/<id>/ikke-sammen`: pairs that are kept apart for one samling. For who leads it."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import apart, leading, permissions
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Facilitator, Gathering
from facilitator.presentation import apart as presentation
from facilitator.web import context

blueprint = Blueprint("apart", __name__, url_prefix="/samling/<int:gathering_id>/ikke-sammen")

NOTHING: Mapping[str, str] = {}


@blueprint.get("")
def show(gathering_id: int) -> ResponseReturnValue:
    return _page(gathering_id)


def _page(
    gathering_id: int, typed: Mapping[str, str] = NOTHING, errors: Mapping[str, str] = NOTHING
) -> Response:
    with context.reading() as db:
        gathering = _led(db, gathering_id)
        view = presentation.view(db, gathering, context.today())
        name = _name(db)
    html = render_template("people/apart.html", view=view, leader=name, typed=typed, errors=errors)
    return context.no_store(make_response(html))


def _name(db: Session) -> str:
    actor = context.current_actor(db)
    leader = db.get(Facilitator, actor.facilitator_id) if actor.facilitator_id else None
    return leader.name if leader else actor.name


def _led(db: Session, gathering_id: int) -> Gathering:
    """The samling, for those who lead it; asked before anything is said about it."""
    actor = context.current_actor(db)
    gathering = db.get(Gathering, gathering_id)
    if gathering is None or not leading.leads_cohort(actor, gathering.cohort):
        require_leader(actor)
    if gathering is None:
        raise NotFound("Denne samlingen finnes ikke.")
    if not leading.leads_cohort(actor, gathering.cohort):
        raise NotAllowed(leading.NOT_YOURS if gathering.cohort.passes else permissions.OTHER_KULL)
    context.say_outside(gathering.cohort)
    return gathering


@blueprint.post("")
def add(gathering_id: int) -> ResponseReturnValue:
    form = request.form
    try:
        with context.transaction() as db:
            gathering = _led(db, gathering_id)
            first, second = form.get("first", ""), form.get("second", "")
            apart.keep_apart(db, gathering, first, second, context.today())
    except Invalid as invalid:
        if context.wants_json():
            raise
        response = _page(gathering_id, form, invalid.errors)
        response.status_code = invalid.status
        return response
    return _done(gathering_id)


@blueprint.post("/bort")
def remove(gathering_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        apart.allow(db, _led(db, gathering_id), request.form.get("pair", ""))
    return _done(gathering_id)


def _done(gathering_id: int) -> ResponseReturnValue:
    target = url_for("apart.show", gathering_id=gathering_id)
    return context.done(target, next=target)
