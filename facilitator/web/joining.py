"""Finding one's name, and being known from then on.

The first time a phone says who it is; later it is joined at once. A phone whose person has
been marked as gone, or a tablet that two share, is asked first.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import access, borrowing, devices, rooms
from facilitator.errors import Invalid, NameTaken, NotFound
from facilitator.models import Claim, Participant, Room
from facilitator.presentation import joining
from facilitator.presentation.joining import PersonView
from facilitator.web import context, email_codes
from facilitator.web.lead import led
from facilitator.web.security import limiter, room_key

blueprint = Blueprint("joining", __name__, url_prefix="/rom/<public_id>")

GUESTS_FROM_ONE = "10 per hour"
GUESTS_IN_A_ROOM = "80 per hour"
BY_NAME = {"joining.claim", "joining.guest_form", "joining.guest", "joining.rename"}


@blueprint.before_request
def _without_names() -> ResponseReturnValue | None:
    """In a borrowed room nobody finds or types a name: see web/borrowing.py."""
    if request.endpoint not in BY_NAME:
        return None
    public_id = str((request.view_args or {}).get("public_id"))
    with context.reading() as db:
        if not borrowing.is_borrowed(context.room_or_404(db, public_id)):
            return None
    return redirect(url_for("joining.names", public_id=public_id), code=303)


@blueprint.get("/hvem")
def names(public_id: str) -> ResponseReturnValue:
    """The list of names, unless we know who this is."""
    adding = request.args.get("legg-til") == "1"
    with context.reading() as db:
        room = rooms.require_open(context.room_or_404(db, public_id))
        if borrowing.is_host(context.current_actor(db), room):
            return redirect(url_for("lead.show", public_id=public_id), code=303)
        device = context.current_device(db)
        people = joining.people_on(db, device, room)
        head = joining.head(room)
        nameless = borrowing.is_borrowed(room)
        letters = joining.names(db, room, device)
        renamed = joining.was_renamed(db, device, room)
    if people and (nameless or not adding):
        return _welcome_back(public_id, people)
    if nameless:
        return render_template("borrow/nameless.html", head=head)
    return render_template(
        "join/names.html", head=head, letters=letters, adding=bool(people), renamed=renamed
    )


def _welcome_back(public_id: str, people: list[PersonView]) -> ResponseReturnValue:
    """One person whom we know comes straight in; when in doubt, we ask."""
    if any(person.here and person.active for person in people):
        return redirect(url_for("phone.show", public_id=public_id), code=303)
    if len(people) == 1 and not people[0].left and not _is_prefetch():
        with context.transaction() as db:
            _come_in(db, context.room_or_404(db, public_id), people[0].id)
        return redirect(url_for("phone.show", public_id=public_id), code=303)
    return redirect(url_for("joining.me", public_id=public_id), code=303)


def _is_prefetch() -> bool:
    """A browser that guesses where one is going is not somebody who has come."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" in purpose


@blueprint.post("/hvem")
def claim(public_id: str) -> ResponseReturnValue:
    """«Det er meg.»"""
    person_id = _number("participant")
    try:
        with context.transaction() as db:
            room = rooms.require_open(context.room_or_404(db, public_id))
            if _is_somebody_else(db, room, person_id):
                return context.done(url_for("joining.me", public_id=public_id, valgt=person_id))
            person = _come_in(db, room, person_id)
            letter = email_codes.begin(db, room, person)
    except NameTaken as error:
        return _name_taken(public_id, person_id, error)
    if letter is not None:
        target = email_codes.send(public_id, letter)
        return context.done(target, next=target)
    return _to_room(public_id)


def _is_somebody_else(db: Session, room: Room, person_id: int) -> bool:
    """A tap on another name, from a phone that has one and did not ask for two."""
    known = devices.known_in(db, context.current_device(db), room)
    if not known or request.form.get("add") == "1":
        return False
    return person_id not in {claim.participant_id for claim in known}


def _come_in(db: Session, room: Room, person_id: int) -> Participant:
    """Claim the name and be present; the verb finds a seat when the others are seated."""
    person = db.get(Participant, person_id)
    if person is None:
        raise NotFound("Dette navnet finnes ikke på lista lenger.")
    access.claim_by_code(db, context.require_device(db), room, person, context.now())
    context.forget_actor()
    return person


def _name_taken(public_id: str, person_id: int, error: NameTaken) -> ResponseReturnValue:
    if context.wants_json():
        raise error
    with context.reading() as db:
        person = db.get_one(Participant, person_id)
        room = context.room_or_404(db, public_id)
        head, asks = joining.head(room), email_codes.can_ask(room, person)
    html = render_template("join/taken.html", head=head, person=person, asks=asks)
    return html, error.status


def _to_room(public_id: str) -> ResponseReturnValue:
    target = url_for("phone.show", public_id=public_id)
    return context.done(target, next=target)


def _number(field: str) -> int:
    value = request.form.get(field, "")
    if not value.isdecimal() or len(value) > 12:
        raise Invalid({field: "Velg navnet ditt på lista."})
    return int(value)


