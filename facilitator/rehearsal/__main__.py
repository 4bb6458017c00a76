"""python -m facilitator.rehearsal: started by the server, told by its environment what to do."""

import json
import os
import sys
import threading
from typing import IO

from facilitator.rehearsal.crowd import Crowd
from facilitator.rehearsal.wire import NoAnswer, Wire

TOLD = "FACILITATOR_REHEARSAL"


def main() -> int:
    told = json.loads(os.environ.get(TOLD) or "{}")
    if not told:
        print("Denne startes av tjeneren når noen øver på en samling.", file=sys.stderr)
        return 2
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    try:
        Crowd(Wire(told["address"]), told["room"], told["key"], told["people"]).play()
    except (NoAnswer, KeyboardInterrupt):
        return 1
    return 0


def _end_with(server: IO[str]) -> None:
    """The server holds the other end. When it is gone, however it went, so are we."""
    while server.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
