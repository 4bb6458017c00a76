"""A socket that floods or talks nonsense is closed, and nothing more of it is looked at."""

from typing import Any

import pytest
from flask_socketio import SocketIO

from facilitator.realtime import listening
from facilitator.realtime.listening import Listening


class Client:
    closing = closed = False

    def close(self, *, wait: bool) -> None:
        assert not wait
        self.closed = True


class Eio:
    def __init__(self, usual: Any) -> None:
        self.handlers = {"message": usual}
        self.sockets = {"a": Client(), "b": Client()}


def test_a_flood_from_one_socket_ends_it_and_no_other() -> None:
    heard: list[str] = []
    eio = Eio(lambda sid, data: heard.append(sid))
    guard = Listening(eio, clock=lambda: 1.0)
    for _ in range(listening.MOST * 10):
        guard.message("a", "2[]")
    guard.message("b", "2[]")
    assert eio.sockets["a"].closed
    assert not eio.sockets["b"].closed
    assert heard == ["a"] * listening.MOST + ["b"]


def test_a_page_that_comes_back_now_and_then_is_always_let_in() -> None:
    heard: list[str] = []
    eio = Eio(lambda sid, data: heard.append(sid))
    seconds = iter(range(0, 100_000, 10))
    guard = Listening(eio, clock=lambda: next(seconds))
    for _ in range(200):
        guard.message("a", "2[]")
    assert len(heard) == 200


@pytest.mark.parametrize("said", ["2", "9", "", "5", '2["enter",' + "[" * 5_000, "51-[]"])
def test_what_is_no_message_closes_the_socket_without_a_trace(
    socketio: SocketIO, caplog: pytest.LogCaptureFixture, said: str
) -> None:
    eio = Eio(socketio.server._handle_eio_message)
    Listening(eio).message("a", said)
    assert eio.sockets["a"].closed
    assert "Traceback" not in caplog.text


def test_the_server_reads_nothing_that_has_not_been_counted(socketio: SocketIO) -> None:
    handler = socketio.server.eio.handlers["message"]
    assert isinstance(handler.__self__, Listening)