def _came_in(response: Response) -> bool:
    """Whoever sends names that cannot be used keeps no other guest out."""
    return response.status_code < 400


@blueprint.get("/gjest")
def guest_form(public_id: str) -> ResponseReturnValue:
    return _guest_page(public_id)


@blueprint.post("/gjest")
@limiter.limit(GUESTS_FROM_ONE)
@limiter.limit(GUESTS_IN_A_ROOM, key_func=room_key, deduct_when=_came_in)
def guest(public_id: str) -> ResponseReturnValue:
    """Somebody who is not on the list takes part today."""
    name = request.form.get("name", "")[:200]
    try:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            device = context.require_device(db)
            access.claim_as_guest(db, device, room, name, context.now())
            context.forget_actor()
    except Invalid as error:
        if context.wants_json():
            raise
        return _guest_page(public_id, name, error.errors), error.status
    return _to_room(public_id)


def _guest_page(public_id: str, name: str = "", errors: dict[str, str] | None = None) -> str:
    with context.reading() as db:
        head = joining.head(rooms.require_open(context.room_or_404(db, public_id)))
    return render_template("join/guest.html", head=head, name=name, errors=errors or {})


@blueprint.get("/meg")
def me(public_id: str) -> ResponseReturnValue:
    """Whose phone this is: join, change name, add one, switch, finish."""
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        context.current_actor(db)  # what waits on the phone is sent as the one who wrote it
        people = joining.people_on(db, context.current_device(db), room)
        head = joining.head(room)
        wanted = joining.name_in(db, room, request.args.get("valgt", type=int))
        nameless = borrowing.is_borrowed(room)
    if not people:
        return redirect(url_for("joining.names", public_id=public_id), code=303)
    if nameless:
        return render_template("borrow/me.html", head=head, people=people)
    more = len(people) < access.PEOPLE_ON_A_DEVICE
    return render_template("join/me.html", head=head, people=people, more=more, wanted=wanted)


@blueprint.post("/her")
def here(public_id: str) -> ResponseReturnValue:
    """«Ja, jeg er her»: somebody this device knows comes in, or has the next turn."""
    person_id = _number("participant")
    with context.transaction() as db:
        room = rooms.require_open(context.room_or_404(db, public_id))
        _require_known(db, room, person_id)
        device = context.require_device(db)
        access.switch_person(db, device, person_id)
        _come_in(db, room, person_id)
    return _to_room(public_id)


def _require_known(db: Session, room: Room, person_id: int) -> Claim:
    for claim in devices.known_in(db, context.current_device(db), room):
        if claim.participant_id == person_id:
            return claim
    raise NotFound("Denne personen er ikke på denne telefonen.")


@blueprint.post("/bytt-navn")
def rename(public_id: str) -> ResponseReturnValue:
    """«Er du ikke Ane? Bytt navn»: the name is free again, and no word is lost."""
    person_id = _number("participant")
    with context.transaction() as db:
        room = context.room_or_404(db, public_id)
        access.take_back(db, _require_known(db, room, person_id), context.now())
    context.forget_actor()
    target = url_for("joining.names", public_id=public_id)
    return context.done(target, next=target)


@blueprint.post("/navn/<int:claim_id>/bekreft")
def confirm_claim(public_id: str, claim_id: int) -> ResponseReturnValue:
    """«Ja, det er Ane.» The whole arbeidsmappe opens on that phone."""
    with context.transaction() as db:
        _, actor = led(db, public_id)
        found = _claim_in(db, public_id, claim_id)
        access.confirm(db, found, actor, context.now())
        name = found.participant.first_name
    return _to_remote(public_id, f"Arbeidsmappa til {name} er åpen på telefonen.")


@blueprint.post("/navn/<int:claim_id>/ta-tilbake")
def take_back(public_id: str, claim_id: int) -> ResponseReturnValue:
    """A wrong name is taken off a phone; what the phone wrote stays with the phone."""
    with context.transaction() as db:
        led(db, public_id)
        found = _claim_in(db, public_id, claim_id, withdrawn=True)
        access.take_back(db, found, context.now())
        name = found.participant.name
    return _to_remote(public_id, f"Navnet {name} er ledig igjen.")


def _claim_in(db: Session, public_id: str, claim_id: int, *, withdrawn: bool = False) -> Claim:
    """A claim on somebody of the room's kull. A repeated press finds a withdrawn one."""
    room = context.room_or_404(db, public_id)
    found = db.get(Claim, claim_id)
    if found is None or found.participant.cohort_id != room.gathering.cohort_id:
        raise NotFound("Navnet er ikke i bruk på denne telefonen lenger.")
    if found.withdrawn_at is not None and not withdrawn:
        raise NotFound("Navnet er ikke i bruk på denne telefonen lenger.")
    return found


def _to_remote(public_id: str, message: str) -> ResponseReturnValue:
    target = url_for("lead.show", public_id=public_id) + "#rommet"
    return context.done(target, message=message)
