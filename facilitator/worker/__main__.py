"""python -m facilitator.worker: started by the server when there is something to do."""

import os
import sys
import threading
from typing import IO

from facilitator.worker.rounds import step_behind

step_behind()

from facilitator import locks
from facilitator.config import load_settings
from facilitator.db import Database
from facilitator.server import set_up_logging, told_to_stop
from facilitator.worker.rounds import go_on

IDLE = 300.0
"""Seconds without work after which we leave, and our memory with us."""
GRACE = 10.0
"""Seconds that a part may still take when the server has gone."""


def main() -> int:
    set_up_logging()
    settings = load_settings()
    with told_to_stop() as ending, locks.held(settings.data_dir, alone=False):
        threading.Thread(target=_end_with, args=(sys.stdin, ending), daemon=True).start()
        database = Database(settings.database_url)
        try:
            go_on(settings, database, ending, IDLE)
        finally:
            database.dispose()
    return 0


def _end_with(server: IO[str], ending: threading.Event) -> None:
    """The server holds the other end. When it is gone, however it went, we end too."""
    while server.read(1):
        pass
    ending.set()
    threading.Event().wait(GRACE)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
