"""python -m facilitator.backup: the nightly copy, started by the server beside the live room."""

import datetime as dt
import sys

from facilitator.backup import Failed, into_folder
from facilitator.backup.folders import Taken
from facilitator.backup.taking import end_tidily
from facilitator.config import load_settings
from facilitator.worker.rounds import step_behind


def main() -> int:
    step_behind()
    end_tidily()
    settings = load_settings()
    if settings.copies is None:
        return 0
    try:
        into_folder(settings, settings.copies, dt.datetime.now(dt.UTC))
    except Taken:
        return 0  # another server was first
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
