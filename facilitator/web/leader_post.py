"""«Lapp til prosesslederen»: written on a phone, read on the leaders' remote and nowhere else."""

import functools

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import activities, entry, leader_post, rooms
from facilitator.errors import Invalid
from facilitator.models import Room
from facilitator.presentation import leader_post as view
from facilitator.web import context, phone
from facilitator.web.cards import client_id
from facilitator.web.lead import led
from facilitator.web.security import limiter, room_key

blueprint = Blueprint("leader_post", __name__)

NOTES_FROM_ONE = "30 per hour"
NOTES_IN_A_ROOM = "300 per hour"
"""Nothing says who wrote one, so a flood of them could not be cleared away by its sender."""


@blueprint.get("/rom/<public_id>/lapp")
def show(public_id: str) -> ResponseReturnValue:
    """The form; with `?levert=1` the receipt. Open while a process that has it is on."""
    sent = request.args.get("levert") == "1"
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        rooms.require_open(room)
        activity = activities.require_current(db, room)
        leader_post.require_kind(activity)
        return phone.page_for(db, room, presence, functools.partial(view.page, sent=sent))


@blueprint.post("/rom/<public_id>/lapp/<int:activity_id>")
@limiter.limit(lambda: NOTES_FROM_ONE)
@limiter.limit(lambda: NOTES_IN_A_ROOM, key_func=room_key)
def send(public_id: str, activity_id: int) -> ResponseReturnValue:
    """Hand it in. Taken until the room closes, also when the process has ended meanwhile."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            rooms.require_open(room)
            leader_post.send(
                db,
                phone.activity_in(db, room, activity_id),
                person,
                request.form.get("text", ""),
                named=bool(request.form.get("named")),
                client_id=client_id(),
                now=context.now(),
            )
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid, _page)
    there = url_for("leader_post.show", public_id=public_id, levert=1)
    return context.done(there, next=there)


@blueprint.post("/rom/<public_id>/styring/lapp/<int:note_id>/lest")
def read(public_id: str, note_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        room, _ = led(db, public_id)
        leader_post.read(db, room, note_id, context.now())
    return context.done(f"{url_for('lead.show', public_id=public_id)}#lapper")


def _page(db: Session, room: Room) -> phone.Page:
    return view.page
