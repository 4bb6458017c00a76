"""The numbers of the jobs that wait, from the servers to the workers.

Huey on a SQLite file of its own beside the database, so that it takes none of the database's
locks; on Redis where there is one, for several servers. Nothing is lost with it: the rows say
what is to be done, and a worker that finds no number looks at them.
"""

import contextlib
from typing import Any

import msgspec
from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer

from facilitator.config import Settings

NAME = "facilitator-work"
FILE = "work.sqlite3"
TASK = "do"


class PlainNumbers(Serializer):
    """JSON in place of pickles: what is read from a queue can never be code."""

    def serialize(self, data: Any) -> bytes:
        return msgspec.json.encode({"name": data.name, "id": data.id, "args": data.args})

    def deserialize(self, data: bytes) -> Any:
        held = msgspec.json.decode(bytes(data), type=_Held)
        return Message(held.id, held.name, args=held.args)


class _Held(msgspec.Struct):
    name: str
    id: str
    args: tuple[int]


class Queue:
    """The same for both ends."""

    def __init__(self, settings: Settings) -> None:
        self._huey = _huey(settings)
        # The name is what both ends know it by; whoever takes it does it in `doing`.
        self._task = self._huey.task(name=TASK)(lambda number: number)

    def put(self, job_id: int) -> None:
        self._huey.enqueue(self._task.s(job_id))

    def take(self) -> int | None:
        """The next number; None when there is none, after a second's waiting on Redis."""
        found = self._huey.dequeue()
        return None if found is None else int(found.args[0])

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._huey.storage.close()


def _huey(settings: Settings) -> Huey:
    common = {"results": False, "serializer": PlainNumbers()}
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, **common)
    file = settings.data_dir / FILE
    file.touch(mode=0o600)
    return SqliteHuey(NAME, filename=str(file), fsync=False, **common)
