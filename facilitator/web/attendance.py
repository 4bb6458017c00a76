"""`/oppmote`: the kull's oppmøte at the desk. For the prosessledere of the kull."""

import datetime as dt
import secrets
from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    attendance,
    attendance_terms,
    attendance_undo,
    audiences,
    leading,
    rooms,
)
from facilitator.domain.attendance import Saved
from facilitator.domain.attendance_log import Press
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid, NotFound
from facilitator.models import Cohort, Facilitator, Gathering, Participant, Room
from facilitator.models.cohort import YEAR
from facilitator.presentation import (
    attendance_list,
    attendance_log,
    attendance_person,
    attendance_year,
    people,
)
from facilitator.presentation.attendance import HALVES
from facilitator.web import context, desk
from facilitator.web.desk import At

blueprint = Blueprint("attendance", __name__, url_prefix="/oppmote")

NOTHING: Mapping[str, str] = {}


@blueprint.get("")
def show() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        view = attendance_year.view(db, at.cohort, context.today())
    return _render("attendance/year.html", at, view)


@blueprint.get("/logg")
def log() -> ResponseReturnValue:
    return _log_page()


def _log_page(errors: Mapping[str, str] = NOTHING) -> Response:
    older_than = request.args.get("eldre", type=int)
    with context.reading() as db:
        at = desk.at_desk(db)
        view = attendance_log.of_cohort(db, at.cohort, context.today(), older_than)
    return _render("attendance/log.html", at, view, errors)


@blueprint.get("/<int:gathering_id>")
def show_list(gathering_id: int) -> ResponseReturnValue:
    return _list_page(gathering_id)


