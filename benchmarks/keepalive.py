"""A phone's HTTP: one keep-alive connection, its cookies, and nothing that costs time."""

import asyncio
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=\r]+)=([^;\r]*)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes


@dataclass
class Http:
    """One connection; requests wait for each other, as those of one phone do."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turn = asyncio.Lock()
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._request("GET", path, b"", headers)

    async def post(self, path: str, **fields: str) -> Answer:
        body = urlencode(fields).encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
        }
        return await self._request("POST", path, body, headers)

    async def _request(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> Answer:
        async with self._turn:
            try:
                reader, writer = await self._connection()
                writer.write(self._head(method, path, headers) + body)
                return await self._answer(reader)
            except (OSError, asyncio.IncompleteReadError):
                self.close()  # the next request begins on a new connection
                raise

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._pair is not None and self._pair[0].at_eof():
            self.close()
        if self._pair is None:
            self._pair = await asyncio.open_connection(HOST, self.port)
        return self._pair

    def _head(self, method: str, path: str, headers: dict[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        head = await reader.readuntil(b"\r\n\r\n")
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        length = LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        location = LOCATION.search(head)
        return Answer(int(head[9:12]), location[1].decode() if location else "", body)

    def close(self) -> None:
        if self._pair is not None:
            self._pair[1].close()
            self._pair = None
