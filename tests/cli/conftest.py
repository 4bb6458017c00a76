"""Running the program in this process."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitator.cli import main
from facilitator.db import Database
from tests.support import demo
from tests.support.postgres import postgres

__all__ = ["postgres"]

SETTINGS = (
    "DATABASE_URL",
    "REDIS_URL",
    "ASYNC_MODE",
    "SECRET_KEY",
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "BACKUP_TO",
    "BACKUP_AT",
    "BACKUP_KEEP",
    "BACKUP_ENCRYPT",
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def program(data_dir: Path) -> Callable[..., Result]:
    """`program("backup", "b.zip", PORT="x")` runs it with those settings and no others."""

    def run(*arguments: object, **environment: str) -> Result:
        unset = dict.fromkeys(SETTINGS)
        env = {**unset, "FACILITATOR_DATA": str(data_dir), **environment}
        before = os.umask(0o022)  # what is usual; the program has its own
        try:
            return CliRunner().invoke(main, [str(a) for a in arguments], env=env)
        finally:
            os.umask(before)

    return run


@pytest.fixture
def loaded(data_dir: Path) -> Iterator[Database]:
    """The demo, lying where the program looks for its data."""
    database = demo.lay_out(data_dir)
    yield database
    database.dispose()
