import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.db import Database, sqlite_url
from tests.support import demo


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("loaded") / "demo.sqlite3"
    demo.load_into(sqlite_url(path))
    return path


@pytest.fixture
def loaded(loaded_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo as it is on the morning of samling 8."""
    path = tmp_path / "facilitator.sqlite3"
    shutil.copyfile(loaded_file, path)
    database = Database(sqlite_url(path), strict_listeners=True)
    yield database
    database.dispose()
