"""Handing the remote to a participant for one activity, and taking it back."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, boards, handovers
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Participant, Room
from facilitator.models.cohort import BORROWED
from facilitator.web import context
from facilitator.web.lead import answer, led_room, steered

blueprint = Blueprint("handover", __name__)

CHOOSE = "Velg hvem som skal lede."
HOST_LEADS = "I et lånt rom er det den som har lånt det, som leder."


@blueprint.post("/rom/<public_id>/styring/overlat")
def give(public_id: str) -> ResponseReturnValue:
    """«Hodan leder nå»: their phone offers the remote of what is on."""
    with context.transaction() as db:
        room, actor = led_room(db, public_id)
        if room.gathering.cohort.kind == BORROWED:
            raise NotAllowed(HOST_LEADS)
        activity = activities.require_current(db, room)
        person = _chosen(db, room)
        handovers.give(db, activity, person, by=actor.name, now=context.now())
        name = person.first_name
    return answer(public_id, f"{name} leder nå. Du kan ta tilbake når som helst.")


@blueprint.post("/rom/<public_id>/styring/ta-tilbake")
def take_back(public_id: str) -> ResponseReturnValue:
    """From now on the participant's presses are refused, whatever their page shows."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        handovers.end_all(db, activities.require_current(db, room), context.now())
    return answer(public_id)


@blueprint.post("/rom/<public_id>/styring/gi-tilbake")
def give_back(public_id: str) -> ResponseReturnValue:
    """The one who leads has had enough: the prosessleder leads again."""
    with context.transaction() as db:
        _, _, activity = steered(db, public_id)
        handovers.end_all(db, activity, context.now())
    target = f"/rom/{public_id}"
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/styring/lys")
def light(public_id: str) -> ResponseReturnValue:
    """One card, large, on the projector; without a card the light goes out."""
    card = request.form.get("card", "")
    if card and (not card.isdecimal() or len(card) > 12):
        raise NotFound("Kortet ligger ikke på tavla lenger.")
    with context.transaction() as db:
        _, _, activity = steered(db, public_id)
        boards.put_in_light(db, activity, int(card) if card else None)
    return answer(public_id, tab="#kort")


def _chosen(db: Session, room: Room) -> Participant:
    chosen = request.form.get("participant", "")
    person = db.get(Participant, int(chosen)) if chosen.isdecimal() and len(chosen) < 12 else None
    if person is None or person.cohort_id != room.gathering.cohort_id:
        raise Invalid({"participant": CHOOSE})
    return person
