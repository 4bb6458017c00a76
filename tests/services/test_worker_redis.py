"""Several servers, one Redis: a number that is put in at one end comes out at the other, once."""

import dataclasses

from facilitator.config import Settings
from facilitator.worker.queue import Queue


def test_numbers_go_by_redis_and_each_is_taken_once(settings: Settings, redis: str) -> None:
    shared = dataclasses.replace(settings, redis_url=redis)
    ours, one, other = Queue(shared), Queue(shared), Queue(shared)
    for number in (7, 8, 9):
        ours.put(number)
    assert [one.take(), other.take(), one.take()] == [7, 8, 9]
    assert not (settings.data_dir / "work.sqlite3").exists()
    for queue in (ours, one, other):
        queue.close()
