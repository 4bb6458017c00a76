"""Saying yes to a story, changing one's mind, and the short cards of a table."""

import functools
import secrets
from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, approval, cards, copies, group_cards, rooms
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Interview, Room
from facilitator.presentation import phone_story, strengths
from facilitator.web import context, phone
from facilitator.web.drafts import lines

blueprint = Blueprint("cards", __name__)


@blueprint.post("/rom/<public_id>/fortelling/<int:interview_id>/godkjenn")
def approve(public_id: str, interview_id: int) -> ResponseReturnValue:
    """The teller's yes. Also later than Godkjenn, and from the arbeidsmappe."""
    try:
        card_id, own_page = _approve(public_id, interview_id)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(
            public_id,
            invalid,
            lambda db, room: phone.story_page(phone.interview_in(db, room, interview_id)),
        )
    return context.done(own_page, id=card_id)


def _approve(public_id: str, interview_id: int) -> tuple[int, str]:
    form = request.form
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        interview = phone.interview_in(db, room, interview_id)
        activity = db.get_one(Activity, interview.activity_id)
        phase = activities.approve_phase(activities.process_of(activity))
        card = approval.approve_story(
            db,
            interview,
            person.id,
            phone.typed_fields(),
            visibility=form.get("visibility", ""),
            show_name=bool(form.get("show_name")),
            thanks=form.get("thanks", ""),
            phase_key=phase.key if phase else "",
            known_strengths=known(room),
            client_id=client_id(),
            now=context.now(),
        )
        return card.id, _next_page(db, room, interview)


def _next_page(db: Session, room: Room, interview: Interview) -> str:
    """Where a form without script goes on: the phone, or one's story when the room is shut."""
    if room.is_open and room.activity_id == interview.activity_id:
        return url_for("phone.show", public_id=room.public_id)
    return url_for("phone.own_story", public_id=room.public_id, interview_id=interview.id)


@blueprint.post("/rom/<public_id>/fortelling/<int:interview_id>/tillegg")
def settle_late(public_id: str, interview_id: int) -> ResponseReturnValue:
    """What the writer added late: take it, or let it lie."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        interview = phone.interview_in(db, room, interview_id)
        use = request.form.get("use") == "1"
        approval.settle_late(db, interview, person.id, use=use, known_strengths=known(room))
    return context.done(url_for("phone.own_story", public_id=public_id, interview_id=interview_id))


@blueprint.post("/rom/<public_id>/kort/<int:card_id>/synlighet")
def set_visibility(public_id: str, card_id: int) -> ResponseReturnValue:
    def change(db: Session, card: Card) -> None:
        cards.set_visibility(
            db, card, request.form.get("visibility", ""), context.now(), show_name=named()
        )

    return _change_story(public_id, card_id, change)


@blueprint.post("/rom/<public_id>/kort/<int:card_id>/trekk")
def withdraw(public_id: str, card_id: int) -> ResponseReturnValue:
    """Taken back: gone from every board, its anonymous copy too; the owner still has it."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        card = _own_card(db, room, card_id)
        cards.withdraw(db, card, context.now())
        if secret := request.form.get("secret", "")[:128]:
            copies.withdraw(db, card.activity, secret)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/kort/<int:card_id>/rett")
def revise(public_id: str, card_id: int) -> ResponseReturnValue:
    def change(db: Session, card: Card) -> None:
        approval.revise_story(db, card, phone.typed_fields(), known(card.activity.room))

    return _change_story(public_id, card_id, change)


def _change_story(
    public_id: str, card_id: int, change: Callable[[Session, Card], None]
) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            card = _own_card(db, room, card_id)
            if card.type != "story":
                raise NotAllowed
            change(db, card)
            next_url = _story_page(db, room, card)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid, functools.partial(_page_of, card_id=card_id))
    return context.done(next_url)


def _page_of(db: Session, room: Room, card_id: int) -> phone.Page:
    card = _own_card(db, room, card_id)
    return functools.partial(phone_story.own_card, card=card)


def _story_page(db: Session, room: Room, card: Card) -> str:
    interview = _interview_of(db, card)
    if interview is None:
        return url_for("phone.show", public_id=room.public_id)
    return _next_page(db, room, interview)


def _interview_of(db: Session, card: Card) -> Interview | None:
    return db.scalar(
        select(Interview).where(
            Interview.activity_id == card.activity_id,
            Interview.teller_id == card.owner_id,
            Interview.interviewer_id == card.written_by_id,
        )
    )


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/linje")
def add_line(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """One line while listening: «Hva gjorde det mulig?» The table reads it afterwards."""
    try:
        _add_line(public_id, group_id, phase_key)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id), message="Lagret.")


def _add_line(public_id: str, group_id: int, phase_key: str) -> None:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        group = phone.own_group(db, room, person, group_id)
        activity = db.get_one(Activity, group.activity_id)
        phase = _phase_with_card(activity, phase_key, writes="listeners")
        group_cards.post_line(
            db,
            activity,
            person.id,
            phase_key=phase_key,
            type=phase,
            text=request.form.get("text", ""),
            visibility="group",
            group=group,
            client_id=client_id(),
            now=context.now(),
        )


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/ferdig")
def finish_group(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Ferdig.» Pressed again after a change, the same cards are revised."""
    try:
        _finish_group(public_id, group_id, phase_key)
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid)
    return context.done(url_for("phone.show", public_id=public_id))


def _finish_group(public_id: str, group_id: int, phase_key: str) -> None:
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        group = phone.own_group(db, room, person, group_id)
        activity = db.get_one(Activity, group.activity_id)
        group_cards.finish_group(
            db,
            group,
            person,
            phase_key=phase_key,
            type=_phase_with_card(activity, phase_key, writes="group"),
            texts=lines(),
            keep=bool(request.form.get("keep")),
            version=request.form.get("version", type=int),
            now=context.now(),
        )


def _phase_with_card(activity: Activity, phase_key: str, *, writes: str) -> str:
    """The card type that a phase writes. Raises NotFound for one that writes none like it."""
    process = activities.process_of(activity)
    for phase in process.phases:
        if phase.key == phase_key and phase.card is not None and phase.writes == writes:
            return phase.card.type
    raise NotFound


def _own_card(db: Session, room: Room, card_id: int) -> Card:
    phone.here(db, room)
    card = cards.find(db, card_id)
    if db.get_one(Activity, card.activity_id).room_id != room.id:
        raise NotFound
    cards.require_owner(db, card, context.current_actor(db))
    return card


def known(room: Room) -> frozenset[str]:
    return strengths.known(room.gathering.cohort.catalogue)


def client_id() -> str:
    """Without script a form carries the one the page was drawn with; never an empty one."""
    return context.client_id() or secrets.token_hex(12)


def named() -> bool | None:
    """Whether the teller's name may stand; None from a form that does not ask."""
    return bool(request.form.get("show_name")) if request.form.get("asks_name") else None
