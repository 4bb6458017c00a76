"""Two processes of the app behind nginx, with Redis between them and one PostgreSQL below."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import seed, servers
from tests.services.rooms import Crowd
from tests.support.postgres import MakeDatabase

SERVED_BY = re.compile(r"x-served-by: *(\S+)", re.IGNORECASE)
SECRET = "en-hemmelighet-som-begge-prosessene-deler"


def test_a_card_posted_through_one_process_reaches_the_phones_of_the_other(
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
            crowd.leave()
            return served_by

        served_by = asyncio.run(happens())
    assert served_by == {f"127.0.0.1:{first.port}", f"127.0.0.1:{second.port}"}
    for ear in crowd.ears:
        assert sorted(ear.order) == list(range(24)), "a card came twice, or not at all"
