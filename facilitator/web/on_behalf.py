"""A story on paper, written in by a prosessleder for somebody without a phone.

The teller has read or heard the text and said who may read it. The page is written once: what
is narrower than the room cannot be opened again by the one who wrote it in.
"""

import secrets
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, approval, rooms
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Interview, Participant, Room
from facilitator.presentation import on_behalf, strengths
from facilitator.web import context, phone
from facilitator.web.lead import led

blueprint = Blueprint("on_behalf", __name__)


@blueprint.get("/rom/<public_id>/paa-vegne/<int:participant_id>")
def show(public_id: str, participant_id: int) -> ResponseReturnValue:
    return _page(public_id, participant_id, {}, {})


@blueprint.post("/rom/<public_id>/paa-vegne/<int:participant_id>")
def write(public_id: str, participant_id: int) -> ResponseReturnValue:
    typed = phone.typed_fields()
    try:
        name = _write(public_id, participant_id, typed)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(public_id, participant_id, typed, invalid.errors, 422)
    message = f"Fortellingen til {name} er tatt vare på."
    if not context.wants_json():
        flash(message, "good")
    next_url = f"/rom/{public_id}/styring"
    return context.done(next_url, message=message, next=next_url)


def _write(public_id: str, participant_id: int, typed: dict[str, Any]) -> str:
    with context.transaction() as db:
        room, teller = _room_and_teller(db, public_id, participant_id)
        activity = activities.require_current(db, room)
        phase = activities.approve_phase(activities.process_of(activity))
        if phase is None:
            raise NotFound("Denne prosessen har ingen fortellinger å godkjenne.")
        approval.record_on_behalf(
            db,
            activity,
            teller,
            _interview(db, activity, teller),
            typed,
            agreed=bool(request.form.get("agreed")),
            visibility=request.form.get("visibility", ""),
            phase_key=phase.key,
            known_strengths=strengths.known(room.gathering.cohort.catalogue),
            client_id=context.client_id() or secrets.token_hex(12),
            now=context.now(),
        )
        return teller.first_name


def _interview(db: Session, activity: Activity, teller: Participant) -> Interview | None:
    return db.scalar(
        select(Interview).where(
            Interview.activity_id == activity.id, Interview.teller_id == teller.id
        )
    )


def _room_and_teller(db: Session, public_id: str, participant_id: int) -> tuple[Room, Participant]:
    room, _ = led(db, public_id)
    presence = rooms.presence_of(db, room, participant_id)
    if presence is None:
        raise NotFound("Legg personen til i rommet først.")
    return room, presence.participant


def _page(
    public_id: str,
    participant_id: int,
    typed: dict[str, Any],
    errors: dict[str, str],
    status: int = 200,
) -> ResponseReturnValue:
    with context.reading() as db:
        room, teller = _room_and_teller(db, public_id, participant_id)
        activity = activities.require_current(db, room)
        interview = _interview(db, activity, teller)
        view = on_behalf.view(room, teller, interview, typed, errors)
        html = render_template(
            "room/on_behalf.html",
            view=view,
            action=url_for("on_behalf.write", public_id=public_id, participant_id=teller.id),
        )
        return html, status
