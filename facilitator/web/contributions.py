"""Typed cards over HTTP: kept while they are written, and sent by a person or a group."""

import functools
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import card_fields, contributions, copies, drafts, pens, positions, rooms
from facilitator.domain.contributions import Sent
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Room
from facilitator.presentation import phone_card, phone_position, phone_reframe
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.processes.schema import Phase
from facilitator.web import context, phone
from facilitator.web.drafts import form, saved

blueprint = Blueprint("contributions", __name__)

DECISIONS = ("visibility", "show_name", "agreed", "keep")


@blueprint.post("/rom/<public_id>/kladd/kort/<int:activity_id>/<phase_key>")
def save_own(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """What one has written of one's own cards. Never refused because the room has gone on."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        activity = phone.activity_in(db, room, activity_id)
        phase = phase_of(activity, phase_key)
        if phase.writes != "each" or not _may_be_drafted(phase):
            raise NotFound("Her lagres det først når det sendes.")
        draft = drafts.save_own(
            db, activity, person.id, f"card:{phase.key}", _flat(phase), now=context.now(), **form()
        )
        return saved(draft, room, asks=phase.visibility not in (None, "me"))


def _may_be_drafted(phase: Phase) -> bool:
    """Nothing is kept of what nobody may be tied to, before it is sent."""
    return not positions.is_secret(phase) and not contributions.only_shares(phase)


@blueprint.post("/rom/<public_id>/kladd/gruppekort/<int:group_id>/<phase_key>")
def save_group(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """What the group's pen has written of its cards."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        group = phone.own_group(db, room, person, group_id)
        phase = phase_of(phone.activity_in(db, room, group.activity_id), phase_key)
        draft = pens.save_group(
            db, group, phase.key, person, _flat(phase), now=context.now(), **form()
        )
        return saved(draft, room)


@blueprint.post("/rom/<public_id>/bidrag/<int:activity_id>/<phase_key>")
def send_own(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """One's own cards of a phase. Late ones are taken until the room closes."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            activity = phone.activity_in(db, room, activity_id)
            phase = phase_of(activity, phase_key)
            _require_time(activity, phase)
            contributions.contribute(db, activity, phase, person, _sent(phase), context.now())
            shared = contributions.only_shares(phase)
    except Invalid as invalid:
        return _again(public_id, invalid, activity_id, phase_key)
    if shared and not context.wants_json():
        # A phone without script keeps no secret: the page that says thank you holds it.
        secret = f"{request.form.get('board_secret', '')[:64]}-0"
        page = functools.partial(phone_reframe.sent, secret=secret)
        return phone.show_page(public_id, activity_id, lambda db, room: page)
    return context.done(url_for("phone.show", public_id=public_id), message="Lagret.")


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/bidrag")
def send_group(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Ferdig.» Pressed again after a change, the same cards are revised."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            group = phone.own_group(db, room, person, group_id)
            activity = db.get_one(Activity, group.activity_id)
            phase = phase_of(activity, phase_key)
            _require_time(activity, phase)
            contributions.contribute_group(
                db, activity, phase, group, person, _sent(phase), context.now()
            )
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/legg-ut")
def lay_out_group(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """What the group finished earlier goes to the board with one tap."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            group = phone.own_group(db, room, person, group_id)
            activity = db.get_one(Activity, group.activity_id)
            phase = phase_of(activity, phase_key)
            _require_time(activity, phase)
            contributions.lay_out_group(db, activity, phase, group, person, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/kopi/<int:activity_id>/trekk")
def withdraw_copy(public_id: str, activity_id: int) -> ResponseReturnValue:
    """An anonymous copy is taken back by the phone that holds its secret, and by no other."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        phone.here(db, room)
        activity = phone.activity_in(db, room, activity_id)
        found = copies.withdraw(db, activity, request.form.get("secret", "")[:128])
    message = "Kopien er tatt bort fra tavla." if found else "Kopien ligger ikke på tavla."
    return context.done(url_for("phone.show", public_id=public_id), message=message)


@blueprint.get("/rom/<public_id>/kort/<int:activity_id>/<phase_key>")
def show(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """The form of a phase's card on its own page: to be changed later, until its date."""

    def page(db: Session, room: Room) -> phone.Page:
        phase = phase_of(phone.activity_in(db, room, activity_id), phase_key)
        return functools.partial(_page_of, phase=phase)

    return phone.show_page(public_id, activity_id, page)


def _page_of(scene: Scene, phase: Phase) -> Screen:
    """One's own form; the group's where it was written together."""
    group = scene.group(phase.groups) if phase.writes == "group" else None
    if phase.writes == "group":
        if group is None:
            raise NotFound("Du er ikke med i noen gruppe her.")
        return phone_card.together(scene, group, phase)
    if positions.is_secret(phase):
        return phone_position.answering(scene, phase)
    return phone_reframe.own(scene, phase) or phone_card.own(scene, phase)


def _require_time(activity: Activity, phase: Phase) -> None:
    """Raises Gone when the room is closed, and it may not be changed afterwards either."""
    if not contributions.may_send(activity, phase, context.today()):
        rooms.require_open(activity.room)


def phase_of(activity: Activity, key: str) -> Phase:
    """A phase that writes a card. Raises NotFound."""
    phase = next((p for p in process_of(activity).phases if p.key == key), None)
    if phase is None or phase.card is None:
        raise NotFound
    return phase


def _again(
    public_id: str, invalid: Invalid, activity_id: int, phase_key: str
) -> ResponseReturnValue:
    if context.wants_json():
        raise invalid

    def page(db: Session, room: Room) -> phone.Page:
        phase = phase_of(phone.activity_in(db, room, activity_id), phase_key)
        return functools.partial(_page_of, phase=phase)

    return phone.show_again(public_id, invalid, page)


def _flat(phase: Phase) -> dict[str, Any]:
    """The form's fields by their names, and what was decided beside them."""
    spec = contributions.spec_of(phase)
    found: dict[str, Any] = {}
    for row in card_fields.rows_in(spec, request.form):
        for name, ticked in card_fields.names(spec, row):
            if ticked:
                if chosen := request.form.getlist(name):
                    found[name] = chosen
            elif name in request.form:
                found[name] = request.form[name]
    return found | {name: request.form.get(name, "") for name in DECISIONS if name in request.form}


def _sent(phase: Phase) -> Sent:
    return Sent(
        flat={name: value for name, value in _flat(phase).items() if name not in DECISIONS},
        visibility=request.form.get("visibility", ""),
        show_name=bool(request.form.get("show_name")),
        keep=bool(request.form.get("keep")),
        agreed=bool(request.form.get("agreed")),
        secret=request.form.get("board_secret", "")[:64],
        version=request.form.get("version", type=int),
        token=context.client_id(),
    )
