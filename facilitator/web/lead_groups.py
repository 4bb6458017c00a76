"""The groups in the prosessleder's hand: moving somebody, and mixing them anew."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from facilitator.domain import activities, groups, mixing, ring_sizes, rooms
from facilitator.errors import NotFound
from facilitator.models import Group
from facilitator.web import context
from facilitator.web.lead import answer, led_room, number
from facilitator.web.seats import solved

blueprint = Blueprint("lead_groups", __name__)

TAB = "#grupper"
MIXED = "Gruppene er blandet på nytt."
MIXED_BEFORE = "Gruppene er alt blandet på nytt. Her er de."


@blueprint.post("/rom/<public_id>/styring/flytt")
def move(public_id: str) -> ResponseReturnValue:
    """Out of one group, into another. Text that exists stays whose it is."""
    person_id, group_id = number("participant"), number("group")
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        activity = activities.require_current(db, room)
        target = db.get(Group, group_id)
        if target is None or target.activity_id != activity.id:
            raise NotFound("Gruppa finnes ikke lenger.")
        person = next((p for p in rooms.present(db, room) if p.id == person_id), None)
        if person is None:
            raise NotFound("Denne personen er ikke her lenger.")
        process = activities.process_of(activity)
        with ring_sizes.noticing(db, activity, context.now()):
            groups.move(db, activity, process, target.set_key, person.id, target.id, by_hand=True)
        name = person.first_name
    return answer(public_id, f"{name} er flyttet.", TAB)


@blueprint.post("/rom/<public_id>/styring/bland")
def mix(public_id: str) -> ResponseReturnValue:
    """«Bland på nytt»: other groups of the same people, or why they stand as they are."""
    set_key = request.form.get("set", "")
    with context.reading() as db:
        room, _ = led_room(db, public_id)
        question = mixing.question(db, activities.require_current(db, room), set_key)
    seats = solved(question)
    try:
        with context.transaction() as db:
            room, _ = led_room(db, public_id)
            activity = activities.require_current(db, room)
            mixed = mixing.mix_anew(db, activity, set_key, seats, seen=_turn())
    except mixing.CannotMix as cannot:
        return answer(public_id, f"Gruppene står som de er. {cannot.message}", TAB)
    return answer(public_id, MIXED if mixed else MIXED_BEFORE, TAB)


def _turn() -> int | None:
    """How often they were mixed when the page was made."""
    turn = request.form.get("turn", "")
    return int(turn) if turn.isdecimal() and len(turn) < 10 else None
