"""«Vi har sendt en kode til a…e@kommune.no»: asked on a phone that does not know the person.

The room is open all the while: whoever gets no letter goes in, and is confirmed by hand.
"""

from dataclasses import dataclass

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import access, borrowing, email_codes, rooms
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.mail import Mailer, Message
from facilitator.models import Device, Participant, Room
from facilitator.presentation import joining
from facilitator.web import context, mailing
from facilitator.web.security import limiter, room_key

blueprint = Blueprint("email_codes", __name__, url_prefix="/rom/<public_id>/kode")

IN_A_ROOM = "200 per hour"
TRIES_FROM_ONE = "40 per hour"
WAITS = 6.0
"""Seconds: somebody stands at the door, and can come in without it."""

SUBJECT = "Koden din"
TEXT = """Hei {name}

Koden din er {code}

Skriv den på telefonen du nettopp fant navnet ditt på. Den virker i ti minutter.

Har du ikke bedt om den? Da har noen trykket på navnet ditt, kanskje ved en feil. \
Uten koden åpner ikke arbeidsmappa di. Si gjerne fra til prosesslederen.
"""
NOT_SENT = "Vi fikk ikke sendt koden. Gå inn i rommet uten, så bekrefter prosesslederen deg."
WRONG = "Det var ikke riktig kode. Se i e-posten en gang til."
OVER = "Denne koden virker ikke lenger. Be om en ny."
CONFIRMED = "Nå kjenner vi telefonen din, og hele arbeidsmappa er åpen."


@dataclass(frozen=True, slots=True)
class CodeView:
    """Whose code it is, and where it went; empty where none is on its way."""

    person_id: int
    first_name: str
    address: str
    sent: bool
    is_in: bool
    """Whether the person is in the room already, on this phone."""


def begin(db: Session, room: Room, person: Participant) -> Message | None:
    """The letter to send when this is committed; None where the kull asks for no code.

    Called when somebody has just found their name. Whatever hinders it hinders nobody.
    """
    if not _may_be_asked(room, person):
        return None  # and nothing is asked of the database, for a whole room comes at once
    device = context.current_device(db)
    if device is None:
        return None
    claim = access.own_claim(db, device, person.id)
    if claim is not None and claim.opens_portfolio:
        return None
    try:
        return _letter(db, device, person)
    except email_codes.TooManyCodes:
        return None


def _may_be_asked(room: Room, person: Participant) -> bool:
    cohort = room.gathering.cohort
    return mailing.can_send() and not cohort.passes and email_codes.is_for(cohort, person)


def _letter(db: Session, device: Device, person: Participant) -> Message:
    code = email_codes.issue(db, _key(), device, person, context.now())
    text = TEXT.format(name=person.first_name, code=f"{code[:3]} {code[3:]}")
    return Message((person.email or "").strip(), SUBJECT, text)


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def send(public_id: str, letter: Message) -> str:
    """Hand it over, beside the loop that everybody shares. Gives where to go on."""
    mailer: Mailer | None = current_app.config["MAIL"]
    faults = ["no server"]
    if mailer is not None:
        faults = current_app.config["RUN_IN_THREAD"](mailer.hurried(WAITS).send, [letter])
    if any(faults):
        with context.transaction() as db:
            if device := context.current_device(db):
                email_codes.not_sent(db, device)
        flash(NOT_SENT, "wait")
    return url_for("email_codes.show", public_id=public_id)


@blueprint.get("")
def show(public_id: str) -> ResponseReturnValue:
    return _page(public_id)


def _page(public_id: str, fault: str = "", status: int = 200) -> ResponseReturnValue:
    with context.reading() as db:
        room = rooms.require_open(context.room_or_404(db, public_id))
        view = _view(db, room)
        head = joining.head(room)
    if view is None:
        return redirect(url_for("phone.show", public_id=public_id), code=303)
    html = render_template("join/code.html", head=head, view=view, fault=fault)
    return context.no_store(make_response(html, status))


def _view(db: Session, room: Room) -> CodeView | None:
    device = context.current_device(db)
    row = email_codes.pending(db, device, room)
    claim = None if row else email_codes.unproven(db, device, room)
    found = row or claim
    person = db.get(Participant, found.participant_id) if found else None
    if person is None or not _may_be_asked(room, person):
        return None
    known = access.own_claim(db, device, person.id) if device else None
    if known is not None and known.opens_portfolio:
        return None
    return CodeView(
        person_id=person.id,
        first_name=person.first_name,
        address=email_codes.masked(person.email or ""),
        sent=row is not None,
        is_in=known is not None,
    )


@blueprint.post("")
@limiter.limit(TRIES_FROM_ONE)
def check(public_id: str) -> ResponseReturnValue:
    typed = request.form.get("code", "")[:40]
    with context.transaction() as db:
        room = rooms.require_open(context.room_or_404(db, public_id))
        device = context.current_device(db)
        row = email_codes.pending(db, device, room)
        outcome = email_codes.OVER
        if device is not None and row is not None:
            outcome = email_codes.check(db, _key(), device, row, typed, context.now())
            if outcome == email_codes.RIGHT:
                person = db.get_one(Participant, row.participant_id)
                access.claim_by_code(db, device, room, person, context.now())
    if outcome != email_codes.RIGHT:
        return _refused(public_id, WRONG if outcome == email_codes.WRONG else OVER)
    context.forget_actor()
    flash(CONFIRMED, "good")
    target = url_for("phone.show", public_id=public_id)
    return context.done(target, next=target)


def _refused(public_id: str, fault: str) -> ResponseReturnValue:
    if context.wants_json():
        raise Invalid({"code": fault})
    return _page(public_id, fault, 422)


@blueprint.post("/send")
@limiter.limit(IN_A_ROOM, key_func=room_key)
def send_again(public_id: str) -> ResponseReturnValue:
    """Once more, or for the first time to one whose name is in use on another phone."""
    try:
        with context.transaction() as db:
            room = rooms.require_open(context.room_or_404(db, public_id))
            person = _asked_for(db, room)
            letter = _letter(db, context.require_device(db), person)
    except email_codes.TooManyCodes as error:
        return _told(public_id, error)
    target = send(public_id, letter)
    return context.done(target, next=target)


def _told(public_id: str, error: FacilitatorError) -> ResponseReturnValue:
    if context.wants_json():
        raise error
    return _page(public_id, error.message, error.status)


def _asked_for(db: Session, room: Room) -> Participant:
    person = db.get(Participant, request.form.get("participant", 0, type=int))
    stranger = person is None or person.cohort_id != room.gathering.cohort_id
    if person is None or stranger or borrowing.is_borrowed(room):
        raise NotFound("Dette navnet finnes ikke på lista lenger.")
    if not _may_be_asked(room, person):
        raise NotFound("Her bekrefter prosesslederen navnet ditt.")
    return person


def can_ask(room: Room, person: Participant) -> bool:
    """Whether the page that says a name is in use may offer a code."""
    return _may_be_asked(room, person)
