"""Several who write at the same moment, each in a transaction of their own."""

import threading
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.errors import FacilitatorError


def together(
    database: Database,
    work: Callable[[Session, int], object],
    times: int,
    begin: Callable[[Session], object] = lambda db: db.scalar(select(1)),
) -> list[FacilitatorError]:
    """The work in several transactions that have all begun; gives what was refused."""
    ready = threading.Barrier(times)
    refused, faults = list[FacilitatorError](), list[Exception]()

    def write(number: int) -> None:
        try:
            with database.transaction() as db:
                _held = begin(db)  # what the session has read, it still knows in the work
                ready.wait()
                work(db, number)
        except FacilitatorError as told:
            refused.append(told)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return refused
