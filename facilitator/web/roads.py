"""Roads: any open station on the phone, and the whole road in the arbeidsmappe."""

import functools

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import card_fields, entry, portfolios, roads
from facilitator.domain.running import process_of, state_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Room
from facilitator.presentation import phone as phone_page
from facilitator.presentation import phone_road, phone_scene, road_page
from facilitator.processes.schema import Phase
from facilitator.web import context, phone
from facilitator.web.cards import client_id

blueprint = Blueprint("roads", __name__)

LOCKED = "Denne stasjonen åpner når den før er tegnet, eller når rommet kommer dit."


@blueprint.get("/rom/<public_id>/vei/<int:activity_id>/<phase_key>")
def station(public_id: str, activity_id: int, phase_key: str) -> ResponseReturnValue:
    """A station from before, to draw it again; or the next, when this one is drawn."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        presence = entry.presence_in(db, room, context.current_actor(db))
        activity = phone.activity_in(db, room, activity_id)
        scene = phone_scene.read(db, room, presence, context.now(), activity, None)
        page = functools.partial(phone_road.station, phase=_open_station(scene, phase_key))
        shared = entry.is_shared(db, context.current_actor(db))
        view = phone_page.view(scene, page=page, shared=shared)
        name = "room/_phone.html" if context.wants_snapshot() else "room/phone.html"
        response = context.no_store(make_response(render_template(name, view=view)))
    response.headers["X-Offline"] = "1"
    return response


def _open_station(scene: phone_scene.Scene, key: str) -> Phase:
    process = process_of(scene.on)
    phase = next((p for p in roads.stations(process) if p.key == key), None)
    if phase is None:
        raise NotFound
    group = scene.group(phase.groups or "")
    if group is None:
        raise NotAllowed("Du er ikke med på et lag her.")
    card = phone_road.road_of(scene, phase, group)
    if not roads.may_draw(process, phase, state_of(scene.on).index, card.fields if card else {}):
        raise NotAllowed(LOCKED)
    return phase


# --- in the arbeidsmappe ----------------------------------------------------------------------


@blueprint.get("/mappe/veikart/<int:card_id>")
def show(card_id: int) -> ResponseReturnValue:
    """The road as it is now, as a picture and as a list, with where its owners have been."""
    with context.reading() as db:
        return _page(db, roads.own_road(db, context.current_actor(db), card_id))


@blueprint.post("/mappe/veikart/<int:card_id>")
def revise(card_id: int) -> ResponseReturnValue:
    """A living document: changed whenever life has changed it."""
    try:
        with context.transaction() as db:
            card = roads.own_road(db, context.current_actor(db), card_id)
            roads.revise(db, card, _typed(card), context.now())
    except Invalid as invalid:
        return _refused(card_id, invalid)
    return _done(card_id)


@blueprint.post("/mappe/veikart/<int:card_id>/her")
def mark(card_id: int) -> ResponseReturnValue:
    """«Hvor er du på veien?»"""
    try:
        with context.transaction() as db:
            actor = context.current_actor(db)
            card = roads.own_road(db, actor, card_id)
            person = portfolios.require_person(db, actor)
            flat = {f"0-{name}": request.form.get(f"0-{name}", "") for name in ("station", "text")}
            roads.mark(db, card, person, flat, client_id=client_id(), now=context.now())
    except Invalid as invalid:
        return _refused(card_id, invalid)
    return _done(card_id)


def _done(card_id: int) -> ResponseReturnValue:
    """Script goes on to the page anew, since nothing is told to it over a socket."""
    page = url_for("roads.show", card_id=card_id)
    return context.done(page, next=page)


def _typed(card: Card) -> dict[str, object]:
    """The form's fields; a road has no field with several values of one name."""
    spec = roads.spec_of(card)
    names = {name for row in (0,) for name, _ in card_fields.names(spec, row)}
    return {name: request.form[name] for name in names if name in request.form}


def _refused(card_id: int, invalid: Invalid) -> ResponseReturnValue:
    """Script shows the fault at the field; a plain form gets its page again with the text."""
    if context.wants_json():
        raise invalid
    with context.reading() as db:
        card = roads.own_road(db, context.current_actor(db), card_id)
        response = _page(db, card, typed=request.form.to_dict(), errors=invalid.errors)
    response.status_code = 422
    return response


def _page(
    db: Session,
    card: Card,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    room: Room = db.get_one(Activity, card.activity_id).room
    view = road_page.view(db, card, room, typed or {})
    html = render_template("portfolio/road.html", view=view, errors=errors or {})
    return context.no_store(make_response(html))