def _list_page(gathering_id: int, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        at, gathering = _at_gathering(db, gathering_id)
        view = attendance_list.view(db, gathering, context.now())
    return _render("attendance/list.html", at, view, errors)


@blueprint.post("/<int:gathering_id>")
def save_list(gathering_id: int) -> ResponseReturnValue:
    """The whole list with one tap: what is proposed, who was added, who was not there."""
    half = request.form.get("half", "")
    try:
        with context.transaction() as db:
            at, gathering = _at_gathering(db, gathering_id)
            attendance.require_held(gathering, context.today())
            saved = _save(db, at, (half,) if half in HALVES else ())
            _tell_room(db, gathering.id)
    except Invalid as invalid:
        return _refused(_list_page(gathering_id, invalid.errors), invalid)
    flash(_saved_words(saved, half))
    return context.done(url_for("attendance.show_list", gathering_id=gathering_id))


def _save(db: Session, at: At, confirming: tuple[str, ...]) -> Saved:
    form = request.form
    ticks = attendance_list.ticks(
        form.get("seen", ""), form.getlist("there"), form.get("everybody", "")
    )
    return attendance.save_ticks(db, at.cohort, ticks, confirming, context.today(), _press(at))


def _saved_words(saved: Saved, half: str) -> str:
    if saved.changed:
        what = f"Oppmøtet for {HALVES[half]}" if half in HALVES else "Oppmøtet"
        said = f"{what} er lagret. {saved.changed} ble endret."
    else:
        said = "Ingenting var endret. Sett hake ved dem som var her."
    if saved.others:
        said += f" {saved.others} var endret av noen andre imens, og står slik de satte det."
    return said


@blueprint.get("/person/<int:participant_id>")
def show_person(participant_id: int) -> ResponseReturnValue:
    return _person_page(participant_id)


def _person_page(participant_id: int, errors: Mapping[str, str] = NOTHING) -> Response:
    with context.reading() as db:
        at, person = _at_person(db, participant_id)
        view = attendance_person.view(db, at.cohort, person, context.today())
    return _render("attendance/person.html", at, view, errors)


@blueprint.post("/person/<int:participant_id>")
def save_person(participant_id: int) -> ResponseReturnValue:
    """One person's half days, in any samling that was held."""
    try:
        with context.transaction() as db:
            at, _ = _at_person(db, participant_id)
            saved = _save(db, at, tuple(HALVES))
    except Invalid as invalid:
        return _refused(_person_page(participant_id, invalid.errors), invalid)
    flash(_saved_words(saved, ""))
    return _to_person(participant_id)


@blueprint.post("/person/<int:participant_id>/fra")
def set_entry(participant_id: int) -> ResponseReturnValue:
    """«Med fra samling 3»."""
    chosen = request.form.get("entry", "")
    try:
        with context.transaction() as db:
            at, person = _at_person(db, participant_id)
            if chosen and not (chosen.isdecimal() and len(chosen) < 12):
                raise Invalid({"entry": attendance_terms.NO_SUCH_DAY})
            entry = int(chosen) if chosen else None
            attendance_terms.set_entry(db, at.cohort, person, entry, _press(at))
    except Invalid as invalid:
        return _refused(_person_page(participant_id, invalid.errors), invalid)
    flash("Lagret.")
    return _to_person(participant_id, "fra")


@blueprint.post("/person/<int:participant_id>/avtalt")
def agree(participant_id: int) -> ResponseReturnValue:
    """«Avtalt», with its date; or the agreement is taken away. There is no field for why."""
    try:
        with context.transaction() as db:
            at, person = _at_person(db, participant_id)
            on = None if request.form.get("away") else _date("agreed_on")
            attendance_terms.agree(db, at.cohort, person, on, context.today(), _press(at))
    except Invalid as invalid:
        return _refused(_person_page(participant_id, invalid.errors), invalid)
    flash("Avtalen er tatt bort." if on is None else "Avtalen er lagret.")
    return _to_person(participant_id, "avtalt")


def _date(field: str) -> dt.date:
    try:
        return dt.date.fromisoformat(request.form.get(field, "").strip())
    except ValueError:
        raise Invalid({field: "Velg datoen dere avtalte det."}) from None


@blueprint.post("/angre")
def undo() -> ResponseReturnValue:
    """Take back a whole tap, or one line of it."""
    form = request.form
    person_id = form.get("person", type=int)
    try:
        with context.transaction() as db:
            at = desk.at_desk(db)
            count = attendance_undo.take_back(
                db,
                at.cohort,
                press=form.get("press", "")[:80],
                change_id=form.get("change", type=int),
                by=at.name,
                now=context.now(),
            )
            for room in rooms.open_rooms(db, at.cohort.id):
                audiences.tell_leaders(db, room.id)
    except Invalid as invalid:
        page = _person_page(person_id, invalid.errors) if person_id else _log_page(invalid.errors)
        return _refused(page, invalid)
    flash(f"{count} er satt tilbake." if count else "Det var angret allerede.")
    if person_id:
        return _to_person(person_id, "logg")
    return context.done(url_for("attendance.log", kull=at.desk.kull or None))


def _at_gathering(db: Session, gathering_id: int) -> tuple[At, Gathering]:
    """A samling of a year, and the desk of its kull; whoever leads another gets no further."""
    actor = context.current_actor(db)
    require_leader(actor)
    found = db.get(Gathering, gathering_id)
    if found is None or found.cohort.kind != YEAR:
        raise NotFound("Denne samlingen finnes ikke.")
    return _at(db, found.cohort), found


def _at_person(db: Session, participant_id: int) -> tuple[At, Participant]:
    actor = context.current_actor(db)
    require_leader(actor)
    found = db.get(Participant, participant_id)
    if found is None or found.cohort.kind != YEAR:
        raise NotFound(attendance.NOT_A_MEMBER)
    at = _at(db, found.cohort)
    return at, attendance.find_person(db, at.cohort, participant_id)


def _at(db: Session, cohort: Cohort) -> At:
    actor = context.current_actor(db)
    leader = db.get_one(Facilitator, leading.require_cohort(actor, cohort))
    return At(leader, actor, cohort, people.desk(db, context.now(), actor, cohort))


def _tell_room(db: Session, gathering_id: int) -> None:
    """The remote shows what is proposed, so it is told."""
    for room in db.scalars(
        select(Room.id).where(Room.gathering_id == gathering_id, Room.closed_at.is_(None))
    ):
        audiences.tell_leaders(db, room)


def _press(at: At) -> Press:
    return Press.of(context.client_id(), at.name, context.now())


def _render(template: str, at: At, view: object, errors: Mapping[str, str] = NOTHING) -> Response:
    """With what was typed, after a refusal. Each page has a tap of its own."""
    html = render_template(
        template,
        view=view,
        desk=at.desk,
        cohort=at.cohort,
        leader=at.name,
        errors=errors,
        typed=request.form if errors else {},
        tap=secrets.token_hex(8),
    )
    return context.no_store(make_response(html))


def _refused(page: Response, invalid: Invalid) -> ResponseReturnValue:
    if context.wants_json():
        raise invalid
    page.status_code = invalid.status
    return page


def _to_person(participant_id: int, anchor: str = "") -> ResponseReturnValue:
    address = url_for(
        "attendance.show_person", participant_id=participant_id, _anchor=anchor or None
    )
    return context.done(address)
