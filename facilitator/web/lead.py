"""The remote: where the room is, and the presses that move it.

For signed-in leaders, and for the participant who has been handed one activity: they get a
page of their own at the same address, and may press what moves that activity.
"""

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, day, handovers, leading, rehearsals, rooms
from facilitator.domain.phases import Moved, Verb
from facilitator.domain.policies import Actor, require_leader
from facilitator.domain.seat_questions import Answer
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Room
from facilitator.presentation import lead as presentation
from facilitator.presentation import lead_lent
from facilitator.presentation.lead_presses import said
from facilitator.web import context
from facilitator.web.lead_memory import last_cuts
from facilitator.web.seats import solved

blueprint = Blueprint("lead", __name__)

VERBS: dict[str, Verb] = {
    "videre": "advance",
    "tilbake": "back",
    "ett-minutt": "extend",
    "pause": "pause",
    "fortsett": "resume",
    "avslutt": "end",
    "angre": "undo",
}
NOT_NOW = "Det går ikke akkurat nå. Her er rommet slik det står."


@blueprint.get("/rom/<public_id>/styring")
def show(public_id: str) -> ResponseReturnValue:
    """The whole remote. Whoever signs in on another device takes over where the room is."""
    with context.reading() as db:
        actor = context.current_actor(db)
        room = context.room_or_404(db, public_id)
        if _is_guest_at_remote(actor, room):
            return _lent(db, rooms.require_open(room), actor)
        leading.require(actor, room)
        room = rooms.require_open(room)
        here = connected(room.id) | rehearsals.playing(db, room, context.now())
        view = presentation.view(db, room, actor, here, context.now(), last_cuts(room.id))
        template = "_remote.html" if context.wants_snapshot() else "remote.html"
        html = render_template(f"lead/{template}", view=view)
    return context.no_store(make_response(html))


def _lent(db: Session, room: Room, actor: Actor) -> ResponseReturnValue:
    """The remote in a participant's hand. Who has given it back is in the room again."""
    if not handovers.had_it(db, room, actor):
        require_leader(actor)
    activity = activities.current(db, room)
    try:
        held = handovers.require_holder(db, room, activity, actor)
    except NotAllowed:
        return redirect(url_for("phone.show", public_id=room.public_id))
    assert activity is not None
    view = lead_lent.lent_view(db, room, activity, held.participant.first_name, context.now())
    template = "_lent.html" if context.wants_snapshot() else "lent.html"
    return context.no_store(make_response(render_template(f"lead/{template}", view=view)))


@blueprint.post("/rom/<public_id>/styring/<word>")
def press(public_id: str, word: str) -> ResponseReturnValue:
    """One press. It names the step it was made from, so two leaders move the room one step."""
    if word not in VERBS:
        raise NotFound
    seats = _seats(public_id, VERBS[word])
    with context.transaction() as db:
        if word == "angre" and (undone := _undo_item(db, public_id)) is not None:
            message = undone
        else:
            room, actor, activity = steered(db, public_id)
            message = _press(db, activity, VERBS[word], actor, seats)
            day.follow(db, room, activity)
    return answer(public_id, message)


def _seats(public_id: str, verb: Verb) -> Answer | None:
    """Only a step forward has groups to ask for; what lies behind is formed already."""
    if verb != "advance":
        return None
    with context.reading() as db:
        _, _, activity = steered(db, public_id)
        question = activities.seats_for(db, activity, verb, _seen(activity), context.now())
    return solved(question)


def _undo_item(db: Session, public_id: str) -> str | None:
    """Starting the next item is the prosessledere's to take back. None: it was not the last."""
    actor = context.current_actor(db)
    room = context.room_or_404(db, public_id)
    if not leading.leads(actor, room) or day.started_by_last_press(db, room) is None:
        return None
    rooms.require_open(room)
    undone = day.undo_start(db, room, seen_in_form(room), by=actor.name, now=context.now())
    return "" if undone else NOT_NOW


@blueprint.post("/rom/<public_id>/styring/start/<int:activity_id>")
def start(public_id: str, activity_id: int) -> ResponseReturnValue:
    """Set a planned process in motion, unless another one is on."""
    seats = _seats_at_start(public_id, activity_id)
    with context.transaction() as db:
        room, actor = led_room(db, public_id)
        activity = db.get(Activity, activity_id)
        if activity is None or activity.room_id != room.id:
            raise NotFound("Prosessen finnes ikke lenger.")
        on = activities.current(db, room)
        if on is not None and on.id != activity.id and activities.state_of(on).is_on:
            message = f"{activities.process_of(on).name} er i gang. Avslutt den først."
        else:
            message = _press(db, activity, "start", actor, seats)
            day.adopt(db, room, activity)
    return answer(public_id, message)


