"""Who is using the data folder: servers share it, restoring and starting over want it alone.

To replace a database file under a running server would lose what it writes afterwards.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be replaced anyway
    fcntl = None  # type: ignore[assignment]

NAME = "in_use.lock"


class Busy(Exception):
    """Somebody else holds the folder."""


@contextlib.contextmanager
def held(folder: Path, *, alone: bool) -> Iterator[None]:
    """Hold the data folder while the block runs. Raises Busy at once when it cannot be had."""
    if fcntl is None:
        yield
        return
    wanted = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    with (folder / NAME).open("a") as file:
        try:
            fcntl.flock(file, wanted | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(str(folder)) from error
        yield


def wait_for(file: IO[bytes]) -> None:
    """Until nobody else who asks has this open file; it is let go of when the file is closed."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX)
