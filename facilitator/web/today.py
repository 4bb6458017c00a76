"""`/i-dag`: where a prosessleder begins the day."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.domain import methods
from facilitator.domain.policies import require_leader
from facilitator.models import Facilitator
from facilitator.presentation import rehearsals, today
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.presentation.today_choice import choosing
from facilitator.web import context, desk

blueprint = Blueprint("today", __name__)


@blueprint.get("/i-dag")
def show() -> ResponseReturnValue:
    return page(request.args.get("velg", ""))


def page(
    chosen: str, *, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] = NOTHING
) -> Response:
    """The page, with the form of what is chosen; again with what was typed after a refusal."""
    with context.reading() as db:
        actor = context.current_actor(db)
        leader = db.get_one(Facilitator, require_leader(actor))
        view = today.view(db, leader.name, desk.find_kull(db, actor), actor, context.now())
        rehearsal = rehearsals.going(db, leader.id)
        choice = None
        if view.chosen and view.chosen.room and view.chosen.room.is_open:
            sheet = today.plan_of(db, view.chosen.id)
            library = methods.for_cohort(db, context.current_actor(db), sheet.gathering.cohort)
            choice = choosing(sheet, library, chosen, typed=typed, errors=errors)
    html = render_template("today/today.html", view=view, choice=choice, rehearsal=rehearsal)
    return context.no_store(make_response(html))
