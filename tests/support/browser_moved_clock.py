"""The server on a day that a test chooses: a year goes by in minutes.

The file `clock` in the data folder holds how many seconds the server is ahead. Whoever moves it
on moves everything that asks the app's clock; cookies and tokens go on in real time.
"""

import datetime as dt
import os
from functools import partial
from pathlib import Path

from facilitator import server
from facilitator.config import load_settings

FILE = "clock"


def ahead(folder: Path) -> dt.timedelta:
    file = folder / FILE
    return dt.timedelta(seconds=int(file.read_text("ascii")) if file.exists() else 0)


def move_to(folder: Path, moment: dt.datetime) -> None:
    """From now on it is `moment` there. Written beside and renamed, so it is never read half."""
    beside = folder / "clock.new"
    seconds = round((moment - dt.datetime.now(dt.UTC)).total_seconds())
    beside.write_text(str(seconds), "ascii")
    beside.replace(folder / FILE)


if __name__ == "__main__":
    import sys

    server.prepare("eventlet")
    from facilitator import app
    from facilitator.starting import start

    data = Path(os.environ["FACILITATOR_DATA"])

    def moved_now() -> dt.datetime:
        return dt.datetime.now(dt.UTC) + ahead(data)

    app.create_app = partial(app.create_app, clock=moved_now)
    app.utc_now = moved_now
    start(load_settings(port=int(sys.argv[sys.argv.index("--port") + 1])))
