"""Choosing together: the card one will help with, and the one that the group goes on with."""

from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import choosing, rooms
from facilitator.errors import Invalid
from facilitator.models import Activity, Group, Participant
from facilitator.processes.schema import Phase
from facilitator.web import context, phone
from facilitator.web.contributions import phase_of

blueprint = Blueprint("choosing", __name__)

Verb = Callable[[Session, Activity, Phase, Group, Participant, int], None]


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/energi")
def give_energy(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Denne vil jeg hjelpe med.»"""

    def verb(
        db: Session,
        activity: Activity,
        phase: Phase,
        group: Group,
        person: Participant,
        card_id: int,
    ) -> None:
        choosing.give_energy(db, activity, phase, group, person, card_id)

    return _act(public_id, group_id, phase_key, verb)


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/velg")
def choose(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """The group goes on with this one; 0 begins anew."""

    def verb(
        db: Session,
        activity: Activity,
        phase: Phase,
        group: Group,
        person: Participant,
        card_id: int,
    ) -> None:
        choosing.choose(db, activity, phase, group, person, card_id, context.now())

    return _act(public_id, group_id, phase_key, verb)


def _act(public_id: str, group_id: int, phase_key: str, verb: Verb) -> ResponseReturnValue:
    card_id = request.form.get("card", -1, type=int)
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            rooms.require_open(room)
            group = phone.own_group(db, room, person, group_id)
            activity = db.get_one(Activity, group.activity_id)
            phase = phase_of(activity, phase_key)
            verb(db, activity, phase, group, person, card_id)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))
