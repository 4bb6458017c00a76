"""What is measured for a number of phones: joining, cards at a rate, and the highest rate."""

from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks import servers
from benchmarks.crowd import AppPhone, FloorPhone, Phone, join, send_cards
from benchmarks.servers import Server
from benchmarks.tally import Run, Tally, percentile

Known = TypeVar("Known")

RATES = {36: 20.0, 250: 15.0, 1000: 5.0}
"""Cards a second at which latency is measured."""

LADDERS = {36: (100, 200, 300, 400, 500), 250: (40, 80, 120, 160, 200), 1000: (10, 20, 30, 40)}
"""Rates that are tried, until the first that the last receiver cannot follow."""

LADDER_SECONDS = 4.0
BEARABLE = 0.250
JOIN_WITHIN = 1.0


@dataclass
class Measured:
    phones: int
    rate: float
    floor: Run
    app: Run
    lifelike: Run
    joined: list[float]
    ladder: list[Run] = field(default_factory=list)

    @property
    def sustained(self) -> float:
        """The highest rate at which the last receiver's p99 is bearable and nothing is lost."""
        return max((run.rate for run in self.ladder if _bearable(run)), default=0.0)


def _bearable(run: Run) -> bool:
    whole = not run.lost and not run.refused and len(run.acknowledged) == len(run.due)
    return whole and percentile(run.last_times(), 0.99) < BEARABLE


def _nearest(table: dict[int, Known], phones: int) -> Known:
    return table[min(table, key=lambda known: abs(known - phones))]


async def measure(phones: int, seconds: float) -> Measured:
    rate = float(_nearest(RATES, phones))
    floor = await _floor(phones, rate, seconds)
    with servers.app(phones) as server:
        crowd = _app_phones(server)
        tally = Tally()
        joined = await _come(crowd, tally)
        plain = await send_cards(server, list(crowd), tally, rate, seconds)
        _leave(crowd)
    lifelike = await _lifelike(phones, rate, seconds)
    ladder = await _ladder(phones)
    return Measured(phones, rate, floor, plain, lifelike, joined, ladder)


async def _floor(phones: int, rate: float, seconds: float) -> Run:
    with servers.floor() as server:
        crowd: list[Phone] = [FloorPhone(server) for _ in range(phones)]
        tally = Tally()
        await join(crowd, tally, JOIN_WITHIN)
        run = await send_cards(server, crowd, tally, rate, seconds)
        _leave(crowd)
    return run


async def _lifelike(phones: int, rate: float, seconds: float) -> Run:
    """As people do it: each phone also fetches its own page anew after its card."""
    with servers.app(phones) as server:
        crowd = _app_phones(server, fetch_after=True)
        tally = Tally()
        await _come(crowd, tally)
        run = await send_cards(server, list(crowd), tally, rate, seconds)
        _leave(crowd)
    return run


async def _ladder(phones: int) -> list[Run]:
    runs: list[Run] = []
    with servers.app(phones) as server:
        crowd = _app_phones(server)
        tally = Tally()
        await _come(crowd, tally)
        first = 0
        for rate in _nearest(LADDERS, phones):
            run = await send_cards(server, list(crowd), tally, rate, LADDER_SECONDS, first)
            first += len(run.due)
            if not _bearable(run):  # once more, for another program may have had the processor
                run = await send_cards(server, list(crowd), tally, rate, LADDER_SECONDS, first)
                first += len(run.due)
            runs.append(run)
            if not _bearable(run):
                break
        _leave(crowd)
    return runs


def _app_phones(server: Server, *, fetch_after: bool = False) -> list[AppPhone]:
    assert server.world is not None
    return [AppPhone(server, server.world, person, fetch_after) for person in server.world.people]


async def _come(crowd: list[AppPhone], tally: Tally) -> list[float]:
    """Everybody has the list of names before them; then all tap their own within a second."""
    for phone in crowd:
        await phone.look_for_name()
    return await join(list(crowd), tally, JOIN_WITHIN)


def _leave(crowd: list[Phone] | list[AppPhone]) -> None:
    for phone in crowd:
        phone.leave()
