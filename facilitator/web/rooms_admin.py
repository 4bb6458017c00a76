"""A samling's room: opened, given a process, closed, deleted. For prosessledere."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    cohort_gatherings,
    day,
    forming,
    leading,
    methods,
    process_settings,
    rooms,
    run_sheets,
)
from facilitator.domain.policies import Actor
from facilitator.domain.seat_questions import Answer
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Room, RunSheetItem
from facilitator.presentation import today
from facilitator.presentation.today_choice import FROM_LIBRARY, FROM_PLAN
from facilitator.processes.schema import Process
from facilitator.web import context
from facilitator.web.lead import led, led_room
from facilitator.web.seats import solved
from facilitator.web.today import page

blueprint = Blueprint("rooms_admin", __name__)

THEME_LIMIT = 80


@blueprint.post("/samling/<int:gathering_id>/aapne")
def open_room(gathering_id: int) -> ResponseReturnValue:
    """«Start dagen»: the room is open, and the same room as before if there was one."""
    with context.transaction() as db:
        gathering = leading.find_gathering(db, context.current_actor(db), gathering_id)
        cohort_gatherings.require_held(gathering)
        room = rooms.open_room(db, gathering, context.now())
        target = url_for("lead.show", public_id=room.public_id)
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/lukk")
def close_room(public_id: str) -> ResponseReturnValue:
    """The day is over. What is going on is ended first, so that its board is saved."""
    with context.transaction() as db:
        room, actor = _of_the_year(db, public_id)
        _end_what_is_on(db, room, actor)
        rooms.close_room(db, room, context.now())
    flash("Rommet er lukket. Notatet er klart.", "good")
    target = url_for("today.show")
    return context.done(target, next=target)


def _of_the_year(db: Session, public_id: str) -> tuple[Room, Actor]:
    """A samling's room. What stands outside the year is thrown away whole, from its remote."""
    room, actor = led(db, public_id)
    if room.gathering.cohort.passes:
        raise NotFound("Dette rommet kastes fra fjernkontrollen, med alt som er i det.")
    return room, actor


def _end_what_is_on(db: Session, room: Room, actor: Actor) -> None:
    activity = activities.current(db, room)
    if activity is not None and activities.state_of(activity).is_on:
        step, by = activity.step, actor.name
        activities.press(db, activity, "end", step, by=by, now=context.now())


@blueprint.get("/rom/<public_id>/slett")
def ask_delete(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        view = today.deleting(db, _of_the_year(db, public_id)[0])
    return render_template("today/delete_room.html", view=view)


@blueprint.post("/rom/<public_id>/slett")
def delete_room(public_id: str) -> ResponseReturnValue:
    """The address and the code stop working; what people have told stays theirs."""
    if request.form.get("sure") != "1":
        return redirect(url_for("rooms_admin.ask_delete", public_id=public_id), code=303)
    with context.transaction() as db:
        room, actor = _of_the_year(db, public_id)
        _end_what_is_on(db, room, actor)
        rooms.retire(db, room, context.now())
    flash("Rommet er slettet.", "good")
    target = url_for("today.show")
    return context.done(target, next=target)


@blueprint.post("/rom/<public_id>/prosess")
def plan(public_id: str) -> ResponseReturnValue:
    """Put a process into the room, from the day's kjøreplan or the library, and start it at
    once if asked to."""
    form = request.form
    try:
        seats = _seats(public_id, form) if form.get("start") == "1" else None
        with context.transaction() as db:
            room, actor = led_room(db, public_id)
            activity = _plan_once(db, room, form)
            if form.get("start") == "1":
                _start(db, room, activity, actor, seats)
    except Invalid as invalid:
        if context.wants_json():
            raise
        item = form.get("item", "")
        chosen = f"{FROM_PLAN}{item}" if item else f"{FROM_LIBRARY}{form.get('process', '')}"
        response = page(chosen, typed=form, errors=invalid.errors)
        response.status_code = invalid.status
        return response
    target = url_for("lead.show", public_id=public_id)
    return context.done(target, next=target, id=activity.id)


def _seats(public_id: str, form: Mapping[str, str]) -> Answer | None:
    """Who sits with whom in what is about to be started."""
    with context.reading() as db:
        room, _ = led_room(db, public_id)
        on = activities.current(db, room)
        if on is not None and activities.state_of(on).is_on:
            return None
        item_id = form.get("item", "")
        if item_id.isdigit():
            question = day.seats_for(db, room, int(item_id))
        else:
            process = _from_library(db, room, form.get("process", ""))
            question = forming.question(db, room, process, 0, None)
    return solved(question)


def _plan_once(db: Session, room: Room, form: Mapping[str, str]) -> Activity:
    """A repeated press does not put the same thing there twice."""
    item = _waiting_item(db, room, form)
    process = (
        run_sheets.process_for(item) if item else _from_library(db, room, form.get("process", ""))
    )
    theme = clean_line(form.get("theme", ""), "theme", most=THEME_LIMIT) or room.gathering.theme
    settings = {setting.key: form.get(setting.key, "") for setting in process.settings}
    if item is not None and item.activity is not None:
        if item.activity.status != "planned":
            return item.activity
        run_sheets.forget_planned(db, item)
    elif item is None:
        filled = process_settings.clean(process, {**settings, "theme": theme})
        if same := _same(db, room, process, theme, filled):
            return same
    activity = activities.plan(
        db,
        room,
        process,
        context.now(),
        theme=theme,
        settings={**settings, "theme": theme},
        leader_notes=item.notes if item else None,
    )
    if item is not None:
        item.activity = activity
    return activity


def _waiting_item(db: Session, room: Room, form: Mapping[str, str]) -> RunSheetItem | None:
    """The item of the kjøreplan that is meant, if it is one."""
    item_id = form.get("item", "")
    if not item_id.isdigit():
        return None
    item = run_sheets.find_item(run_sheets.of_gathering(db, room.gathering), int(item_id))
    run_sheets.require_unstarted(item)
    return item


def _from_library(db: Session, room: Room, key: str) -> Process:
    """One that whoever asks may use in this room, also of those that people have made."""
    actor = context.current_actor(db)
    process = methods.for_cohort(db, actor, room.gathering.cohort).get(key)
    if process is None:
        raise Invalid({"process": "Velg en prosess fra lista."})
    return process


def _same(
    db: Session, room: Room, process: Process, theme: str, settings: Mapping[str, str]
) -> Activity | None:
    for activity in activities.in_room(db, room):
        same = activities.process_of(activity).key == process.key and activity.theme == theme
        if same and activity.settings == settings and activity.status != "ended":
            return activity
    return None


def _start(db: Session, room: Room, activity: Activity, actor: Actor, seats: Answer | None) -> None:
    """Only one process is on at a time; a second start is no more than the first."""
    running = activities.current(db, room)
    if running is not None and activities.state_of(running).is_on:
        return
    item = db.scalar(select(RunSheetItem).where(RunSheetItem.activity_id == activity.id))
    if item is not None:
        seen = day.seen_now(db, room)
        day.start_item(db, room, item.id, seen, by=actor.name, now=context.now(), seats=seats)
        return
    step, by = activity.step, actor.name
    activities.press(db, activity, "start", step, by=by, now=context.now(), seats=seats)
