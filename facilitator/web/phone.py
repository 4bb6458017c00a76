"""The participant's page in a room, and the taps that are neither texts nor cards."""

import functools
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, lazyload

from facilitator.domain import (
    activities,
    audiences,
    entry,
    groups,
    interviews,
    readiness,
    ring_sizes,
    rooms,
)
from facilitator.domain.running import process_of, state_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Group, Interview, Participant, Presence, Room
from facilitator.presentation import phone, phone_scene, phone_story, phone_talk
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.web import context

blueprint = Blueprint("phone", __name__)

Page = Callable[[Scene], Screen]


@blueprint.get("/rom/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        if not room.is_open:
            return _closed(db, room)
        presence = _presence(db, room)
        if presence is None or presence.gone_at is not None:
            return redirect(url_for("joining.names", public_id=public_id))
        return _answer(db, room, presence)


@blueprint.get("/rom/<public_id>/fortelling/<int:interview_id>")
def own_story(public_id: str, interview_id: int) -> ResponseReturnValue:
    """One's own story, to approve or to change, whatever the room is doing."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        interview = interview_in(db, room, interview_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        if interview.teller_id != presence.participant_id:
            raise NotAllowed("Bare den som fortalte, kan lese dette.")
        return _answer(db, room, presence, story_page(interview), interview.activity_id)


@blueprint.get("/rom/<public_id>/skriv/<int:interview_id>")
def write(public_id: str, interview_id: int) -> ResponseReturnValue:
    """The interviewer's form, also when the room has gone on: late text is never refused."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        interview = interview_in(db, room, interview_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        if interview.interviewer_id != presence.participant_id:
            raise NotAllowed("Bare den som lyttet, skriver her.")
        return _answer(db, room, presence, writing_page(interview), interview.activity_id)


@blueprint.post("/rom/<public_id>/klar")
def ready(public_id: str) -> ResponseReturnValue:
    """«Jeg er klar», for the phase that the page showed."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = here(db, room)
        rooms.require_open(room)
        activity = activity_in(db, room, request.form.get("activity", type=int))
        phase_key = phase_in(activity, request.form.get("phase", ""))
        readiness.mark_ready(db, activity, phase_key, person.id)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/trio/<int:group_id>")
def move_trio(public_id: str, group_id: int) -> ResponseReturnValue:
    """A trio's own step. Two who tap at once move it once."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        group = own_group(db, room, here(db, room), group_id)
        rooms.require_open(room)
        activity = db.get_one(Activity, group.activity_id)
        if not interviews.has_own_slots(group, process_of(activity)):
            raise NotAllowed
        now = activities.milliseconds(context.now())
        seen = request.form.get("seen", -1, type=int)
        if request.form.get("all") == "1":
            moved = interviews.finish_trio(group, seen)
        else:
            moved = interviews.move_trio(group, seen, state_of(activity), now)
        if moved:
            audiences.tell_group(db, group.id)
            audiences.tell_leaders(db, room.id)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/plass")
def find_seat(public_id: str) -> ResponseReturnValue:
    """Somebody who came late asks for a place; while two talk, the prosessleder decides."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = here(db, room)
        rooms.require_open(room)
        activity = activities.require_current(db, room)
        if state_of(activity).is_on:
            with ring_sizes.noticing(db, activity, context.now()):
                groups.seat_late(db, activity, process_of(activity), person)
            audiences.tell_person(db, room.id, person.id)
            audiences.tell_leaders(db, room.id)
    return context.done(url_for("phone.show", public_id=public_id))


def story_page(interview: Interview) -> Page:
    return functools.partial(phone_story.screen, interview=interview)


def writing_page(interview: Interview) -> Page:
    return functools.partial(phone_talk.story_form, interview=interview)


def here(db: Session, room: Room) -> Participant:
    """The participant who is in this room on this device. Raises NotAllowed."""
    return entry.person_in(db, room, context.current_actor(db))


def _presence(db: Session, room: Room) -> Presence | None:
    try:
        return entry.presence_in(db, room, context.current_actor(db))
    except NotAllowed:
        return None


def interview_in(db: Session, room: Room, interview_id: int) -> Interview:
    interview = db.get(Interview, interview_id)
    if interview is None or db.get_one(Activity, interview.activity_id).room_id != room.id:
        raise NotFound
    return interview


def activity_in(db: Session, room: Room, activity_id: int | None) -> Activity:
    # The room has been found already, with its samling and kull.
    known = (lazyload(Activity.room),)
    activity = db.get(Activity, activity_id, options=known) if activity_id else None
    if activity is None or activity.room_id != room.id:
        raise NotFound
    return activity


def phase_in(activity: Activity, key: str) -> str:
    if all(phase.key != key for phase in process_of(activity).phases):
        raise NotFound
    return key


def own_group(db: Session, room: Room, person: Participant, group_id: int) -> Group:
    group = db.get(Group, group_id)
    if group is None or db.get_one(Activity, group.activity_id).room_id != room.id:
        raise NotFound("Gruppa finnes ikke lenger.")
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
    return group


def show_again(
    public_id: str, invalid: Invalid, page: Callable[[Session, Room], Page] | None = None
) -> ResponseReturnValue:
    """A form without script that was refused: the page again, with all that was typed."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        made = page(db, room) if page is not None else None
        response = _answer(db, room, presence, made, typed=typed_fields(), errors=invalid.errors)
        response.status_code = 422
        return response


def show_page(
    public_id: str, activity_id: int, page: Callable[[Session, Room], Page]
) -> ResponseReturnValue:
    """A page of one's own about something in an activity, whatever the room is doing."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        return _answer(db, room, presence, page(db, room), activity_id)


def page_for(db: Session, room: Room, presence: Presence, page: Page) -> Response:
    """A page of one's own, whatever the room is doing."""
    return _answer(db, room, presence, page)


def typed_fields() -> dict[str, Any]:
    """The form's fields as they were sent; strengths may be several."""
    fields: dict[str, Any] = request.form.to_dict()
    for name in ("csrf_token", "client_id", "version", "editor"):
        fields.pop(name, None)
    for name in request.form:
        # Boxes of a typed card: what is ticked, as a list.
        if "-" in name and len(request.form.getlist(name)) > 1:
            fields[name] = request.form.getlist(name)
    if "strengths" in fields or "text" in fields:
        fields["strengths"] = request.form.getlist("strengths")
    return fields


def _answer(
    db: Session,
    room: Room,
    presence: Presence,
    page: Page | None = None,
    activity_id: int | None = None,
    typed: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    activity = db.get(Activity, activity_id) if activity_id else activities.current(db, room)
    actor = context.current_actor(db)
    scene = phone_scene.read(
        db, room, presence, context.now(), activity, typed, whole=actor.whole_portfolio
    )
    shared = entry.is_shared(db, actor)
    view = phone.view(scene, errors=errors, page=page, shared=shared)
    name = "room/_phone.html" if context.wants_snapshot() else "room/phone.html"
    response = context.no_store(make_response(render_template(name, view=view)))
    response.headers["X-Offline"] = "1"
    return response


def _closed(db: Session, room: Room) -> ResponseReturnValue:
    name = context.current_actor(db).name
    html = render_template("room/closed.html", room=room, first_name=name)
    return context.no_store(make_response(html, 410))
