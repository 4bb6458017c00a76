"""Photos: taken in, shown to those who may see them, and taken away."""

import threading
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import consents, photo_files, photos
from facilitator.domain.photo_files import Prepared
from facilitator.domain.photos import Said
from facilitator.domain.policies import Actor
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Group, Participant, Photo
from facilitator.web import context, files, incoming, phone
from facilitator.web.cards import client_id

blueprint = Blueprint("photos", __name__)

REQUEST_LIMIT = photo_files.MOST_BYTES + 200_000
"""The picture and the few words beside it."""

AT_ONCE = 2
"""So many are opened at a time: each may take a hundred megabytes while it lasts."""

_opening = threading.BoundedSemaphore(AT_ONCE)


def _may_send(actor: Actor) -> bool:
    return actor.participant_id is not None


def _too_large() -> ResponseReturnValue:
    with context.reading() as db:
        if not _may_send(context.current_actor(db)):
            raise NotAllowed
    errors = {"photo": photo_files.TOO_HEAVY}
    return jsonify({"ok": False, "message": errors["photo"], "errors": errors}), 413


incoming.take_large(blueprint, "upload", REQUEST_LIMIT, _may_send, _too_large)


@blueprint.post("/rom/<public_id>/bilde")
def upload(public_id: str) -> ResponseReturnValue:
    """A photo for the card of a phase. Opened and made anew outside the database and the hub."""
    with context.reading() as db:
        person, activity, _ = _place(db, public_id)
        repeated = photos.sent_before(db, person, client_id()) if _named() else None
        if repeated is not None:
            return _answer(repeated)
        photos.require_room(db, activity, person, context.now())
    said, prepared = _judge()
    token = photos.new_token()
    current_app.config["RUN_IN_THREAD"](photo_files.write, folder(), token, prepared.jpeg)
    try:
        with context.transaction() as db:
            person, activity, group = _place(db, public_id)
            photo = photos.keep(
                db, activity, person, group, token, said, prepared,
                client_id=client_id(), now=context.now(),
            )  # fmt: skip
            kept = photo.token
    except BaseException:
        photo_files.remove(folder(), token)
        raise
    if kept != token:
        photo_files.remove(folder(), token)
    return _answer(photo)


def _place(db: Session, public_id: str) -> tuple[Participant, Activity, Group | None]:
    """Who sends it and for what, asked anew before anything is kept.

    The day may be over: what one goes on with in the arbeidsmappe takes a photo too.
    """
    room = context.room_or_404(db, public_id)
    person = phone.here(db, room)
    activity = phone.activity_in(db, room, request.form.get("activity", type=int))
    phase = process_of(activity).phase(phone.phase_in(activity, request.form.get("phase", "")))
    group_id = request.form.get("group", type=int)
    group = phone.own_group(db, room, person, group_id) if group_id else None
    photos.require_place(phase, group, person)
    consents.require_photos(db, person)
    return person, activity, group


def _named() -> bool:
    """Whether the sender gave the upload an id of its own, so that it may be a repeated one."""
    return bool(context.client_id())


def _judge() -> tuple[Said, Prepared]:
    """What is said and what is sent, with all faults at once."""
    errors: dict[str, str] = {}
    said: Said | None = None
    prepared: Prepared | None = None
    try:
        said = photos.say(
            request.form.get("alt", ""),
            no_people=bool(request.form.get("no_people")),
            adults=bool(request.form.get("adults")),
        )
    except Invalid as invalid:
        errors |= invalid.errors
    try:
        prepared = _open(_bytes())
    except Invalid as invalid:
        errors |= invalid.errors
    if said is None or prepared is None:
        raise Invalid(errors)
    return said, prepared


def _bytes() -> bytes:
    file = request.files.get("file")
    return file.stream.read(photo_files.MOST_BYTES + 1) if file else b""


def _open(raw: bytes) -> Prepared:
    with _opening:
        prepared: Prepared = current_app.config["RUN_IN_THREAD"](photo_files.prepare, raw)
    return prepared


def _answer(photo: Photo) -> ResponseReturnValue:
    return jsonify(
        {
            "ok": True,
            "token": photo.token,
            "url": url_for("photos.show", token=photo.token),
            "alt": photo.alt,
        }
    )


@blueprint.get("/bilde/<token>.jpg")
def show(token: str) -> ResponseReturnValue:
    """For those who may read the card it stands on; asked each time, so that gone is gone."""
    with context.reading() as db:
        photo = photos.for_reader(db, token, context.current_actor(db))
    try:
        jpeg = photo_files.path_of(folder(), photo.token).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(photos.GONE) from error
    answer = Response(jpeg, mimetype="image/jpeg")
    # What a token names never changes.
    answer.set_etag(photo.token)
    return context.asked_anew(answer).make_conditional(request)


@blueprint.post("/bilde/<token>/bort")
def remove(token: str) -> ResponseReturnValue:
    """«Ta bort bildet»: the file goes at once, not with the night's tidying."""
    with context.transaction() as db:
        known = photos.by_token(db, token) is not None
        photos.remove(db, token, context.current_actor(db), context.now())
    if known:
        photo_files.remove(folder(), token)
    return context.done(url_for("portfolio.show"))


def folder() -> Path:
    return files.data_dir() / photo_files.FOLDER
