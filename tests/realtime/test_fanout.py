"""The short way to idle sockets: framed once, in order, and given up for the usual way."""

from typing import Any

import pytest
from engineio.packet import MESSAGE, Packet

from facilitator.realtime.fanout import Fanout, frame


class Raw:
    """A socket that takes `room` bytes at a time, or fails."""

    def __init__(self) -> None:
        self.room: int | None = None
        self.error: OSError | None = None
        self.taken = b""

    def send(self, data: bytes) -> int:
        if self.error:
            raise self.error
        sent = data[: self.room]
        self.taken += sent
        return len(sent)


class Lock:
    def __init__(self) -> None:
        self.held = False

    def locked(self) -> bool:
        return self.held

    def acquire(self) -> None:
        assert not self.held
        self.held = True

    def release(self) -> None:
        self.held = False


class Wire:
    def __init__(self) -> None:
        self.socket = self
        self.fd = Raw()
        self._sendlock = Lock()

    def sendall(self, data: bytes) -> None:
        assert self._sendlock.held
        self.fd.taken += data


class Client:
    sid = "one"

    def __init__(self) -> None:
        self.closed = self.closing = self.upgrading = False
        self.upgraded = True
        self.last_ping: float | None = None
        self.waiting: list[Packet] = []
        self.queue = self

    def empty(self) -> bool:
        return not self.waiting

    def handle(self, wire: Any) -> None:
        """Stands for Engine.IO's handler, which runs for as long as the socket is open."""


class Eio:
    ping_timeout = 8

    def __init__(self) -> None:
        self.client = Client()
        self.sockets = {"one": self.client}
        self.usual: list[Packet] = []
        self.tasks: list[Any] = []

    def send_packet(self, _: str, packet: Packet) -> None:
        self.usual.append(packet)

    def start_background_task(self, task: Any) -> None:
        self.tasks.append(task)


class Line:
    """A fan-out with one open socket."""

    def __init__(self) -> None:
        self.eio, self.wire = Eio(), Wire()
        self.fanout = Fanout(self.eio)
        self.fanout._wires["one"] = self.wire

    def send(self, text: str = "hei") -> Packet:
        packet = Packet(MESSAGE, text)
        self.fanout.send_packet("one", packet)
        return packet


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.mark.parametrize(("size", "head"), [(3, 2), (125, 2), (126, 4), (65535, 4), (65536, 10)])
def test_a_frame_says_how_long_it_is(size: int, head: int) -> None:
    made = frame(b"x" * size)
    assert len(made) == head + size
    told = made[1] if head == 2 else int.from_bytes(made[2:head], "big")
    assert (made[0], told) == (0x81, size)


def test_an_idle_socket_is_written_to_at_once(line: Line) -> None:
    line.send("blåbær")
    assert line.wire.fd.taken == frame("4blåbær".encode())
    assert line.eio.usual == []


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("closed", True),
        ("closing", True),
        ("upgrading", True),
        ("upgraded", False),
        ("waiting", [Packet(MESSAGE, "før")]),
        ("last_ping", 1.0),
    ],
)
def test_whatever_is_out_of_the_ordinary_goes_the_usual_way(
    line: Line, attribute: str, value: Any
) -> None:
    setattr(line.eio.client, attribute, value)
    packet = line.send()
    assert line.wire.fd.taken == b""
    assert line.eio.usual == [packet]


def test_a_full_or_broken_socket_goes_the_usual_way(line: Line) -> None:
    for error in (BlockingIOError(), BrokenPipeError()):
        line.wire.fd.error = error
        packet = line.send()
        assert line.eio.usual.pop() is packet


def test_the_rest_of_a_half_sent_frame_comes_before_all_else(line: Line) -> None:
    line.wire.fd.room = 2
    line.send("lang tekst")
    later = line.send("senere")
    assert line.eio.usual == [later]
    line.eio.tasks.pop()()
    assert line.wire.fd.taken == frame(b"4lang tekst")
    line.wire.fd.room = None
    line.send("etterpå")
    assert line.wire.fd.taken.endswith(frame("4etterpå".encode()))


def test_a_client_without_a_websocket_goes_the_usual_way(line: Line) -> None:
    packet = Packet(MESSAGE, "hei")
    line.fanout.send_packet("polling", packet)
    assert line.eio.usual == [packet]


def test_a_socket_is_known_for_as_long_as_its_handler_runs() -> None:
    eio, wire = Eio(), Wire()
    fanout = Fanout(eio)
    seen = []

    class Handler:
        sid = "one"

        def handle(self, ws: Any) -> None:
            seen.append(fanout._wires.get("one") is ws)

    def stock(handler: Any, _: Any) -> Any:
        return handler

    fanout.remembering(stock)(Handler().handle, eio)(wire)
    assert seen == [True]
    assert fanout._wires == {}