def _seats_at_start(public_id: str, activity_id: int) -> Answer | None:
    with context.reading() as db:
        room, _ = led_room(db, public_id)
        activity = db.get(Activity, activity_id)
        if activity is None or activity.room_id != room.id:
            return None
        question = activities.seats_for(db, activity, "start", _seen(activity), context.now())
    return solved(question)


def _press(db: Session, activity: Activity, verb: Verb, actor: Actor, seats: Answer | None) -> str:
    """Carry it out; or say calmly what has happened instead, as an ordinary answer."""
    last = activity.last_action
    outcome = activities.press(
        db, activity, verb, _seen(activity), by=actor.name, now=context.now(), seats=seats
    )
    if isinstance(outcome, Moved):
        handovers.mark_led(db, activity, actor)
        return ""
    return f"{said(last)}." if last and _was_late(activity) else NOT_NOW


def _seen(activity: Activity) -> int:
    """The step the press was made from; -1 when it was made from another process."""
    named, _, step = request.form.get("seen", "").rpartition(":")
    if named and named != str(activity.id):
        return -1
    return int(step) if step.isdecimal() and len(step) < 10 else -1


def _was_late(activity: Activity) -> bool:
    return _seen(activity) != activity.step


def seen_in_form(room: Room) -> day.Seen:
    """Where the room was when the page was made: its item, its activity and that one's step."""
    activity, _, step = request.form.get("seen", "").rpartition(":")
    item = request.form.get("item_seen", str(room.item_id or 0))
    numbers = [int(v) if v.isdecimal() and len(v) < 10 else -1 for v in (item, activity, step)]
    return day.Seen(*numbers)


def led_room(db: Session, public_id: str) -> tuple[Room, Actor]:
    """The open room and who leads it. Raises NotSignedIn or NotAllowed for everybody else."""
    room, actor = led(db, public_id)
    return rooms.require_open(room), actor


def led(db: Session, public_id: str) -> tuple[Room, Actor]:
    """The same for a room that may be closed."""
    actor = context.current_actor(db)
    if actor.participant_id is None:
        require_leader(actor)  # before anybody learns whether the room exists
    room = context.room_or_404(db, public_id)
    leading.require(actor, room)
    return room, actor


def _is_guest_at_remote(actor: Actor, room: Room) -> bool:
    """A participant who does not lead the room, but may hold the remote of what is on."""
    participates = not actor.is_leader and actor.participant_id is not None
    return participates and not leading.leads(actor, room)


def steered(db: Session, public_id: str) -> tuple[Room, Actor, Activity]:
    """The open room, who presses, and the activity that is on or was last.

    A leader, or the participant who holds the remote of this activity, asked anew each time.
    """
    actor = context.current_actor(db)
    if _is_guest_at_remote(actor, context.room_or_404(db, public_id)):
        return _as_holder(db, public_id, actor)
    room, actor = led_room(db, public_id)
    return room, actor, activities.require_current(db, room)


def _as_holder(db: Session, public_id: str, actor: Actor) -> tuple[Room, Actor, Activity]:
    room = context.room_or_404(db, public_id)
    activity = activities.current(db, room)
    if not handovers.had_it(db, room, actor):
        require_leader(actor)
    held = handovers.require_holder(db, rooms.require_open(room), activity, actor)
    return room, actor, held.activity


def answer(public_id: str, message: str = "", tab: str = "") -> ResponseReturnValue:
    """Back to the remote, with what there is to say."""
    if message and not context.wants_json():
        flash(message)
    payload = {"message": message} if message else {}
    return context.done(f"/rom/{public_id}/styring{tab}", **payload)


def connected(room_id: int) -> set[int]:
    """Whose phones have a live socket. Without realtime nobody's is known."""
    presence = current_app.extensions.get("facilitator_presence")
    found: set[int] = presence.connected(room_id) if presence else set()
    return found


def number(field: str) -> int:
    """A chosen person, group or card. Raises NotFound for what is not a number."""
    value = request.form.get(field, "")
    if not value.isdecimal() or len(value) > 12:
        raise NotFound("Velg én på lista først.")
    return int(value)
