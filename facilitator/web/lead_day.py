"""The day from the remote: the next item, breaks, shortening, questions and notes."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from facilitator.domain import activities, day, day_cuts, leader_notes, prompt_picks
from facilitator.domain.run_sheets import title_of
from facilitator.domain.writing import clean_text
from facilitator.errors import NotFound
from facilitator.presentation.lead_day import minutes_text
from facilitator.web import context
from facilitator.web.lead import answer, led_room, number, seen_in_form, steered
from facilitator.web.lead_memory import forget_cuts, last_cuts, remember_cuts
from facilitator.web.seats import solved

blueprint = Blueprint("lead_day", __name__)

NOTE_LIMIT = 1500
MOVED = "{title} er i gang. Her er rommet slik det står."
ELSEWHERE = "Noen var før deg. Her er rommet slik det står."


@blueprint.post("/rom/<public_id>/styring/punkt/<int:item_id>")
def start_item(public_id: str, item_id: int) -> ResponseReturnValue:
    """One button starts the next item; what is on is ended and saved as usual."""
    with context.reading() as db:
        question = day.seats_for(db, led_room(db, public_id)[0], item_id)
    seats = solved(question)
    with context.transaction() as db:
        room, actor = led_room(db, public_id)
        seen = seen_in_form(room)
        by, now = actor.name, context.now()
        started = day.start_item(db, room, item_id, seen, by=by, now=now, seats=seats)
        on = None if started else day.item_on(db, room)
        message = "" if started else MOVED.format(title=title_of(on)) if on else ELSEWHERE
    return answer(public_id, message)


@blueprint.post("/rom/<public_id>/styring/punkt-ferdig")
def end_item(public_id: str) -> ResponseReturnValue:
    """The break is over, or the talk, and nothing is started yet."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        ended = day.end_item(db, room, seen_in_form(room), context.now())
    return answer(public_id, "" if ended else ELSEWHERE)


@blueprint.post("/rom/<public_id>/styring/begynner-igjen")
def resume_later(public_id: str) -> ResponseReturnValue:
    """When the room begins again: the break's whole length, so that twice is once."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        day.resume_later(db, room, number("item"), number("minutes"), context.now())
    return answer(public_id)


@blueprint.post("/rom/<public_id>/styring/kort-ned")
def shorten(public_id: str) -> ResponseReturnValue:
    """One cut of the krympeplan, or all of them."""
    wanted = [cut for key in _keys() if (cut := day_cuts.parse(key))]
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        made = day_cuts.shorten(db, room, wanted, context.now())
        room_id = room.id
    if not made:
        return answer(public_id, "Dette er alt kortet ned, eller det har begynt.")
    remember_cuts(room_id, made, activities.milliseconds(context.now()))
    won = sum(cut.minutes - cut.to for cut in made)
    return answer(public_id, f"Dere har vunnet {minutes_text(won)}.")


def _keys() -> list[str]:
    return [key for value in request.form.getlist("cut") for key in value.split(",")][:60]


@blueprint.post("/rom/<public_id>/styring/kort-ned/angre")
def lengthen(public_id: str) -> ResponseReturnValue:
    """Undo of the last shortening that this browser made."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        back = day_cuts.lengthen(db, room, last_cuts(room.id).cuts)
    forget_cuts()
    return answer(public_id, "" if back else "Det er ikke noe å angre lenger.")


@blueprint.post("/rom/<public_id>/styring/sporsmal")
def pick_question(public_id: str) -> ResponseReturnValue:
    """Which question stands on projector and phones."""
    with context.transaction() as db:
        _, _, activity = steered(db, public_id)
        if request.form.get("activity", str(activity.id)) != str(activity.id):
            raise NotFound("Prosessen er ikke i gang lenger.")
        prompt_picks.pick(db, activity, request.form.get("phase", ""), number("question"))
    return answer(public_id)


@blueprint.post("/rom/<public_id>/styring/notat")
def write_note(public_id: str) -> ResponseReturnValue:
    """The leader's own note for a phase, or for the break that is on; nobody else reads it."""
    text = clean_text(request.form.get("note", ""), "note", most=NOTE_LIMIT)
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        if request.form.get("item"):
            leader_notes.of_item(db, room, number("item"), text)
        else:
            leader_notes.of_phase(db, room, request.form.get("phase", ""), text)
    return answer(public_id)
