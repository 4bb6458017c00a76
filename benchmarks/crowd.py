"""N phones in one room, of the floor or of the app: coming in, and sending cards."""

import asyncio
import contextlib
import json
import re
import time
from dataclasses import dataclass
from typing import Protocol

from benchmarks import seed
from benchmarks.keepalive import Answer, Http
from benchmarks.servers import Server
from benchmarks.stream import Stream
from benchmarks.tally import Run, Tally, mark

TOKEN = re.compile(rb'name="csrf" content="([^"]+)"')
FRAGMENT = '<li class="card paper card--line" id="{0}" data-v="1"><p>{0}</p>' + " " * 300 + "</li>"
"""As long as a card of the app."""
TRIES = 5
PATIENCE = 20.0
"""Seconds to wait for what is still on the way after the last card was sent."""


class Hears(Protocol):
    def hear(self, payload: bytes) -> None: ...


class Phone(Protocol):
    async def come(self, tally: Hears) -> None: ...
    async def send(self, number: int) -> bool: ...
    def leave(self) -> None: ...


@dataclass
class FloorPhone:
    """All it knows is its socket."""

    server: Server

    async def come(self, tally: Hears) -> None:
        self._stream = Stream(tally.hear)
        await self._stream.open(self.server.port, {})
        await self._stream.ask("enter", {"room": "the room"})

    async def send(self, number: int) -> bool:
        card = {"id": mark(number), "v": 1, "html": FRAGMENT.format(mark(number)), "slot": "b"}
        answer = await self._stream.ask("card", card)
        return bool(answer["ok"])

    def leave(self) -> None:
        self._stream.close()


@dataclass
class AppPhone:
    """What a participant's browser does: finds the name, gets the page, listens, posts cards."""

    server: Server
    world: seed.World
    person: int
    fetch_after: bool = False
    """Whether it fetches its own page anew after each card, as the page's script does."""

    def __post_init__(self) -> None:
        self._http = Http(self.server.port)
        self._stream: Stream | None = None
        self.token = ""

    @property
    def cookies(self) -> dict[str, str]:
        return self._http.cookies

    @property
    def socket_head(self) -> str:
        """How the server answered the wish for a socket."""
        return self._stream.head.decode() if self._stream else ""

    def remember(self, cookies: dict[str, str], token: str) -> None:
        """What a phone still has when the server has been away."""
        self._http.cookies.update(cookies)
        self.token = token

    async def look_for_name(self) -> None:
        """The list of names is before it; a thousand such lists are not what is measured."""
        answer = await self._http.get("/csrf")
        _expect(answer, 200)
        self.token = json.loads(answer.body)["token"]

    async def come(self, tally: Hears) -> None:
        room = f"/rom/{self.world.public_id}"
        claimed = await self._http.post(
            f"{room}/hvem", participant=str(self.person), csrf_token=self.token
        )
        _expect(claimed, 200, 303)
        page = await self._http.get(room)
        self.token = _token(page)
        await self._listen(tally)

    async def _listen(self, tally: Hears) -> None:
        """As the client library does, once more when the socket is cut on the way."""
        for _ in range(TRIES):
            self._stream = Stream(tally.hear)
            with contextlib.suppress(ConnectionError):
                await self._stream.open(self.server.port, self._http.cookies)
                asked = {"room": self.world.public_id, "surface": "phone"}
                answer = await self._stream.ask("enter", asked)
                if not answer["ok"]:
                    raise RuntimeError(f"enter: {answer}")
                return
        raise RuntimeError("the socket was cut again and again")

    async def send(self, number: int) -> bool:
        answer = await self._http.post(
            f"/rom/{self.world.public_id}/bidrag/{self.world.activity}/{seed.PHASE}",
            **{"0-text": mark(number)},
            client_id=mark(number),
            csrf_token=self.token,
        )
        return answer.status == 200

    async def finish(self) -> None:
        """«Ferdig på denne telefonen.»"""
        _expect(await self._http.post("/ferdig", csrf_token=self.token), 200)

    async def fetch(self) -> None:
        await self._http.get(f"/rom/{self.world.public_id}", X_Snapshot="1")

    def leave(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._http.close()


def _token(page: Answer) -> str:
    _expect(page, 200)
    found = TOKEN.search(page.body)
    if found is None:
        raise RuntimeError("The page has no CSRF token")
    return found[1].decode()


def _expect(answer: Answer, *statuses: int) -> None:
    if answer.status not in statuses:
        said = answer.body.decode(errors="replace")[:400]
        raise RuntimeError(f"{answer.status} {answer.location} {said}")


async def join(phones: list[Phone], tally: Tally, within: float) -> list[float]:
    """All come, spread over `within` seconds. How long after the start each one was in."""
    start = time.perf_counter()

    async def one(phone: Phone, delay: float) -> float:
        await asyncio.sleep(delay)
        await phone.come(tally)
        return time.perf_counter() - start

    gap = within / len(phones)
    return list(await asyncio.gather(*(one(p, n * gap) for n, p in enumerate(phones))))


async def send_cards(
    server: Server, phones: list[Phone], tally: Tally, rate: float, seconds: float, first: int = 0
) -> Run:
    """Cards at an even rate, whether or not the earlier ones have been answered."""
    run = Run(len(phones), rate, tally=tally)
    numbers = range(first, first + int(rate * seconds))
    before = server.cpu()
    start = time.perf_counter() + 0.05
    pending = []
    for place, number in enumerate(numbers):
        run.due[number] = start + place / rate
        await asyncio.sleep(max(0.0, run.due[number] - time.perf_counter()))
        phone = phones[number % len(phones)]
        pending.append(asyncio.create_task(_send_one(run, phone, number)))
    await asyncio.wait(pending, timeout=PATIENCE)
    await _until_all_have_all(run)
    run.cpu = server.cpu() - before
    return run


async def _send_one(run: Run, phone: Phone, number: int) -> None:
    if await phone.send(number):
        run.acknowledged[number] = time.perf_counter()
        if isinstance(phone, AppPhone) and phone.fetch_after:
            await phone.fetch()
    else:
        run.refused += 1


async def _until_all_have_all(run: Run) -> None:
    give_up = time.perf_counter() + PATIENCE
    while time.perf_counter() < give_up and not _complete(run):
        await asyncio.sleep(0.02)


def _complete(run: Run) -> bool:
    return run.tally.complete(run.acknowledged, run.receivers)
