"""What hundreds of tests do in the same way before their own part, done once and then put back.

A phone is claimed, a process is begun and led to a phase: with the same world before it, the same
people and the same time on the clock this gives the same world after it. That world is kept, and
the next test that does the same gets it as it was, with all that was told meanwhile. Whatever
else is written goes a way of its own, and from there on nothing is put back.
"""

import contextlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import Session

from facilitator.db import Database

Way = tuple[Hashable, ...]
"""All that has happened in a world since it was made, in order."""

MOST = 60
"""Worlds that are kept. A file's tests run one after the other, and resemble each other."""


@dataclass(frozen=True)
class World:
    """What a way leads to: the database, what the last step gave, and the facts it told."""

    pages: sqlite3.Connection
    given: Any
    told: list[list[Any]]


_kept: "OrderedDict[Way, World]" = OrderedDict()
_memories: "WeakKeyDictionary[Database, Memory]" = WeakKeyDictionary()


class Memory:
    """How far one database has come on a way that others may have gone before it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._way: Way | None = ()
        self._stepping = False
        self._waiting: sqlite3.Connection | None = None
        self._putting_back = threading.Lock()
        self._writing = database.transaction
        database.transaction = self._transaction  # type: ignore[method-assign]
        event.listen(database.engine, "checkout", self._put_back)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Session]:
        if not self._stepping:
            self._way = None
        with self._writing() as session:
            yield session

    def _put_back(self, connection: Any, *_: Any) -> None:
        """Only when somebody looks: of several steps in a row the last one is enough.

        Broadcasts look too, in threads of their own; whoever comes second waits.
        """
        with self._putting_back:
            pages, self._waiting = self._waiting, None
            if pages:
                pages.backup(connection)

    def step(self, what: Hashable, work: Callable[[], Any]) -> Any:
        if self._way is None or self._stepping:
            return work()
        way = (*self._way, what)
        if way not in _kept:
            return self._in_earnest(way, work)
        _kept.move_to_end(way)
        world = _kept[way]
        self._way, self._waiting = way, world.pages
        for facts in world.told:
            self._database._publish(facts)
        return world.given

    def _in_earnest(self, way: Way, work: Callable[[], Any]) -> Any:
        told: list[list[Any]] = []
        self._database.subscribe(told.append)
        self._stepping, self._way = True, None
        try:
            given = work()
        finally:
            self._stepping = False
            self._database._listeners.remove(told.append)
        pages = sqlite3.connect(":memory:", check_same_thread=False)
        with contextlib.closing(self._database.engine.raw_connection()) as live:
            live.driver_connection.backup(pages)  # type: ignore[union-attr]
        _kept[way] = World(pages, given, told)
        while len(_kept) > MOST:
            _kept.popitem(last=False)[1].pages.close()
        self._way = way
        return given


def remember_steps(database: Database) -> None:
    """This database holds nothing but the cast; what is done to it may have been done before."""
    _memories[database] = Memory(database)


def step(database: Database, what: Hashable, work: Callable[[], Any]) -> Any:
    """Do the work, or put back what it led to. `what` names all that it depends on.

    It gives something that does not change: ids, or a secret.
    """
    memory = _memories.get(database)
    return memory.step(what, work) if memory else work()
