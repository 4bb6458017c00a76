"""The front page: the focus question, and the code that is on the projector."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from sqlalchemy.orm import Session

from facilitator.domain import devices, guesses, rooms
from facilitator.errors import TooManyGuesses
from facilitator.models import Room
from facilitator.presentation import joining
from facilitator.web import context

blueprint = Blueprint("landing", __name__)

NEEDED = "Skriv koden på seks tegn. Den står på lerretet."
UNKNOWN = "Vi finner ikke et åpent rom med denne koden. Se på lerretet og prøv en gang til."


@dataclass(frozen=True, slots=True)
class LandingView:
    """What the front page shows; `room_id` is the room one is in already.

    The ring is the year: how many samlinger have been, how many there are, and which of
    them (from 0) is today.
    """

    question: str
    organiser: str
    been: int
    seats: int
    today: int | None
    room_id: str
    name: str
    is_leader: bool


@blueprint.get("/")
def show() -> ResponseReturnValue:
    return _page()


@blueprint.post("/")
def enter() -> ResponseReturnValue:
    """A code was typed. A wrong one is counted, so it has to be committed."""
    typed = request.form.get("code", "")[:40]
    if len(rooms.tidy_code(typed)) != 6:
        return _page(typed, NEEDED), 422
    try:
        with context.transaction() as db:
            room = _find(db, typed)
            target = url_for("joining.names", public_id=room.public_id) if room else ""
    except TooManyGuesses as error:
        return _page(typed, error.message), 429, {"Retry-After": str(error.retry_after)}
    return redirect(target, code=303) if target else (_page(typed, UNKNOWN), 422)


def _find(db: Session, typed: str) -> Room | None:
    known = devices.cohorts_of(db, context.current_device(db))
    source = guesses.source_of(current_app.config["SECRET_KEY"], get_remote_address())
    return rooms.find_by_code(db, typed, context.now(), source=source, known_in=known)


def _page(typed: str = "", message: str = "") -> str:
    with context.reading() as db:
        view = _view(db)
    return render_template("landing.html", view=view, typed=typed, message=message)


def _view(db: Session) -> LandingView:
    cohort = joining.house_cohort(db)
    room = joining.open_room_of(db, context.current_device(db))
    actor = context.current_actor(db)
    year = [gathering.date for gathering in cohort.gatherings] if cohort else []
    day = context.today()
    return LandingView(
        question=cohort.focus_question if cohort else "",
        organiser=cohort.organiser if cohort else "",
        been=sum(1 for date in year if date < day),
        seats=len(year),
        today=year.index(day) if day in year else None,
        room_id=room.public_id if room else "",
        name=actor.name,
        is_leader=actor.is_leader,
    )
