"""The worker in earnest, with one maker that stops after its first part until it is let go."""

import sys
import threading

from facilitator.documents.making import Made, Work
from facilitator.worker import __main__ as worker
from facilitator.worker import doing


def waits(work: Work) -> Made:
    with work.target.open("wb") as file:
        file.write(b"halv ")
        file.flush()
        work.step(1, 2)
        while not (work.root / "go").exists():
            threading.Event().wait(0.02)
        doing.PAUSE = 0.0
        work.step(1, 2)
        file.write(b"hel")
    return Made("notater.zip", "application/zip")


doing.MAKERS["notes"] = waits
sys.exit(worker.main())
