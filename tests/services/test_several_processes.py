"""Two processes of the app behind nginx, with Redis between them and one PostgreSQL below."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import seed, servers
from benchmarks.crowd import AppPhone
from benchmarks.servers import Server
from benchmarks.stream import Stream
from tests.services.rooms import Crowd
from tests.support.postgres import MakeDatabase

SERVED_BY = re.compile(r"x-served-by: *(\S+)", re.IGNORECASE)
SECRET = "en-hemmelighet-som-begge-prosessene-deler"
CUT_WITHIN = 10.0
"""Before either process looks over its sockets by itself, and enough for a busy machine."""


def test_what_happens_in_one_process_reaches_the_phones_of_the_other(
    tmp_path: Path, postgres: MakeDatabase, redis: str, nginx: Callable[..., int]
) -> None:
    url = postgres("flere")
    world = seed.build(url, 12)
    common = {"DATABASE_URL": url, "REDIS_URL": redis, "SECRET_KEY": SECRET}
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    with (
        servers.serving(one, world, **common) as first,
        servers.serving(two, world, **common) as second,
    ):
        crowd = Crowd(replace(first, port=nginx(first.port, second.port)))

        async def happens() -> set[str]:
            await crowd.come()
            served_by = {SERVED_BY.search(phone.socket_head)[1] for phone in crowd.phones}
            assert await crowd.send(range(24)) == list(range(24))
            await crowd.until_all_have(list(range(24)))
            await is_cut_in_both(crowd.phones[0], crowd.phones[1], [first, second])
            crowd.leave()
            return served_by

        served_by = asyncio.run(happens())
    assert served_by == {f"127.0.0.1:{first.port}", f"127.0.0.1:{second.port}"}
    for ear in crowd.ears:
        assert sorted(ear.order) == list(range(24)), "a card came twice, or not at all"


async def is_cut_in_both(done: AppPhone, stays: AppPhone, both: list[Server]) -> None:
    """Every end of a right is told as «Ferdig» is; tests/realtime has them one by one."""
    cut = [await listening(done, server) for server in both]
    others = [await listening(stays, server) for server in both]
    await done.finish()
    async with asyncio.timeout(CUT_WITHIN):
        await asyncio.gather(*(stream.lost.wait() for stream in cut))
    assert not any(stream.lost.is_set() for stream in others)
    for stream in (*cut, *others):
        stream.close()


async def listening(phone: AppPhone, server: Server) -> Stream:
    """A page of that phone which stands open at that process."""
    stream = Stream(lambda _: None)
    await stream.open(server.port, phone.cookies)
    assert server.world is not None
    asked = {"room": server.world.public_id, "surface": "phone"}
    assert (await stream.ask("enter", asked))["ok"]
    return stream
