"""«Øv på samlingen»: begun, kept going and thrown away. For prosessledere.

Those who play are another process; it comes in by the same doors as any phone. The one route of
its own (`puls`) tells it how fast to be, and asks for the key that it was started with.
"""

from collections.abc import Mapping
from typing import Protocol

from flask import (
    Blueprint,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import leading, photo_files, rehearsals
from facilitator.domain.policies import require_leader
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Facilitator, Gathering, Rehearsal, Room
from facilitator.presentation import rehearsals as presentation
from facilitator.web import context
from facilitator.web.lead import answer, led_room
from facilitator.web.photos import folder

blueprint = Blueprint("rehearsals", __name__)


class Crowds(Protocol):
    """Who starts and ends those who play: `facilitator/rehearsal/keeping.py`."""

    def start(self, public_id: str, people: int) -> None: ...

    def stop(self, public_id: str) -> None: ...

    def fits(self, public_id: str, shown: str) -> bool: ...


class NobodyPlays:
    """An app without a server behind it, where no process can come in."""

    def start(self, public_id: str, people: int) -> None:
        pass

    def stop(self, public_id: str) -> None:
        pass

    def fits(self, public_id: str, shown: str) -> bool:
        return False


def _crowds() -> Crowds:
    found: Crowds = current_app.config["CROWDS"]
    return found


# --- beginning ----------------------------------------------------------------------------------


@blueprint.get("/samling/<int:gathering_id>/oving")
def ask(gathering_id: int) -> ResponseReturnValue:
    return _page(gathering_id)


@blueprint.post("/samling/<int:gathering_id>/oving")
def begin(gathering_id: int) -> ResponseReturnValue:
    """A room to rehearse in. Who has one going is asked what to do with that first."""
    form = request.form
    try:
        with context.transaction() as db:
            gathering = _gathering(db, gathering_id)
            leader = require_leader(context.current_actor(db))
            people, speed = _number("people"), _number("speed")
            gone = _make_place(db, leader, form.get("kast", ""))
            room = rehearsals.begin(
                db, gathering, leader, context.now(), people=people, speed=speed
            )
            public_id = room.public_id
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(gathering_id, typed=form, errors=invalid.errors), invalid.status
    _clear_away(*gone)
    _crowds().start(public_id, people)
    target = url_for("lead.show", public_id=public_id)
    return context.done(target, next=target)


def _number(name: str) -> int:
    value = request.form.get(name, "").strip()
    if not value.isdecimal() or len(value) > 5:
        raise Invalid({name: f"Skriv et tall mellom 1 og {rehearsals.MOST_PEOPLE}."})
    return int(value)


def _make_place(db: Session, leader: int, thrown: str) -> tuple[str, list[str]]:
    """One at a time. `thrown` is the address of the one to throw away first."""
    going = rehearsals.of_leader(db, leader)
    if going is None:
        return "", []
    room = rehearsals.room_of(db, going)
    if room.public_id != thrown:
        raise Invalid({"going": "Du har en øving i gang. Velg hva du vil gjøre med den."})
    return room.public_id, rehearsals.throw_away(db, going)


def _gathering(db: Session, gathering_id: int) -> Gathering:
    found = leading.find_gathering(db, context.current_actor(db), gathering_id)
    if found.cohort.passes:
        raise NotFound(leading.NO_SAMLING)
    return found


def _page(
    gathering_id: int,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    with context.reading() as db:
        leader = db.get_one(Facilitator, require_leader(context.current_actor(db)))
        gathering = _gathering(db, gathering_id)
        view = presentation.ask_view(
            db, gathering, leader.id, leader.name, typed=typed, errors=errors
        )
    return render_template("rehearsal/ask.html", view=view)


# --- on the way ---------------------------------------------------------------------------------


@blueprint.post("/rom/<public_id>/oving/tempo")
def change_pace(public_id: str) -> ResponseReturnValue:
    with context.transaction() as db:
        _, rehearsal = _led(db, public_id)
        rehearsals.set_speed(db, rehearsal, _number("speed"))
    return answer(public_id)


@blueprint.post("/rom/<public_id>/oving/start")
def start_again(public_id: str) -> ResponseReturnValue:
    """«Start dem igjen»: new phones take the names, and sit where they sat."""
    with context.transaction() as db:
        _, rehearsal = _led(db, public_id)
        people = rehearsal.people
        rehearsals.start_again(db, rehearsal, context.now())
    _crowds().start(public_id, people)
    return answer(public_id)


@blueprint.post("/rom/<public_id>/oving/puls")
def pulse(public_id: str) -> ResponseReturnValue:
    """How fast to be and what has changed, never what it says."""
    if not _crowds().fits(public_id, request.headers.get("X-Crowd", "")):
        raise NotAllowed
    with context.reading() as db:
        room = context.room_or_404(db, public_id)
        rehearsal = rehearsals.require(db, room)
        due = rehearsals.is_beat_due(rehearsal, context.now())
        told = {
            "speed": rehearsal.speed,
            "step": _step(db, room),
            "heard": rehearsals.heard(db, room),
        }
    if due:
        with context.transaction() as db:
            room = context.room_or_404(db, public_id)
            rehearsals.beat(db, rehearsals.require(db, room), room, context.now())
    return jsonify(told)


def _step(db: Session, room: Room) -> str:
    activity = db.get(Activity, room.activity_id) if room.activity_id else None
    return f"{room.activity_id}:{activity.step if activity else 0}:{room.item_id}"


# --- throwing away ------------------------------------------------------------------------------


@blueprint.get("/rom/<public_id>/oving/kast")
def ask_throw_away(public_id: str) -> ResponseReturnValue:
    with context.reading() as db:
        room, _ = _led(db, public_id)
        title = presentation.titled(room.gathering)
    return render_template("rehearsal/throw_away.html", public_id=public_id, title=title)


@blueprint.post("/rom/<public_id>/oving/kast")
def throw_away(public_id: str) -> ResponseReturnValue:
    """Gone at once, for everybody who looks at it too."""
    with context.transaction() as db:
        _, rehearsal = _led(db, public_id)
        tokens = rehearsals.throw_away(db, rehearsal)
    _clear_away(public_id, tokens)
    flash("Øvingen er kastet. Ingenting av den er igjen.", "good")
    target = url_for("today.show")
    if context.wants_json():
        return context.done(target, next=target)
    return redirect(target, code=303)


def _led(db: Session, public_id: str) -> tuple[Room, Rehearsal]:
    room, _ = led_room(db, public_id)
    return room, rehearsals.require(db, room)


def _clear_away(public_id: str, tokens: list[str]) -> None:
    """What lies outside the database: the process, and the files of the photos."""
    if public_id:
        _crowds().stop(public_id)
    for token in tokens:
        photo_files.remove(folder(), token)
