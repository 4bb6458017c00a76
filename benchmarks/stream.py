"""A phone's Socket.IO over a raw WebSocket: just enough of three protocols, and cheap.

Frames to the server are masked with zeros, which is a mask like any other.
"""

import asyncio
import base64
import json
import os
from collections.abc import Callable
from typing import Any

from benchmarks.keepalive import HOST

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
Heard = Callable[[bytes], None]


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    else:
        head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


def unframe(buffer: bytearray) -> tuple[int, bytes] | None:
    """The first whole frame, taken out of the buffer."""
    if len(buffer) < 2:
        return None
    size, start = buffer[1], 2
    if size == 126:
        size, start = int.from_bytes(buffer[2:4], "big"), 4
    elif size == 127:
        size, start = int.from_bytes(buffer[2:10], "big"), 10
    if len(buffer) < start + size:
        return None
    opcode, payload = buffer[0] & 15, bytes(buffer[start : start + size])
    del buffer[: start + size]
    return opcode, payload


class Stream(asyncio.Protocol):
    """One socket. `heard` gets the payload of every event as it arrives."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._buffer = bytearray()
        self._upgraded = False
        self.head = b""
        """How the server answered the wish for a socket."""
        self.lost = asyncio.Event()
        """Set when nothing more comes: the server has put us out, or the line is gone."""
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def open(self, port: int, cookies: dict[str, str]) -> None:
        loop = asyncio.get_running_loop()
        self._wire, _ = await loop.create_connection(lambda: self, HOST, port)
        self._wire.write(_upgrade(port, cookies))
        await self.ready

    async def ask(self, event: str, data: Any) -> Any:
        """Emit, and wait for the acknowledgement."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        text = json.dumps([event, data], ensure_ascii=False)
        self._wire.write(frame(f"42{self._number}{text}".encode()))
        return await answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded and not self._shake_hands():
            return
        while (found := unframe(self._buffer)) is not None:
            self._take(*found)

    def _shake_hands(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        self.head = bytes(self._buffer[:end])
        if b" 101 " not in self._buffer[:20]:
            self.ready.set_exception(ConnectionError(self.head.decode()))
            return False
        del self._buffer[: end + 4]
        self._upgraded = True
        return True

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self._wire.write(frame(payload, PONG))
        elif opcode == TEXT:
            self._packet(payload)

    def _packet(self, payload: bytes) -> None:
        kind = payload[:2]
        if kind == b"42":
            self._heard(payload)
        elif kind == b"2":
            self._wire.write(frame(b"3"))
        elif kind == b"43":
            self._answered(payload)
        elif kind == b"41":
            self.lost.set()
        elif kind == b"40":
            self.ready.set_result(None)
        elif kind == b"44":
            self.ready.set_exception(ConnectionError(payload.decode()))
        elif payload[:1] == b"0":
            self._wire.write(frame(b"40"))

    def _answered(self, payload: bytes) -> None:
        start = payload.index(b"[")
        waiting = self._answers.pop(int(payload[2:start]))
        waiting.set_result(json.loads(payload[start:])[0])

    def connection_lost(self, error: Exception | None) -> None:
        """Nobody waits for an answer that cannot come."""
        self.lost.set()
        for waiting in (self.ready, *self._answers.values()):
            if not waiting.done():
                waiting.set_exception(ConnectionResetError("the socket was closed"))
        self._answers.clear()

    def close(self) -> None:
        self._wire.close()


def _upgrade(port: int, cookies: dict[str, str]) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
        "Cookie: " + "; ".join(f"{k}={v}" for k, v in cookies.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
