"""A room of raw phones, each of which writes down what it hears in the order it hears it."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from benchmarks.crowd import AppPhone
from benchmarks.servers import Server
from benchmarks.tally import MARK

PATIENCE = 20.0


@dataclass
class Ear:
    """Takes the place of the measurement's tally: the cards in their order, for one phone."""

    order: list[int] = field(default_factory=list)

    def hear(self, payload: bytes) -> None:
        self.order += [int(number) for number in MARK.findall(payload)]


@dataclass
class Crowd:
    """The phones of everybody in the room's kull."""

    server: Server

    def __post_init__(self) -> None:
        assert self.server.world is not None
        self.phones = [
            AppPhone(self.server, self.server.world, person) for person in self.server.world.people
        ]
        self.ears = [Ear() for _ in self.phones]

    async def come(self) -> None:
        for phone, ear in zip(self.phones, self.ears, strict=True):
            await phone.look_for_name()
            await phone.come(ear)

    async def send(self, numbers: range) -> list[int]:
        """Each number is a card, sent by the phones in turn; gives those that were taken."""
        answers = await asyncio.gather(*(self._send(number) for number in numbers))
        return [number for number, taken in zip(numbers, answers, strict=True) if taken]

    async def _send(self, number: int) -> bool:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            return await self.phones[number % len(self.phones)].send(number)
        return False

    async def until_all_have(self, numbers: list[int]) -> None:
        """Raises TimeoutError when somebody has not heard of them all in time."""
        wanted = set(numbers)
        async with asyncio.timeout(PATIENCE):
            while not all(wanted <= set(ear.order) for ear in self.ears):
                await asyncio.sleep(0.02)

    def leave(self) -> None:
        for phone in self.phones:
            phone.leave()
