"""Text on its way: what is saved while it is written, and handing it over.

A save is never refused because the room has gone on or is closed: then the text lies as a
draft in the arbeidsmappe, and the answer says so.
"""

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, object_session

from facilitator.domain import approval, drafts, group_cards, interviews, pens, rooms, story_drafts
from facilitator.errors import Invalid
from facilitator.models import Activity, Draft, Participant, Room
from facilitator.presentation import nudges, phone_note
from facilitator.web import context, phone

blueprint = Blueprint("drafts", __name__)

STORY = ("title", "text", "strengths")
DECISION = ("visibility", "show_name", "thanks")
CLOSED = "Rommet er lukket. Teksten din er tatt vare på som kladd i arbeidsmappa."


@blueprint.post("/rom/<public_id>/kladd/notat/<int:activity_id>/<key>")
def save_note(public_id: str, activity_id: int, key: str) -> ResponseReturnValue:
    """A private note; nobody but its writer ever reads it."""
    try:
        return _save_note(public_id, activity_id, key)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)


def _save_note(public_id: str, activity_id: int, key: str) -> ResponseReturnValue:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        activity = phone.activity_in(db, room, activity_id)
        _require_note_key(db, activity, person, key)
        fields = {"text": request.form.get("text", "")}
        draft = drafts.save_own(
            db, activity, person.id, f"note:{key}", fields, now=context.now(), **form()
        )
        return saved(draft, room, asks=False)


def _require_note_key(db: Session, activity: Activity, person: Participant, key: str) -> None:
    """A note belongs to a phase, or to an interview in which one listens."""
    asked = {
        phone_note.interview_note(interview)
        for interview in interviews.with_person(db, activity, person.id)
        if interview.interviewer_id == person.id
    }
    if key not in asked:
        phone.phase_in(activity, key)


@blueprint.post("/rom/<public_id>/kladd/fortelling/<int:interview_id>")
def save_story(public_id: str, interview_id: int) -> ResponseReturnValue:
    """The story of an interview, from its writer or from the teller who has got it."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        interview = phone.interview_in(db, room, interview_id)
        names = STORY + DECISION if person.id == interview.teller_id else STORY
        fields = {k: v for k, v in phone.typed_fields().items() if k in names}
        draft = story_drafts.save_story(
            db, interview, person.id, fields, now=context.now(), **form()
        )
        return saved(draft, room)


@blueprint.post("/rom/<public_id>/kladd/gruppe/<int:group_id>/<phase_key>")
def save_group(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """What the group's pen has written."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        group = phone.own_group(db, room, person, group_id)
        phone.phase_in(phone.activity_in(db, room, group.activity_id), phase_key)
        fields = {f"line_{n}": line for n, line in enumerate(lines())}
        fields["keep"] = request.form.get("keep", "")
        draft = pens.save_group(db, group, phase_key, person, fields, now=context.now(), **form())
        return saved(draft, room)


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/penn")
def take_pen(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        group = phone.own_group(db, room, person, group_id)
        phone.phase_in(phone.activity_in(db, room, group.activity_id), phase_key)
        pens.take_pen(db, group, phase_key, person, context.now())
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/skriv/<int:interview_id>/gi")
def deliver(public_id: str, interview_id: int) -> ResponseReturnValue:
    """«Gi til Hodan.» Never too late: after the samling it waits in Hodan's arbeidsmappe."""
    try:
        message = _deliver(public_id, interview_id)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(
            public_id,
            invalid,
            lambda db, room: phone.writing_page(phone.interview_in(db, room, interview_id)),
        )
    return context.done(url_for("phone.show", public_id=public_id), message=message)


def _deliver(public_id: str, interview_id: int) -> str:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        interview = phone.interview_in(db, room, interview_id)
        fields = {k: v for k, v in phone.typed_fields().items() if k in STORY}
        approval.check_delivery(fields)
        story_drafts.deliver_story(
            db, interview, person.id, fields, editor=form()["editor"], now=context.now()
        )
        if not room.is_open:
            return (
                f"Rommet er lukket. Fortellingen venter i mappa til {interview.teller.first_name}."
            )
        return f"Gitt til {interview.teller.first_name}."


def lines() -> list[str]:
    """`line_0` … as they stand in the form; a row that is not there is empty."""
    return [request.form.get(f"line_{n}", "") for n in range(group_cards.CAUSES_LIMIT)]


def form() -> dict[str, Any]:
    """What a save is built on, and which form it comes from."""
    return {
        "version": request.form.get("version", 0, type=int),
        "editor": request.form.get("editor", "")[:64] or context.client_id(),
    }


def saved(draft: Draft, room: Room, *, asks: bool = True) -> ResponseReturnValue:
    """The answer to a save: the version to go on from, and a word when the room is closed.

    `asks`: others may come to read it, so a child's name in it is asked about.
    """
    body: dict[str, object] = {"ok": True, "version": draft.version}
    session = object_session(room)
    found = nudges.of(session, room.gathering.cohort_id, draft.fields) if asks and session else ()
    if found:
        body["questions"] = nudges.as_json(found)
    if not room.is_open:
        body["message"] = CLOSED
    if context.wants_json():
        return jsonify(body)
    return context.done(url_for("phone.show", public_id=room.public_id))
