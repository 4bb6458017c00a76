"""Who is in the room, by the prosessleder's hand."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    arrivals,
    attendance,
    audiences,
    borrowing,
    groups,
    handovers,
    ring_sizes,
    rooms,
)
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotFound
from facilitator.models import Facilitator, Participant, Room
from facilitator.presentation.lead_people import HALVES
from facilitator.web import context
from facilitator.web.lead import answer, led_room, number

blueprint = Blueprint("lead_people", __name__)

TAB = "#rommet"


@blueprint.post("/rom/<public_id>/styring/folk/kom")
def add(public_id: str) -> ResponseReturnValue:
    """Somebody is here without a phone, or is back again."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        person = _chosen(db, room)
        new = rooms.presence_of(db, room, person.id) is None
        arrivals.arrive(db, room, person.id, context.now(), by_hand=new)
        name = person.first_name
    return answer(public_id, f"{name} er med.", TAB)


@blueprint.post("/rom/<public_id>/styring/folk/gjest")
def add_guest(public_id: str) -> ResponseReturnValue:
    """A guest without a phone. A name that is here already is the same guest."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        if borrowing.is_borrowed(room):
            name = borrowing.free_word(db, room)
        else:
            name = clean_line(
                request.form.get("name", ""), "name", most=60, needed="Skriv navnet til gjesten."
            )
        guest = _guest(db, room, name)
        arrivals.arrive(db, room, guest.id, context.now(), by_hand=True)
        said = "er med" if borrowing.is_borrowed(room) else "er med som gjest"
    return answer(public_id, f"{name} {said}.", TAB)


def _guest(db: Session, room: Room, name: str) -> Participant:
    for person in rooms.present(db, room):
        if person.guest_of == room.id and person.name == name:
            return person
    guest = Participant(
        cohort_id=room.gathering.cohort_id, name=name, role="gjest", guest_of=room.id
    )
    db.add(guest)
    db.flush()
    return guest


@blueprint.post("/rom/<public_id>/styring/folk/<int:person_id>/gikk")
def mark_gone(public_id: str, person_id: int) -> ResponseReturnValue:
    """Somebody has left. What is written stays, and coming back is one tap."""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        person = _member(db, room, person_id)
        with ring_sizes.noticing(db, activities.current(db, room), context.now()):
            rooms.mark_gone(db, room, person.id, context.now())
        handovers.end_for(db, room, person.id, context.now())
        audiences.tell_person(db, room.id, person.id)
        name = person.first_name
    return answer(public_id, f"{name} har gått.", TAB)


@blueprint.post("/rom/<public_id>/styring/folk/<int:person_id>/plasser")
def place(public_id: str, person_id: int) -> ResponseReturnValue:
    """«Bli trio med …»: the prosessleder says where a late arrival sits."""
    group_id = number("group")
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        activity = activities.require_current(db, room)
        person = _member(db, room, person_id)
        set_key = activities.phase_of(activity).groups
        process = activities.process_of(activity)
        with ring_sizes.noticing(db, activity, context.now()):
            groups.move(db, activity, process, set_key, person.id, group_id)
        name = person.first_name
    return answer(public_id, f"{name} har fått plass.")


@blueprint.post("/rom/<public_id>/styring/folk/<int:person_id>/vent")
def let_wait(public_id: str, person_id: int) -> ResponseReturnValue:
    """«Vent til neste fase.»"""
    with context.transaction() as db:
        room, _ = led_room(db, public_id)
        person = _member(db, room, person_id)
        arrivals.let_wait(db, activities.require_current(db, room), person.id)
        name = person.first_name
    return answer(public_id, f"{name} venter til neste fase.")


@blueprint.post("/rom/<public_id>/styring/oppmote")
def confirm_attendance(public_id: str) -> ResponseReturnValue:
    """«Bekreft formiddagen»: what joining has proposed, with one tap."""
    half = request.form.get("half", "")
    if half not in HALVES:
        raise Invalid({"half": "Velg formiddagen eller ettermiddagen."})
    with context.transaction() as db:
        room, actor = led_room(db, public_id)
        count = attendance.confirm_proposed(
            db,
            room.gathering,
            half,
            by=_signed(db, actor),
            now=context.now(),
            press=context.client_id(),
        )
        audiences.tell_leaders(db, room.id)
    said = f"Oppmøtet for {HALVES[half]} er bekreftet for {count}." if count else ""
    return answer(public_id, said, TAB)


def _signed(db: Session, actor: Actor) -> str:
    """The whole name, as the log of the oppmøte has it from the desk too."""
    leader = db.get(Facilitator, actor.facilitator_id) if actor.facilitator_id else None
    return leader.name if leader is not None else actor.name


def _chosen(db: Session, room: Room) -> Participant:
    return _member(db, room, number("participant"))


def _member(db: Session, room: Room, person_id: int) -> Participant:
    """Somebody of the room's kull, or its guest. Raises NotFound for anybody else."""
    person = db.get(Participant, person_id)
    if person is None or person.cohort_id != room.gathering.cohort_id:
        raise NotFound("Denne personen er ikke med i kullet.")
    if person.guest_of not in (None, room.id):
        raise NotFound("Denne personen er ikke med i kullet.")
    return person
