from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.db import Database
from tests.support import demo


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Database]:
    """The demo as it is on the morning of samling 8."""
    database = demo.lay_out(tmp_path)
    yield database
    database.dispose()
