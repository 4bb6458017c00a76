"""A samling's room: opened, given a process, closed, deleted. For prosessledere."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, rooms
from facilitator.domain.policies import Actor, require_leader
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Gathering, Room
from facilitator.presentation import today
from facilitator.web import context

blueprint = Blueprint("rooms_admin", __name__)

THEME_LIMIT = 80


@blueprint.post("/samling/<int:gathering_id>/aapne")
def open_room(gathering_id: int) -> ResponseReturnValue:
    """«Start dagen»: the room is open, and the same room as before if there was one."""
    with context.transaction() as db:
        require_leader(context.current_actor(db))
        gathering = db.get(Gathering, gathering_id)
        if gathering is None:
            raise NotFound("Denne samlingen finnes ikke.")
        room = rooms.open_room(db, gathering, context.now())
        target = url_for("lead.show", public_id=room.public_id)
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/lukk")
def close_room(public_id: str) -> ResponseReturnValue:
    """The day is over. What is going on is ended first, so that its board is saved."""
    with context.transaction() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        room = context.room_or_404(db, public_id)
        _end_what_is_on(db, room, actor)
        rooms.close_room(db, room, context.now())
    flash("Rommet er lukket. Notatet er klart.", "good")
    target = url_for("today.show")
    return context.done(target, next=target)


def _end_what_is_on(db: Session, room: Room, actor: Actor) -> None:
    activity = activities.current(db, room)
    if activity is not None and activities.state_of(activity).is_on:
        step, by = activity.step, actor.name
        activities.press(db, activity, "end", step, by=by, now=context.now())


@blueprint.get("/rom/<public_id>/slett")
def ask_delete(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        require_leader(context.current_actor(db))
        view = today.deleting(db, context.room_or_404(db, public_id))
    return render_template("today/delete_room.html", view=view)


@blueprint.post("/rom/<public_id>/slett")
def delete_room(public_id: str) -> ResponseReturnValue:
    """The address and the code stop working; what people have told stays theirs."""
    if request.form.get("sure") != "1":
        return redirect(url_for("rooms_admin.ask_delete", public_id=public_id), code=303)
    with context.transaction() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        room = context.room_or_404(db, public_id)
        _end_what_is_on(db, room, actor)
        rooms.retire(db, room, context.now())
    flash("Rommet er slettet.", "good")
    target = url_for("today.show")
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/prosess")
def plan(public_id: str) -> ResponseReturnValue:
    """Put a process with a theme into the room, and start it at once if asked to."""
    theme = clean_line(request.form.get("theme", ""), "theme", most=THEME_LIMIT)
    with context.transaction() as db:
        actor = context.current_actor(db)
        require_leader(actor)
        room = rooms.require_open(context.room_or_404(db, public_id))
        theme = theme or room.gathering.theme
        activity = _plan_once(db, room, request.form.get("process", "ai_intervju"), theme)
        if request.form.get("start") == "1":
            _start(db, room, activity, actor)
    target = url_for("lead.show", public_id=public_id)
    return context.done(target, next=target, id=activity.id)


def _plan_once(db: Session, room: Room, key: str, theme: str) -> Activity:
    """A repeated press does not put the same process there twice."""
    process = current_app.extensions["facilitator_library"].get(key)
    if process is None:
        raise Invalid({"process": "Velg en prosess fra lista."})
    for activity in activities.in_room(db, room):
        same = activities.process_of(activity).key == key and activity.theme == theme
        if same and activity.status != "ended":
            return activity
    return activities.plan(db, room, process, context.now(), theme=theme)


def _start(db: Session, room: Room, activity: Activity, actor: Actor) -> None:
    """Only one process is on at a time; a second start is no more than the first."""
    running = activities.current(db, room)
    if running is not None and activities.state_of(running).is_on:
        return
    step, by = activity.step, actor.name
    activities.press(db, activity, "start", step, by=by, now=context.now())
