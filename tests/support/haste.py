"""What is made once for all tests: each has a database, an engine and an app of its own.

Nothing here changes what a test sees; it spares the suite what it would do thousands of times.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from sqlalchemy import Engine, util

from facilitator import db as db_module

# Thousands of short worlds are made and dropped, and nearly all of it goes without the collector.
# Its walks through all that the tests have imported took a fifth of their time.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish() -> None:
    """What is imported by now stays, and need not be looked through again."""
    gc.freeze()


as_in_earnest = db_module._configure_sqlite


def _in_a_hurry(connection: Any, record: Any) -> None:
    """A test's world need not outlive a power cut, so nothing waits for the disk."""
    as_in_earnest(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def hurried_commits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db_module, "_configure_sqlite", _in_a_hurry)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> Iterator[None]:
    """Each test has an engine of its own; its statements are compiled once for all of them.

    They are the engine's from its making, since the engine that writes takes them over then.
    """
    making = db_module._make_engine
    first = making("sqlite://")
    with first.connect():
        pass  # the dialect has learnt what it must know of the database
    # The tests know more statements than one app does; none is to be pushed out.
    compiled: Any = util.LRUCache(20_000)

    def made(url: str) -> Engine:
        engine = making(url)
        if engine.dialect.name == first.dialect.name:
            engine.dialect, engine._compiled_cache = first.dialect, compiled
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db_module, "_make_engine", made)
        yield
    first.dispose()


class CompiledTemplates(FileSystemBytecodeCache):
    """By the text they were made from: in memory, and in a folder for those who work beside us."""

    def __init__(self, shared: Path) -> None:
        super().__init__(str(shared))
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        self._remember(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each test has an app of its own; its templates are compiled once for all of them."""
    from flask import Flask

    ours = tmp_path_factory.getbasetemp()
    # Each of those who work side by side has a folder in the run's.
    run = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    shared = run / "compiled_templates"
    shared.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", CompiledTemplates(shared))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_map_of_addresses() -> Iterator[None]:
    """The same of its addresses: to write down 300 of them takes longer than most tests do.

    They are the same in every app, and what answers to them is each app's own.
    """
    from flask import Flask
    from flask.sansio.blueprints import BlueprintSetupState
    from werkzeug.routing import Map

    from facilitator import web

    registering, adding = web.register, BlueprintSetupState.add_url_rule
    first: list[Map] = []

    def no_more(*_: Any) -> None:
        raise AssertionError("the map of addresses belongs to every test")

    def register(app: Flask) -> None:
        if first:
            app.url_map = first[0]
        registering(app)
        if not first:
            app.url_map.update()
            patch.setattr(app.url_map, "add", no_more)
            first.append(app.url_map)

    def add(
        state: BlueprintSetupState, rule: str, endpoint: Any = None, view: Any = None, **rest: Any
    ) -> None:
        if state.app.url_map in first:
            state.app.view_functions[f"{state.name}.{endpoint or view.__name__}"] = view
        else:
            adding(state, rule, endpoint, view, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web, "register", register)
        patch.setattr(BlueprintSetupState, "add_url_rule", add)
        yield
