"""The real server under eventlet on PostgreSQL: a slow question stalls nobody."""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks import seed, servers
from benchmarks.keepalive import Http
from tests.services import slow_program
from tests.services.rooms import Crowd
from tests.support.postgres import MakeDatabase

SLOW = (sys.executable, "-m", "tests.services.slow_program")
SWIFT = slow_program.SECONDS / 2


def test_people_come_and_cards_fly_while_one_question_takes_its_time(
    tmp_path: Path, postgres: MakeDatabase
) -> None:
    url = postgres("treg")
    world = seed.build(url, 4)
    with servers.serving(tmp_path, world, program=SLOW, DATABASE_URL=url) as server:
        crowd, question = Crowd(server), Http(server.port)

        async def happens() -> tuple[float, float]:
            started = time.perf_counter()
            asked = asyncio.create_task(question.get("/treg"))
            await asyncio.sleep(0)  # the question is on its way before anybody comes
            await crowd.come()
            assert await crowd.send(range(8)) == list(range(8))
            await crowd.until_all_have(list(range(8)))
            swift = time.perf_counter() - started
            answer = await asked
            assert answer.body == b"ferdig"
            crowd.leave()
            question.close()
            return swift, time.perf_counter() - started

        swift, slow = asyncio.run(happens())
    assert slow >= slow_program.SECONDS
    assert swift < slow, "the room waited for the slow question"
    for ear in crowd.ears:
        assert ear.order == crowd.ears[0].order
