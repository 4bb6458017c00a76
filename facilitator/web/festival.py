"""`/festival`: where the prosessledere give each contribution its room and time."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import festival
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid, NotFound
from facilitator.models import Cohort, Participant
from facilitator.presentation.festival import FestivalView, festival_view
from facilitator.presentation.joining import house_cohort
from facilitator.web import context

blueprint = Blueprint("festival", __name__)


@blueprint.get("/festival")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        require_leader(context.current_actor(db))
        view = _view(db)
    return render_template("festival/festival.html", view=view, errors={}, typed={}, at=None)


@blueprint.post("/festival/<int:contribution_id>")
def place(contribution_id: int) -> ResponseReturnValue:
    """Room and time of one contribution."""
    where, begins = request.form.get("place", ""), request.form.get("begins", "")
    try:
        with context.transaction() as db:
            require_leader(context.current_actor(db))
            festival.place(db, contribution_id, where, begins)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _again(contribution_id, invalid, {"place": where, "begins": begins})
    return context.done(url_for("festival.show"), message="Lagret.")


def _again(at: int, invalid: Invalid, typed: dict[str, str]) -> ResponseReturnValue:
    with context.reading() as db:
        view = _view(db)
    html = render_template(
        "festival/festival.html", view=view, errors=invalid.errors, typed=typed, at=at
    )
    return html, 422


def _view(db: Session) -> FestivalView:
    cohort = house_cohort(db)
    if cohort is None:
        raise NotFound("Det er ikke lagt inn noe kull ennå.")
    return festival_view(db, cohort, _people(db, cohort))


def _people(db: Session, cohort: Cohort) -> int:
    wanted = select(func.count()).select_from(Participant)
    count = db.scalar(
        wanted.where(Participant.cohort_id == cohort.id, Participant.guest_of.is_(None))
    )
    return count or 0
