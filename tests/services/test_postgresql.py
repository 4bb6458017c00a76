"""The real server under eventlet on PostgreSQL: a slow question stalls nobody."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from benchmarks import seed, servers
from benchmarks.keepalive import Http
from tests.services import slow_program
from tests.services.rooms import PATIENCE, Crowd
from tests.support.postgres import MakeDatabase

SLOW = (sys.executable, "-m", "tests.services.slow_program")
AT_THE_DOOR = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


async def until_it_waits(door: Connection) -> None:
    while not door.execute(text(AT_THE_DOOR)).scalar_one():
        await asyncio.sleep(0.02)


def test_people_come_and_cards_fly_while_one_question_waits_for_its_answer(
    tmp_path: Path, postgres: MakeDatabase
) -> None:
    """No answer comes before all this has happened, so it is no matter of how fast it goes."""
    url = postgres("treg")
    world = seed.build(url, 4)
    engine = create_engine(url)
    with (
        servers.serving(tmp_path, world, program=SLOW, DATABASE_URL=url) as server,
        engine.connect() as door,
    ):
        door.execute(text(f"SELECT pg_advisory_xact_lock({slow_program.DOOR})"))
        crowd, question = Crowd(server), Http(server.port)

        async def happens() -> bytes:
            async with asyncio.timeout(PATIENCE):
                asked = asyncio.create_task(question.get("/treg"))
                await until_it_waits(door)
                await crowd.come()
                assert await crowd.send(range(8)) == list(range(8))
                await crowd.until_all_have(list(range(8)))
                assert not asked.done()
                door.rollback()
                answer = await asked
            crowd.leave()
            question.close()
            return answer.body

        assert asyncio.run(happens()) == b"ferdig"
    engine.dispose()
    for ear in crowd.ears:
        assert ear.order == crowd.ears[0].order
