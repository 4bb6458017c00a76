"""Facts become fragments and reach their audiences. The only caller of `emit`."""

from functools import singledispatch
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import facts
from facilitator.models import Room
from facilitator.presentation import fragments
from facilitator.realtime.coalesce import CALM_GAP, Change, Coalescer, packets


class Broadcasts:
    """Hears committed facts and tells those who may know."""

    def __init__(self, app: Flask, socketio: SocketIO, database: Database) -> None:
        self._app = app
        self._socketio = socketio
        self._database = database
        spawn, sleep = socketio.start_background_task, socketio.sleep
        self._prompt = Coalescer(self._send, spawn, sleep)
        self._calm = Coalescer(self._send, spawn, sleep, gap=CALM_GAP)

    def hear(self, committed: list[Any]) -> None:
        """Called after each commit, in the order of the commits."""
        prompt: list[Change] = []
        calm: list[Change] = []
        with self._app.app_context(), self._database.reading() as session:
            for fact in committed:
                if isinstance(fact, facts.TakenBack):
                    continue  # for the list beside the database, and nobody's page
                if isinstance(fact, facts.AccessEnded):
                    self.cut(device_room(fact.device_id))
                    continue
                if isinstance(fact, facts.RoomEnded) and not session.get(Room, fact.room_id):
                    # Deleted: its number may be given to another room, with other ears.
                    self.cut(fact.audience)
                change = change_for(fact, session)
                (calm if _may_wait(fact) else prompt).append(change)
        if prompt:
            self._prompt.add(prompt)
        if calm:
            self._calm.add(calm)

    def _send(self, changes: list[Change]) -> None:
        self._draw_counts(changes)
        for packet in packets(changes):
            self._socketio.emit("changes", packet, to=packet["a"])

    def _draw_counts(self, changes: list[Change]) -> None:
        """Newer numbers than the revision tells of do no harm; older ones would."""
        latest = {c.audience: c for c in changes if c.counts_of is not None}
        if not latest:
            return
        with self._app.app_context(), self._database.reading() as session:
            for change in latest.values():
                room = session.get(Room, change.counts_of)
                _put(change, fragments.count_items(session, room) if room else [])

    def cut(self, name: str) -> None:
        """The right to be here has ended: say so, and close the sockets that hear it."""
        self._socketio.emit("bye", {"message": "Du er ikke lenger med i rommet."}, to=name)
        self._socketio.close_room(name)


def device_room(device_id: int) -> str:
    return f"device:{device_id}"


def _may_wait(fact: facts.Fact) -> bool:
    if isinstance(fact, facts.CountsChanged):
        return True
    return isinstance(fact, facts.ViewChanged) and fact.audience.startswith("lead:")


@singledispatch
def change_for(fact: facts.Fact, session: Session) -> Change:
    """What an audience is told of a fact. Whatever depends on the viewer is fetched anew."""
    return Change(fact.audience, fact.revision, refetch=True)


@change_for.register
def _(fact: facts.CardOnBoard, session: Session) -> Change:
    change = Change(fact.audience, fact.revision)
    item = fragments.card_item(session, fact.card_id)
    if item and item.narrowed:
        change.refetch = True
    else:
        _put(change, [item] if item else [])
    return change


@change_for.register
def _(fact: facts.CardOffBoard, session: Session) -> Change:
    gone = {f"card-{fact.card_id}": fact.version}
    refetch = fragments.is_narrowed(session, fact.card_id)
    return Change(fact.audience, fact.revision, gone=gone, refetch=refetch)


@change_for.register
def _(fact: facts.EverybodyCalled, session: Session) -> Change:
    change = Change(fact.audience, fact.revision)
    _put(change, [fragments.called_item(fact.at)])
    return change


@change_for.register
def _(fact: facts.CountsChanged, session: Session) -> Change:
    return Change(fact.audience, fact.revision, counts_of=fact.room_id)


def _put(change: Change, items: list[fragments.Item]) -> None:
    for item in items:
        change.items[item.id] = {"id": item.id, "v": item.v, "html": item.html, "slot": item.slot}
