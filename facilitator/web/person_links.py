"""«Enheter og lenker»: what opens an arbeidsmappe, seen and taken back by the one it is about.

The kull's prosessledere do the same from the person's page. What is taken back ends at once, also
on screens that are open.
"""

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import access_listing, links, roster_changes, whole_mappe
from facilitator.domain.policies import Actor
from facilitator.errors import NotFound
from facilitator.models import Participant
from facilitator.models.people import LEFT
from facilitator.presentation import person_links
from facilitator.web import context, desk
from facilitator.web.links import shown_link

blueprint = Blueprint("person_links", __name__)

LINK_OFF = "Lenken er tatt tilbake. Den åpner ingenting lenger."
LINKS_OFF = "Alle lenkene er tatt tilbake."
DEVICE_OFF = "Enheten er tatt bort."


# --- by oneself -------------------------------------------------------------------------------


def _me(db: Session) -> tuple[Actor, Participant]:
    actor = context.current_actor(db)
    return actor, whole_mappe.require_owner(db, actor)


@blueprint.get("/mappe/enheter")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        actor, person = _me(db)
        view = person_links.view(db, person, context.now(), actor.device_id)
    html = render_template("portfolio/access.html", view=view)
    return context.no_store(make_response(html))


@blueprint.post("/mappe/enheter/<int:claim_id>/bort")
def take_device(claim_id: int) -> ResponseReturnValue:
    """«Ta bort», or «Ikke min»: then what was written on it goes with the device."""
    with context.transaction() as db:
        actor, person = _me(db)
        mine = request.form.get("mine") != "no"
        access_listing.take_off(db, actor, person, claim_id, context.now(), was_mine=mine)
    context.forget_actor()
    return _back(DEVICE_OFF)


@blueprint.post("/mappe/lenker/ny")
def renew() -> ResponseReturnValue:
    """A new link in place of the old ones."""
    with context.transaction() as db:
        actor, person = _me(db)
        token, name = links.renew(db, actor, person, context.now()), person.name
    back = url_for("person_links.show")
    return shown_link(name, token, is_leader=False, back=back, is_own=True)


@blueprint.post("/mappe/lenker/bort")
def take_links() -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person = _me(db)
        links.take_back_all(db, actor, person, context.now())
    return _back(LINKS_OFF)


@blueprint.post("/mappe/lenker/<int:link_id>/bort")
def take_link(link_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person = _me(db)
        links.take_back(db, actor, person, link_id, context.now())
    return _back(LINK_OFF)


def _back(said: str) -> ResponseReturnValue:
    flash(said, "good")
    target = url_for("person_links.show")
    return context.done(target, next=target)


# --- for a kull's prosessledere ---------------------------------------------------------------


def _of_kull(db: Session, participant_id: int) -> tuple[Actor, Participant, str | None]:
    at = desk.at_desk(db)
    person = roster_changes.find(db, at.cohort, participant_id)
    return at.actor, person, at.desk.kull or None


@blueprint.post("/deltakere/lenker/<int:participant_id>/ny")
def renew_for(participant_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person, kull = _of_kull(db, participant_id)
        if person.place == LEFT:
            raise NotFound(roster_changes.NOT_HERE)
        token, name = links.renew(db, actor, person, context.now()), person.name
    back = url_for("roster.person", participant_id=participant_id, kull=kull)
    return shown_link(name, token, is_leader=False, back=back)


@blueprint.post("/deltakere/lenker/<int:participant_id>/bort")
def take_links_of(participant_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person, kull = _of_kull(db, participant_id)
        links.take_back_all(db, actor, person, context.now())
    return _to_person(participant_id, kull, LINKS_OFF)


@blueprint.post("/deltakere/lenker/<int:participant_id>/<int:link_id>/bort")
def take_link_of(participant_id: int, link_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person, kull = _of_kull(db, participant_id)
        links.take_back(db, actor, person, link_id, context.now())
    return _to_person(participant_id, kull, LINK_OFF)


@blueprint.post("/deltakere/enheter/<int:participant_id>/<int:claim_id>/bort")
def take_device_of(participant_id: int, claim_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person, kull = _of_kull(db, participant_id)
        mine = request.form.get("mine") != "no"
        access_listing.take_off(db, actor, person, claim_id, context.now(), was_mine=mine)
    return _to_person(participant_id, kull, DEVICE_OFF)


def _to_person(participant_id: int, kull: str | None, said: str) -> ResponseReturnValue:
    flash(said, "good")
    address = url_for("roster.person", participant_id=participant_id, kull=kull, _anchor="tilgang")
    return context.done(address, next=address)
