"""Asking the server as a phone does: HTTP, a cookie of one's own, and nothing else."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 20.0
FORM = "application/x-www-form-urlencoded"


class NoAnswer(Exception):
    """The server did not answer. It may again in a moment."""


@dataclass
class Answer:
    status: int
    text: str
    location: str = ""

    @property
    def is_well(self) -> bool:
        return self.status < 300

    def json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass
class Wire:
    """One connection that all who play share, one question at a time.

    `rest` is how long the server is left in peace after each answer, as a multiple of the time
    it took: three times leaves it three quarters of its time for others.
    """

    address: str
    rest: float = 3.0
    last_answer: float = field(default_factory=time.monotonic)
    _line: http.client.HTTPConnection | None = None

    def get(self, jar: dict[str, str], path: str, **headers: str) -> Answer:
        return self._ask("GET", jar, path, None, headers)

    def post(
        self, jar: dict[str, str], path: str, fields: list[tuple[str, str]], **headers: str
    ) -> Answer:
        sent = {"Accept": "application/json", "Content-Type": FORM, **headers}
        return self._ask("POST", jar, path, urlencode(fields).encode(), sent)

    def _ask(
        self,
        method: str,
        jar: dict[str, str],
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Answer:
        began = time.monotonic()
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        try:
            answer = self._once(method, jar, path, body, headers)
        except (OSError, http.client.HTTPException):
            self._hang_up()
            try:
                answer = self._once(method, jar, path, body, headers)
            except (OSError, http.client.HTTPException) as error:
                self._hang_up()
                raise NoAnswer from error
        self.last_answer = time.monotonic()
        time.sleep(self.rest * (self.last_answer - began))
        return answer

    def _once(
        self,
        method: str,
        jar: dict[str, str],
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Answer:
        if self._line is None:
            parts = urlsplit(self.address)
            self._line = http.client.HTTPConnection(
                parts.hostname or "127.0.0.1", parts.port, timeout=PATIENCE
            )
        self._line.request(method, path, body, headers)
        response = self._line.getresponse()
        text = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            jar[name.strip()] = value
        return Answer(response.status, text, response.headers.get("Location") or "")

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
