"""One frame for all, written straight to the sockets that are idle.

Engine.IO hands every packet to a queue and a green thread for each client, which frames it
anew. For the same bytes to a whole room that costs more than the sending itself. Here a
packet is framed once, and a socket with nothing waiting gets it at once. Whatever is out of
the ordinary (a full buffer, a queue that is not empty, polling, a client that may be gone)
goes the usual way, so order and closing remain Engine.IO's business.

Only where one thread serves all sockets (eventlet): elsewhere two could write at once.
"""

import time
from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO

Websocket = Callable[..., Any]
TEXT = 0x81
"""First byte of a whole text frame."""


class Fanout:
    """Stands before the `send_packet` of an Engine.IO server."""

    def __init__(self, eio: Any) -> None:
        self._eio = eio
        self._usual = eio.send_packet
        self._wires: dict[str, Any] = {}
        self._packet: Any = None
        self._frame = b""

    def remembering(self, stock: Websocket) -> Websocket:
        """The driver's WebSocket, remembered for as long as its handler runs."""

        def websocket(handler: Any, server: Any) -> Any:
            sid = handler.__self__.sid

            def remembered(wire: Any) -> Any:
                self._wires[sid] = wire
                try:
                    return handler(wire)
                finally:
                    self._wires.pop(sid, None)

            return stock(remembered, server)

        return websocket

    def send_packet(self, sid: str, packet: Any) -> None:
        if not self._write(sid, packet):
            self._usual(sid, packet)

    def _write(self, sid: str, packet: Any) -> bool:
        wire, client = self._wires.get(sid), self._eio.sockets.get(sid)
        if wire is None or client is None or packet.binary or not self._is_idle(wire, client):
            return False
        frame = self._framed(packet)
        try:
            sent = wire.socket.fd.send(frame)
        except OSError:  # full, or gone: the client's own writer deals with both
            return False
        if sent < len(frame):
            self._finish(wire, frame[sent:])
        return True

    def _is_idle(self, wire: Any, client: Any) -> bool:
        if client.closed or client.closing or client.upgrading or not client.upgraded:
            return False
        late = client.last_ping and time.time() - client.last_ping > self._eio.ping_timeout
        return client.queue.empty() and not wire._sendlock.locked() and not late

    def _framed(self, packet: Any) -> bytes:
        if packet is not self._packet:
            self._packet, self._frame = packet, frame(packet.encode().encode())
        return self._frame

    def _finish(self, wire: Any, rest: bytes) -> None:
        """The buffer took only a part: nothing else goes out on this socket before the rest."""
        wire._sendlock.acquire()

        def finish() -> None:
            try:
                wire.socket.sendall(rest)
            except OSError:
                """The reader of this socket hears the same, and closes it."""
            finally:
                wire._sendlock.release()

        self._eio.start_background_task(finish)


def frame(payload: bytes) -> bytes:
    """A text frame from server to client."""
    size = len(payload)
    if size < 126:
        return bytes((TEXT, size)) + payload
    if size < 65536:
        return bytes((TEXT, 126)) + size.to_bytes(2, "big") + payload
    return bytes((TEXT, 127)) + size.to_bytes(8, "big") + payload


def install(socketio: SocketIO) -> None:
    """Put the short way before the usual one, where it is safe."""
    eio = socketio.server.eio
    if eio.async_mode != "eventlet":
        return
    fanout = Fanout(eio)
    eio._async = {
        **eio._async,
        "websocket": fanout.remembering(eio._async["websocket"]),
    }
    eio.send_packet = fanout.send_packet
