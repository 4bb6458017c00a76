"""Sockets in this process, with background tasks run at once, so that nothing is waited for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient
from socketio import Server

from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: object, target: Callable[..., Any], *given: Any, **named: Any) -> None:
        target(*given, **named)

    for teller in (SocketIO, Server):
        monkeypatch.setattr(teller, "start_background_task", run)
    monkeypatch.setattr(SocketIO, "sleep", lambda *_: None)


@dataclass
class Ear:
    """One socket: what it was answered, and all it has heard since."""

    socket: SocketIOTestClient
    room: str
    answer: dict[str, Any] = field(default_factory=dict)
    heard: list[dict[str, Any]] = field(default_factory=list)

    def enter(self, surface: str) -> "Ear":
        asked = {"room": self.room, "surface": surface}
        self.answer = self.socket.emit("enter", asked, callback=True)
        return self

    def changes(self, audience: str | None = None) -> list[dict[str, Any]]:
        """What has come, all of it or that of one audience; each is given once."""
        for frame in self.socket.get_received():
            if frame["name"] == "changes":
                self.heard.append(frame["args"][0])
        found = [c for c in self.heard if audience in (None, c["a"])]
        self.heard = [c for c in self.heard if c not in found]
        return found

    def cards(self) -> list[str]:
        """The DOM ids of the cards that came to the board."""
        return [
            item["id"]
            for change in self.changes(f"board:{self.board}")
            for item in change["items"]
            if item["id"].startswith("card-")
        ]

    @property
    def board(self) -> str:
        name = next(a for a in self.answer["audiences"] if a.startswith("board:"))
        return name.removeprefix("board:")


@pytest.fixture
def listen(app: Flask, socketio: SocketIO, cast: Cast) -> Callable[..., Ear]:
    """`listen(client, "phone")` is a socket with that client's cookie, in the room."""

    def enter(client: FlaskClient, surface: str = "phone") -> Ear:
        socket = socketio.test_client(app, flask_test_client=client)
        return Ear(socket, cast.public_id).enter(surface)

    return enter
