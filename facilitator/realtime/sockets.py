"""Entering a room over the socket: authorised at `enter`, by the cookie and nothing else."""

from typing import Any

from flask import Flask, request, session
from flask_socketio import SocketIO, join_room, leave_room, rooms

from facilitator.db import Database
from facilitator.domain import activities, audiences, devices, hearing
from facilitator.domain import rooms as room_rules
from facilitator.domain.hearing import Ear
from facilitator.errors import FacilitatorError, RoomClosed
from facilitator.realtime.broadcasts import device_room
from facilitator.realtime.presence import Presence
from facilitator.realtime.watching import Watch

EVENTS = ("enter",)
"""Every event a client may send; the leak test has a row for each."""


def register(
    app: Flask, socketio: SocketIO, database: Database, presence: Presence, watch: Watch
) -> None:
    @socketio.on("enter")
    def enter(data: Any) -> dict[str, Any]:
        try:
            return _enter(app, database, presence, watch, data)
        except FacilitatorError as error:
            # Whoever is not let in keeps nothing of what an earlier entry opened.
            _hear_only([])
            presence.leave(_sid())
            watch.leave(_sid())
            return {"ok": False, "message": error.message}

    @socketio.on("disconnect")
    def leave(*_reason: Any) -> None:
        presence.leave(_sid())
        watch.leave(_sid())


def _sid() -> str:
    found: str = request.sid  # type: ignore[attr-defined]
    return found


def _enter(
    app: Flask, database: Database, presence: Presence, watch: Watch, data: Any
) -> dict[str, Any]:
    public_id, surface = _asked_for(data)
    secret = session.get("device") or ""
    with database.reading() as db:
        actor = devices.recognise(db, secret, app.config["CLOCK"]())
        room = room_rules.room_by_public_id(db, public_id)
        if not room.is_open and surface != "lead":
            raise RoomClosed
        names = hearing.audiences_for(db, actor, room, surface)
        revisions = audiences.revisions(db, names)
    _hear_only(names + ([device_room(actor.device_id)] if actor.device_id else []))
    watch.arrive(_sid(), Ear(devices.digest(secret), room.id, surface, actor.claim_id))
    presence.leave(_sid())
    if surface in ("phone", "lead") and actor.participant_id is not None:
        # A participant who holds the remote is as much here as before.
        presence.arrive(_sid(), room.id, actor.participant_id)
    return {
        "ok": True,
        "audiences": revisions,
        "now": activities.milliseconds(app.config["CLOCK"]()),
    }


def _asked_for(data: Any) -> tuple[str, str]:
    if not isinstance(data, dict):
        return "", ""
    return str(data.get("room", ""))[:64], str(data.get("surface", ""))[:16]


def _hear_only(names: list[str]) -> None:
    """Join these and leave all else, so that a moved or changed person hears only their own."""
    wanted = {*names, _sid()}
    for old in set(rooms()) - wanted:
        leave_room(old)
    for new in names:
        join_room(new)
