"""The real server on SQLite: everybody at once, and the plug pulled in the middle."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from benchmarks import seed, servers
from benchmarks.tally import MARK
from facilitator.db import Database
from facilitator.models import Card
from tests.services.rooms import Crowd


def stored(folder: Path) -> list[int]:
    """The numbers of the cards in the database, in the order of the board."""
    database = Database(servers.sqlite_in(folder))
    with database.reading() as session:
        cards = session.scalars(select(Card).order_by(Card.board_order)).all()
        found = [int(MARK.fullmatch(card.fields["text"].encode())[1]) for card in cards]
    database.dispose()
    return found


def test_all_send_within_a_second_and_all_have_all_in_one_order(tmp_path: Path) -> None:
    world = seed.build(servers.sqlite_in(tmp_path), 36)
    with servers.serving(tmp_path, world) as server:
        crowd = Crowd(server)

        async def happens() -> list[int]:
            await crowd.come()
            taken = await crowd.send(range(36))
            await crowd.until_all_have(taken)
            crowd.leave()
            return taken

        assert asyncio.run(happens()) == list(range(36))
    order = stored(tmp_path)
    assert sorted(order) == list(range(36))
    assert [ear.order for ear in crowd.ears] == [order] * 36
    assert "locked" not in (tmp_path / servers.LOG).read_text()


def test_what_was_acknowledged_before_a_kill_is_there_once_after_it(tmp_path: Path) -> None:
    world = seed.build(servers.sqlite_in(tmp_path), 12)
    with servers.serving(tmp_path, world) as server:
        acknowledged = asyncio.run(_killed_in_a_burst(Crowd(server), server.pid))
        port = server.port
    assert acknowledged, "the server was killed before it had taken anything"
    assert len(acknowledged) < BURST, "the server was killed too late"
    assert set(acknowledged) <= set(stored(tmp_path))
    with servers.serving(tmp_path, world, port=port) as server:
        asyncio.run(_all_try_again(Crowd(server)))
    assert Counter(stored(tmp_path)) == Counter(range(BURST))


BURST = 240


async def _killed_in_a_burst(crowd: Crowd, pid: int) -> list[int]:
    """Kills the server when a part of the burst has been taken."""
    await crowd.come()
    taken: list[int] = []

    async def one(number: int) -> None:
        taken.extend(await crowd.send(range(number, number + 1)))
        if len(taken) == BURST // 6:
            os.kill(pid, signal.SIGKILL)

    await asyncio.gather(*(one(number) for number in range(BURST)))
    crowd.leave()
    _REMEMBERED[:] = [(phone.cookies, phone.token) for phone in crowd.phones]
    return taken


_REMEMBERED: list[tuple[dict[str, str], str]] = []
"""What the phones have kept while the server was away."""


async def _all_try_again(crowd: Crowd) -> None:
    """The same phones send all of it once more, with the same client ids."""
    for phone, (cookies, token) in zip(crowd.phones, _REMEMBERED, strict=True):
        phone.remember(cookies, token)
    taken = await crowd.send(range(BURST))
    crowd.leave()
    assert taken == list(range(BURST))
