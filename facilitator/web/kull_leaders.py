"""`/kull/ledere`: who leads the kull. Changed by a kursholder, read by all who lead it."""

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

from facilitator.domain import cohort_leaders, links
from facilitator.errors import Invalid
from facilitator.models import Facilitator
from facilitator.presentation.kull_leaders import leaders_view
from facilitator.presentation.run_sheet_forms import NOTHING
from facilitator.web import accounts_again, accounts_letters, context, desk
from facilitator.web.accounts_letters import Done
from facilitator.web.links import shown_link

blueprint = Blueprint("kull_leaders", __name__, url_prefix="/kull/ledere")


@blueprint.get("")
def show() -> ResponseReturnValue:
    return _page()


def _page(typed: Mapping[str, str] = NOTHING, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = leaders_view(db, at.desk, at.actor, at.cohort, typed=typed, errors=errors)
    html = render_template("kull/leaders.html", view=view, leader=at.name)
    response = context.no_store(make_response(html))
    response.status_code = 422 if errors else 200
    return response


def _address(kull: str) -> str:
    return url_for("kull_leaders.show", kull=kull or None)


@blueprint.post("")
def add() -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            leader, is_new = cohort_leaders.add(db, at.cohort, request.form)
            name = leader.first_name
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(request.form, invalid.errors)
    way = f"Vis lenken, så kommer {name} inn." if is_new else f"{name} logger inn som før."
    flash(f"{name} er prosessleder i kullet. {way}", "good")
    return context.done(_address(at.desk.kull))


@blueprint.post("/<int:facilitator_id>/kursholder")
def set_owner(facilitator_id: int) -> ResponseReturnValue:
    """«Gjør til kursholder», or the other way. Never the last one."""
    owns = request.form.get("owns") == "1"
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            row = cohort_leaders.find(db, at.cohort, facilitator_id)
            cohort_leaders.set_owner(db, row, context.now(), owns=owns)
    except cohort_leaders.LastOwner as last:
        return _told(last)
    context.forget_actor()
    return context.done(_address(at.desk.kull))


@blueprint.post("/<int:facilitator_id>/bort")
def remove(facilitator_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_owners_desk(db)
            row = cohort_leaders.find(db, at.cohort, facilitator_id)
            name = db.get_one(Facilitator, facilitator_id).first_name
            mine = facilitator_id == at.leader.id
            cohort_leaders.remove(db, row, context.now())
    except cohort_leaders.LastOwner as last:
        return _told(last)
    context.forget_actor()
    if mine:
        flash("Du leder ikke dette kullet lenger.", "good")
        return context.done(url_for("today.show"))
    flash(f"{name} leder ikke dette kullet lenger.", "good")
    return context.done(_address(at.desk.kull))


def _told(last: cohort_leaders.LastOwner) -> ResponseReturnValue:
    if context.wants_json():
        raise last
    flash(last.message, "wait")
    return redirect(_address(request.args.get("kull", "")), code=303)


@blueprint.post("/<int:facilitator_id>/lenke")
def show_link(facilitator_id: int) -> ResponseReturnValue:
    """A way to sign in, for one who leads nothing that the kursholder does not."""
    with context.transaction() as db:
        at = desk.at_owners_desk(db)
        cohort_leaders.find(db, at.cohort, facilitator_id)
        leader = db.get_one(Facilitator, facilitator_id)
        cohort_leaders.require_may_show_link(db, at.actor, leader)
        accounts_again.require(db, "lenke-i-kullet")
        token = links.issue(db, context.now(), facilitator=leader)
        name, back = leader.name, _address(at.desk.kull)
        done = Done.of(db, leader, at.actor, accounts_letters.LINK)
    accounts_letters.tell(done)
    return shown_link(name, token, is_leader=True, back=back)
