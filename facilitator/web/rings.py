"""A ring's clock: which phone lies in the middle, and «Ringen er ferdig»."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import rings_middle, rooms
from facilitator.errors import NotFound
from facilitator.models import Group, Participant
from facilitator.web import context, phone

blueprint = Blueprint("rings", __name__)


@blueprint.post("/rom/<public_id>/ring/<int:group_id>/<phase_key>/klokke")
def lay(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Denne telefonen er ringens klokke.»"""
    with context.transaction() as db:
        group, person = _ring(db, public_id, group_id, phase_key)
        rings_middle.lay(db, group, phase_key, person, context.now())
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/ring/<int:group_id>/<phase_key>/ta-opp")
def take_up(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """The phone goes back to its owner."""
    with context.transaction() as db:
        group, person = _ring(db, public_id, group_id, phase_key)
        rings_middle.take_up(db, group, phase_key, person)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/ring/<int:group_id>/<phase_key>/ferdig")
def finish(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Ringen er ferdig», before the time is out."""
    with context.transaction() as db:
        group, person = _ring(db, public_id, group_id, phase_key)
        rings_middle.finish(db, group, phase_key, person)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/ring/<int:group_id>/<phase_key>/fortsett")
def go_on(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Vi er ikke ferdige likevel.»"""
    with context.transaction() as db:
        group, person = _ring(db, public_id, group_id, phase_key)
        rings_middle.go_on(db, group, phase_key, person)
    return context.done(url_for("phone.show", public_id=public_id))


def _ring(db: Session, public_id: str, group_id: int, phase_key: str) -> tuple[Group, Participant]:
    """The ring, and who of it asks. Raises NotFound for a phase that is no round of its."""
    room = context.room_or_404(db, public_id)
    person = phone.here(db, room)
    rooms.require_open(room)
    group = phone.own_group(db, room, person, group_id)
    activity = phone.activity_in(db, room, group.activity_id)
    if not rings_middle.is_round_of(activity, group, phase_key):
        raise NotFound
    return group, person
