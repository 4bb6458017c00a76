"""«Slett alt om meg» and «Rett opplysningene mine», by oneself or through a prosessleder."""

import dataclasses
import datetime as dt

from flask import Blueprint, current_app, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import audit, forgetting, portfolios, roster_changes
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotAllowed
from facilitator.kept_copies import last_copy
from facilitator.models import Participant
from facilitator.presentation import forgetting as shown
from facilitator.web import context, desk, mailing

blueprint = Blueprint("forgetting", __name__)

NOT_CONFIRMED = (
    "Dette gjør du med din personlige lenke, eller når prosesslederen har bekreftet navnet ditt."
)
NOT_GUEST = "Du er gjest her. Si fra til prosesslederen hvis navnet ditt er galt."
WISHED = "Ønsket er tatt imot. Du kan angre her til og med {day}."
KEPT = "Alt ditt blir her. Ingenting er slettet."
KEPT_OF = "Ønsket er tatt bort. Ingenting er slettet."
CORRECTED = "Opplysningene dine er rettet."
WHO = "Skriv hvem som har bedt om det."
WHO_LIMIT = 80
FIELDS = ("name", "email", "role", "workplace", "municipality")


def _me(db: Session) -> tuple[Actor, Participant]:
    """Oneself, by more than a name. Raises NotAllowed for a name that nobody has confirmed."""
    actor = context.current_actor(db)
    person = portfolios.require_person(db, actor)
    if person.guest_of is None and portfolios.scope_of(db, person, actor) is not None:
        raise NotAllowed(NOT_CONFIRMED)
    context.say_outside(person.cohort)
    return actor, person


def _last_copy() -> dt.date | None:
    """When the last copy that holds it is gone, should it be asked for now."""
    deleted = context.today() + dt.timedelta(days=forgetting.DAYS + 1)
    return last_copy(current_app.config["SETTINGS"], deleted)


# --- by oneself -------------------------------------------------------------------------------


@blueprint.get("/mappe/slett")
def ask() -> ResponseReturnValue:
    """What would happen, and the button."""
    with context.reading() as db:
        _, person = _me(db)
        view = shown.view(db, person, context.now(), _last_copy(), to_them=True)
    return context.no_store(make_response(render_template("portfolio/forget.html", view=view)))


@blueprint.post("/mappe/slett")
def wish() -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person = _me(db)
        forgetting.ask(db, person, actor, context.now(), by=person.name)
        told = shown.notice(db, person, context.now())
    until = told.wish.until if told and told.wish else ""
    flash(WISHED.format(day=until), "good")
    return context.done(url_for("portfolio.show"))


@blueprint.post("/mappe/slett/angre")
def change_mind() -> ResponseReturnValue:
    with context.transaction() as db:
        actor, person = _me(db)
        forgetting.change_mind(db, person, actor, context.now())
    flash(KEPT, "good")
    return context.done(url_for("portfolio.show"))


@blueprint.get("/mappe/opplysninger")
def details() -> ResponseReturnValue:
    return _details()


def _details(invalid: Invalid | None = None) -> ResponseReturnValue:
    with context.reading() as db:
        person = _listed(db)[1]
        written = dataclasses.asdict(roster_changes.as_fields(person))
    if invalid:
        written |= {name: request.form.get(name, "") for name in FIELDS}
    html = render_template(
        "portfolio/details.html", written=written, errors=invalid.errors if invalid else {}
    )
    return context.no_store(make_response(html, 422 if invalid else 200))


def _listed(db: Session) -> tuple[Actor, Participant]:
    actor, person = _me(db)
    if person.guest_of is not None:
        raise NotAllowed(NOT_GUEST)
    return actor, person


@blueprint.post("/mappe/opplysninger")
def correct() -> ResponseReturnValue:
    """One's own name, address and workplace. The log says that they were changed, not to what."""
    try:
        with context.transaction() as db:
            actor, person = _listed(db)
            before = roster_changes.as_fields(person)
            said = {name: request.form.get(name, getattr(before, name)) for name in FIELDS}
            roster_changes.change(db, person, dataclasses.replace(before, **said))
            if roster_changes.as_fields(person) != before:
                audit.note(
                    db, actor, audit.CHANGED, context.now(), "opplysninger om seg selv",
                    about=person.id, cohort=person.cohort_id,
                )  # fmt: skip
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _details(invalid)
    flash(CORRECTED, "good")
    return context.done(url_for("portfolio.show"))


# --- by a prosessleder, for somebody who has asked --------------------------------------------


@blueprint.get("/deltakere/liste/<int:participant_id>/slett")
def ask_for(participant_id: int) -> ResponseReturnValue:
    return _for(participant_id)


def _for(participant_id: int, invalid: Invalid | None = None) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        person = roster_changes.find(db, at.cohort, participant_id)
        view = shown.view(db, person, context.now(), _last_copy())
    html = render_template(
        "portfolio/forget_for.html",
        view=view,
        errors=invalid.errors if invalid else {},
        typed=request.form.get("who", ""),
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html, 422 if invalid else 200))


@blueprint.post("/deltakere/liste/<int:participant_id>/slett")
def wish_for(participant_id: int) -> ResponseReturnValue:
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            person = roster_changes.find(db, at.cohort, participant_id)
            who = clean_line(request.form.get("who", ""), "who", most=WHO_LIMIT, needed=WHO)
            by = f"{at.name}, etter ønske fra {who}"
            forgetting.ask(db, person, at.actor, context.now(), by=by)
            kull = at.desk.kull or None
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _for(participant_id, invalid)
    return context.done(url_for("forgetting.ask_for", participant_id=participant_id, kull=kull))


@blueprint.post("/deltakere/liste/<int:participant_id>/slett/angre")
def change_mind_for(participant_id: int) -> ResponseReturnValue:
    with context.transaction() as db:
        at = desk.at_desk(db)
        person = roster_changes.find(db, at.cohort, participant_id)
        forgetting.change_mind(db, person, at.actor, context.now())
        kull = at.desk.kull or None
    flash(KEPT_OF, "good")
    return context.done(url_for("roster.person", participant_id=participant_id, kull=kull))


@blueprint.get("/deltakere/slettinger")
def wishes() -> ResponseReturnValue:
    """Who is to be deleted, and when. For the kursholder."""
    with context.reading() as db:
        at = desk.at_owners_desk(db)
        lines = shown.lines(db, at.cohort)
        goes_on = shown.goes_on(db, at.cohort, context.now())
        letters = mailing.about_deletion(db, at.cohort)
    html = render_template(
        "portfolio/forget_list.html",
        lines=lines,
        goes_on=goes_on,
        letters=letters,
        desk=at.desk,
        leader=at.name,
    )
    return context.no_store(make_response(html))
