"""Playing a rehearsal without a process and without waiting: the crowd, its clock and the app."""

from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient

from facilitator.rehearsal.crowd import Crowd
from facilitator.rehearsal.wire import Answer, Wire

KEY = "nøkkelen"


class Keeper:
    """In place of the one who starts processes: notes what it was asked to."""

    def __init__(self) -> None:
        self.started: list[tuple[str, int]] = []
        self.stopped: list[str] = []

    def start(self, public_id: str, people: int) -> None:
        self.started.append((public_id, people))

    def stop(self, public_id: str) -> None:
        self.stopped.append(public_id)

    def fits(self, public_id: str, shown: str) -> bool:
        return shown == KEY


@dataclass
class Straight(Wire):
    """Asks the app itself. A phone's cookies are in its own jar, as over the network."""

    client: FlaskClient = None
    asked: int = 0
    refused: list[tuple[str, int, str]] = field(default_factory=list)

    def _ask(self, method, jar, path, body, headers):
        self.asked += 1
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        sent = {**headers, **({"Cookie": cookies} if cookies else {})}
        response = self.client.open(path, method=method, data=body, headers=sent)
        for cookie in response.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            jar[name] = value
        if method == "POST" and response.status_code >= 400:
            self.refused.append((path, response.status_code, response.text[:200]))
        return Answer(response.status_code, response.text, response.location or "")


def crowd_in(app: Flask, public_id: str, people: int) -> tuple[Crowd, Straight]:
    wire = Straight("", client=app.test_client(use_cookies=False))
    return Crowd(wire, public_id, KEY, people, seed=1), wire


def play(crowd: Crowd, seconds: float, every: float = 5.0) -> None:
    """So long of the rehearsal's own time, with a pulse now and then."""
    until = crowd.now + seconds
    while crowd.now < until:
        crowd.pulse()
        pause = min(until, crowd.now + every)
        while crowd.act():
            pass
        crowd.now = pause
