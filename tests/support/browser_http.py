"""Somebody who writes over plain HTTP with a cookie and a CSRF token, as a phone does."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

Fields = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: dict[str, Any]


class Caller:
    """One connection and one cookie jar; safe to use from several threads, one at a time."""

    def __init__(self, url: str, cookie: str) -> None:
        self._host = urlsplit(url).netloc
        self._cookie = cookie
        self._token = ""
        self._lock = threading.Lock()

    def post(self, path: str, fields: Fields) -> Answer:
        """Raises OSError when no answer came: then nobody knows whether it was taken."""
        with self._lock:
            if not self._token:
                self._token = self._ask("GET", "/csrf").body["token"]
            pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
            return self._ask("POST", path, urlencode([*pairs, ("csrf_token", self._token)]))

    def get(self, path: str) -> Answer:
        with self._lock:
            return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, body, self._headers(body))
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("facilitator="):
                self._cookie = cookie.split(";")[0].split("=", 1)[1]
        return Answer(response.status, _json(text))

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {"Cookie": f"facilitator={self._cookie}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}
