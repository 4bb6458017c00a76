"""The worker for large files, in the place of another process."""

import threading
from pathlib import Path
from typing import Any

from facilitator.db import Database
from facilitator.documents.making import Made, Work
from facilitator.domain import jobs
from facilitator.worker.doing import Now, do


class RightHere:
    """Does a job at once when it is woken, or when it is told to if it `waits`."""

    def __init__(self, database: Database, folder: Path, clock: Now) -> None:
        self.database, self.folder, self.clock = database, folder, clock
        self.waits = False
        self.makers: dict[str, Any] = {"portfolios": three_parts}
        self.woken: list[int] = []

    def wake(self, job_id: int) -> None:
        self.woken.append(job_id)
        if not self.waits:
            self.work(job_id)

    def work(self, job_id: int, ending: threading.Event | None = None) -> None:
        do(self.database, self.folder, job_id, self.clock, ending, self.makers)

    @property
    def files(self) -> list[str]:
        folder = self.folder / jobs.FOLDER
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def three_parts(work: Work) -> Made:
    with work.target.open("wb") as file:
        for part in range(3):
            work.step(part, 3)
            file.write(b"%d" % part)
    work.step(3, 3)
    return Made("Arbeidsmapper, Kull 10.zip", "application/zip")
