"""Moving somebody from one group to another: a name, then a table."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from facilitator.domain import activities, groups, ring_sizes, rooms
from facilitator.errors import NotFound
from facilitator.models import Group
from facilitator.web import context
from facilitator.web.lead import answer, led_room, number

blueprint = Blueprint("lead_groups", __name__)


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
            groups.move(db, activity, process, target.set_key, person.id, target.id)
        name = person.first_name
    return answer(public_id, f"{name} er flyttet.", "#grupper")
