"""Giving each other strengths, receiving them, and picking those one knows oneself in."""

import functools

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import (
    card_fields,
    cards,
    closed,
    contributions,
    drafts,
    giving,
    portfolios,
    receiving,
    rooms,
)
from facilitator.domain.contributions import Sent
from facilitator.domain.giving import Giving
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Card, Group, Room
from facilitator.presentation import phone_give, pick_strengths
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.processes.schema import Phase
from facilitator.web import context, phone
from facilitator.web.cards import client_id
from facilitator.web.contributions import phase_of
from facilitator.web.drafts import form, saved

blueprint = Blueprint("giving", __name__)

FIELDS = ("receiver", "strength", "saw", "when")


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/gi")
def give(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """A card to somebody in one's ring. Late ones are taken until the room closes."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            rooms.require_open(room)
            group = phone.own_group(db, room, person, group_id)
            activity, phase = _place(db, room, group, phase_key)
            giving.give(db, activity, phase, group, person, _sent(), context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid, functools.partial(_give_page, group_id))
    return context.done(url_for("phone.show", public_id=public_id), message="Gitt.")


def _sent() -> Giving:
    form = request.form
    return Giving(
        receiver_id=form.get("receiver", 0, type=int),
        strength=form.get("strength", ""),
        saw=form.get("saw", ""),
        when=form.get("when", ""),
        client_id=client_id(),
    )


def _place(db: Session, room: Room, group: Group, phase_key: str) -> tuple[Activity, Phase]:
    activity = phone.activity_in(db, room, group.activity_id)
    return activity, phase_of(activity, phase_key)


def _give_page(group_id: int, db: Session, room: Room) -> phone.Page:
    def page(scene: Scene) -> Screen:
        group = next((g for g in scene.groups if g.id == group_id), None)
        phase_key = (request.view_args or {}).get("phase_key", "")
        return phone_give.give_page(scene, phase_of(scene.on, phase_key), group)

    return page


@blueprint.post("/rom/<public_id>/kladd/gi/<int:group_id>/<phase_key>")
def save(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """What one is about to give, kept while it is written; nobody else reads it."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        group = phone.own_group(db, room, person, group_id)
        activity, phase = _place(db, room, group, phase_key)
        fields = {name: request.form.get(name, "") for name in FIELDS}
        # Only what was written in words is text to its writer; the rest is where it goes.
        kept = fields | {name: [fields[name]] for name in ("receiver", "strength")}
        draft = drafts.save_own(
            db, activity, person.id, f"card:{phase.key}", kept, now=context.now(), **form()
        )
        return saved(draft, room)


@blueprint.post("/rom/<public_id>/styrkekort/<int:card_id>/ta-tilbake")
def take_back(public_id: str, card_id: int) -> ResponseReturnValue:
    """The giver regrets a card that its receiver has not seen."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        giving.take_back(db, _card(db, room, card_id, person.id), person, context.now())
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/styrkekort/<int:card_id>/takk")
def thank(public_id: str, card_id: int) -> ResponseReturnValue:
    """«Takk», and the next one is opened."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        receiving.thank(db, _card(db, room, card_id, person.id), person, context.now())
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/gruppe/<int:group_id>/<phase_key>/ta-imot")
def receive(public_id: str, group_id: int, phase_key: str) -> ResponseReturnValue:
    """«Jeg tar imot nå»: the ring has come further than the clock."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        person = phone.here(db, room)
        rooms.require_open(room)
        group = phone.own_group(db, room, person, group_id)
        activity, phase = _place(db, room, group, phase_key)
        receiving.come_to_receive(db, activity, phase, person)
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/rom/<public_id>/styrkekort/<int:card_id>/kart")
def put_on_map(public_id: str, card_id: int) -> ResponseReturnValue:
    """Whether a card one has been given counts on the room's map."""
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        phone.here(db, room)
        card = _card(db, room, card_id, 0)
        cards.require_owner(db, card, context.current_actor(db))
        receiving.put_on_map(db, card, context.now(), shown=request.form.get("shown") == "1")
    return context.done(url_for("phone.show", public_id=public_id))


@blueprint.post("/mappe/styrkekort/<int:card_id>/kart")
def put_on_map_later(card_id: int) -> ResponseReturnValue:
    """The same from one's arbeidsmappe, also when the room has closed."""
    with context.transaction() as db:
        card = portfolios.own_card(db, context.current_actor(db), card_id)
        if not closed.is_given(card):
            raise NotFound("Kortet finnes ikke lenger.")
        receiving.put_on_map(db, card, context.now(), shown=request.form.get("shown") == "1")
    return context.done(url_for("portfolio.show", _anchor=f"card-{card_id}"))


@blueprint.post("/rom/<public_id>/styrker/<int:activity_id>/<phase_key>")
def pick(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """The strengths one picks for oneself: a card for each, revised when sent again."""
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            person = phone.here(db, room)
            rooms.require_open(room)
            activity = phone.activity_in(db, room, activity_id)
            phase = _picking(activity, phase_key)
            sent = Sent(_rows(phase, _picked(phase)))
            contributions.contribute(db, activity, phase, person, sent, context.now())
    except Invalid as invalid:
        if context.wants_json():
            raise
        return phone.show_again(public_id, invalid, functools.partial(_pick_page, activity_id))
    return context.done(url_for("phone.show", public_id=public_id), message="Lagret.")


def _picking(activity: Activity, phase_key: str) -> Phase:
    phase = phase_of(activity, phase_key)
    if not pick_strengths.is_picking(phase):
        raise NotFound
    return phase


def _picked(phase: Phase) -> tuple[str, ...]:
    return tuple(dict.fromkeys(request.form.getlist(pick_strengths.field_of(phase))))


def _rows(phase: Phase, picked: tuple[str, ...]) -> dict[str, list[str]]:
    """One card for each; the rows that are no longer needed are sent empty."""
    name = pick_strengths.field_of(phase).removeprefix("0-")
    most = card_fields.most_rows(contributions.spec_of(phase))
    if len(picked) > most:
        raise Invalid({f"0-{name}": f"Velg inntil {most}."})
    return {f"{row}-{name}": list(picked[row : row + 1]) for row in range(most)}


def _pick_page(activity_id: int, db: Session, room: Room) -> phone.Page:
    def page(scene: Scene) -> Screen:
        phase_key = (request.view_args or {}).get("phase_key", "")
        phase = _picking(phone.activity_in(db, room, activity_id), phase_key)
        return pick_strengths.screen(scene, phase, _picked(phase))

    return page


def _card(db: Session, room: Room, card_id: int, person_id: int) -> Card:
    """A given card of this room. For anybody but those two it does not exist."""
    card = cards.find(db, card_id)
    whose = {card.owner_id, card.author_id}
    if db.get_one(Activity, card.activity_id).room_id != room.id or not closed.is_given(card):
        raise NotFound("Kortet finnes ikke lenger.")
    if person_id and person_id not in whose:
        raise NotFound("Kortet finnes ikke lenger.")
    return card
